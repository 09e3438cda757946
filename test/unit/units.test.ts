// Quantities as people write them: what is read, exactly, and what is refused with which words.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../src/errors.ts';
import {
  parseBytes,
  parseCount,
  parseCpuChoice,
  parseCpuList,
  parseDurationNs,
  parseInteger,
  parseRatePerSecond,
  parseRatio,
} from '../../src/units.ts';
import { fc } from '../support/property.ts';

function assertRefuses(parse: () => unknown, message: RegExp, remedy: RegExp): void {
  assert.throws(parse, (error) => {
    assert.ok(error instanceof FifobenchError);
    assert.equal(error.code, 'bad-quantity');
    assert.match(error.message, message);
    assert.match(error.remedy ?? '', remedy);
    return true;
  });
}

type Row = readonly [text: string, quantity: number, why: string];

function reads(parse: (text: string) => number, rows: readonly Row[]): void {
  for (const [text, quantity, why] of rows) {
    test(`reads '${text}' as ${quantity}: ${why}`, () => {
      assert.equal(parse(text), quantity);
    });
  }
}

function refuses(
  parse: (text: string) => number,
  { remedy, rows }: { remedy: RegExp; rows: readonly (readonly [string, RegExp, string])[] },
): void {
  for (const [text, message, why] of rows) {
    test(`refuses '${text.slice(0, 30)}': ${why}`, () => {
      assertRefuses(() => parse(text), message, remedy);
    });
  }
}

group('a duration', () => {
  reads(parseDurationNs, [
    ['10s', 10_000_000_000, 'seconds'],
    ['250ms', 250_000_000, 'milliseconds'],
    ['100us', 100_000, 'microseconds'],
    ['100µs', 100_000, 'with the micro sign'],
    ['100μs', 100_000, 'with the Greek letter'],
    ['5ns', 5, 'nanoseconds'],
    ['1m', 60_000_000_000, 'm is a minute'],
    ['2h', 7_200_000_000_000, 'hours'],
    ['1.5ms', 1_500_000, 'a fraction that is whole in nanoseconds'],
    ['0.1s', 100_000_000, 'a fraction that no float holds'],
    ['1.1us', 1_100, 'times 1,000 a float would give 1,100.0000000000002'],
    [' 3 s ', 3_000_000_000, 'spaces around and between'],
    ['1_000ms', 1_000_000_000, 'digits in groups'],
    ['0', 0, 'nothing needs no unit'],
    ['0ms', 0, 'nothing with a unit'],
  ]);
  refuses(parseDurationNs, {
    remedy: /250ms/,
    rows: [
      ['10', /'10' is not a duration/, 'no unit'],
      ['', /'' is not a duration/, 'empty'],
      ['s', /not a duration/, 'no number'],
      ['-1s', /not a duration/, 'negative'],
      ['1e3s', /not a duration/, 'an exponent'],
      ['1.5ns', /finer than 1 ns/, 'half a nanosecond'],
      ['10sec', /not a duration/, 'an unknown unit'],
      ['10S', /not a duration/, 'siemens'],
      ['1 toString', /not a duration/, 'a name that every object has'],
      ['9999999999s', /too large/, 'beyond 2^53 ns'],
      ['9'.repeat(400), /not a duration/, 'a flood of digits'],
    ],
  });

  test('is read back from any whole number of nanoseconds', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (ns) => {
        assert.equal(parseDurationNs(`${ns}ns`), ns);
      }),
    );
  });

  test('is the same in every unit that can hold it', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (ms) => {
        const fraction = String(ms % 1_000).padStart(3, '0');
        assert.equal(parseDurationNs(`${Math.floor(ms / 1_000)}.${fraction}s`), ms * 1_000_000);
        assert.equal(parseDurationNs(`${ms}ms`), ms * 1_000_000);
      }),
    );
  });
});

group('a size', () => {
  reads(parseBytes, [
    ['64B', 64, 'bytes'],
    ['64', 64, 'bytes need no unit'],
    ['4KiB', 4_096, 'binary'],
    ['1MiB', 1_048_576, 'binary'],
    ['4kB', 4_000, 'decimal'],
    ['0.5KiB', 512, 'a fraction that is whole in bytes'],
    ['0', 0, 'no payload'],
  ]);
  refuses(parseBytes, {
    remedy: /KiB/,
    rows: [
      ['64k', /not a size/, 'either 1,000 or 1,024'],
      ['64KB', /not a size/, 'either again'],
      ['1.5B', /finer than 1 B/, 'half a byte'],
      ['', /not a size/, 'empty'],
    ],
  });
});

group('a count', () => {
  reads(parseCount, [
    ['20000', 20_000, 'plain'],
    ['20_000', 20_000, 'in groups'],
    ['20k', 20_000, 'thousands'],
    ['1.5M', 1_500_000, 'millions'],
    ['0', 0, 'none'],
    ['007', 7, 'leading zeros'],
  ]);
  refuses(parseCount, {
    remedy: /20_000/,
    rows: [
      ['1.5', /finer than 1/, 'a fraction'],
      ['20,000', /not a count/, 'a comma'],
      ['many', /not a count/, 'a word'],
      ['-3', /not a count/, 'negative'],
    ],
  });

  test('names the option and both bounds where it is out of range', () => {
    const parse = () => parseInteger('0', { min: 1, max: 100, option: '--clients' });
    assertRefuses(parse, /^--clients: '0' is out of range$/, /from 1 to 100/);
  });

  test('may lie on either bound', () => {
    assert.equal(parseInteger('1', { min: 1, max: 100 }), 1);
    assert.equal(parseInteger('100', { min: 1, max: 100 }), 100);
    assert.throws(() => parseInteger('101', { min: 1, max: 100 }));
  });
});

group('a rate', () => {
  reads(parseRatePerSecond, [
    ['500/s', 500, 'per second'],
    ['2k/s', 2_000, 'thousands'],
    ['30/m', 0.5, 'per minute'],
    ['0.5/s', 0.5, 'one in two seconds'],
    ['3600/h', 1, 'per hour'],
    ['0/s', 0, 'none'],
  ]);
  refuses(parseRatePerSecond, {
    remedy: /500\/s/,
    rows: [
      ['500', /not a rate/, 'per what?'],
      ['500/', /not a rate/, 'nor here'],
      ['/s', /not a rate/, 'no number'],
      [`${'9'.repeat(400)}/s`, /not a rate/, 'beyond any number'],
    ],
  });
});

group('a share', () => {
  reads(parseRatio, [
    ['2%', 0.02, 'a percentage'],
    ['0.02', 0.02, 'a ratio'],
    ['.5', 0.5, 'without the zero'],
    ['7%', 0.07, 'divided by 100 without a rounding error'],
    ['0.1 %', 0.001, 'with a space'],
    ['100%', 1, 'all'],
    ['1', 1, 'all, as a ratio'],
    ['0', 0, 'none'],
  ]);
  refuses(parseRatio, {
    remedy: /2%/,
    rows: [
      ['2', /not a share/, 'most likely a percentage without its sign'],
      ['101%', /not a share/, 'more than all'],
      ['-1%', /not a share/, 'negative'],
      ['%', /not a share/, 'no number'],
      ['', /not a share/, 'empty'],
    ],
  });
});

group('processors', () => {
  const lists: readonly [string, number[], string][] = [
    ['0', [0], 'one'],
    ['0-2', [0, 1, 2], 'a range'],
    ['0-2+4', [0, 1, 2, 4], 'a range and one more'],
    ['4+0', [0, 4], 'sorted'],
    ['1+1+0-1', [0, 1], 'each once'],
    ['8191', [8191], 'the last that a kernel can have'],
  ];
  for (const [text, cpus, why] of lists) {
    test(`reads '${text}': ${why}`, () => {
      assert.deepEqual(parseCpuList(text), cpus);
    });
  }

  const refused: readonly [string, string][] = [
    ['', 'empty'],
    ['2-1', 'a range that runs backwards'],
    ['0-99999', 'a range without end'],
    ['8192', 'more than a kernel can have'],
    ['a', 'a letter'],
    ['0++1', 'a gap'],
    ['-1', 'a negative number'],
  ];
  for (const [text, why] of refused) {
    test(`refuses '${text}': ${why}`, () => {
      assertRefuses(() => parseCpuList(text, '--cpus'), /^--cpus: /, /0-2\+4/);
    });
  }

  test('are given to server and clients in one text', () => {
    const both = { serverCpus: [0], clientCpus: [1, 2] };
    assert.deepEqual(parseCpuChoice('server=0,clients=1-2'), both);
    assert.deepEqual(parseCpuChoice('clients=1+2, server=0'), both);
  });

  test('are left to the kernel for a party that is not named', () => {
    assert.deepEqual(parseCpuChoice('server=3'), { serverCpus: [3], clientCpus: [] });
  });

  for (const text of ['', '0', 'server', 'server=', 'server=0,server=1', 'disk=0', 'server=0,']) {
    test(`of two parties are refused as '${text}'`, () => {
      assertRefuses(() => parseCpuChoice(text, '--cpus'), /^--cpus: /, /./);
    });
  }
});

test('an error names the option, and cuts a long text short', () => {
  const parse = () => parseDurationNs('x'.repeat(500), '--duration');
  assertRefuses(parse, /^--duration: 'x{40}…' is not a duration$/, /10s/);
});
