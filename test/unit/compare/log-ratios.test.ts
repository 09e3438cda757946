// Which blocks make a pair, and which number a pair gives.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { differentPairs, logRatios, samePairs } from '../../../src/compare/log-ratios.ts';
import { metricValues } from '../../../src/model/metric-values.ts';
import { madeCase, steadyBlock } from '../../support/made-case.ts';

const nothingEstablished = {
  handshakes: { established: 0, failed: 9, attempts: 9, collisions: 0, unfinished: 0 },
};

function serviceRatios(pairs: ReturnType<typeof differentPairs>): number[] {
  return logRatios(pairs, 'service_p50').map((logRatio) => Math.exp(logRatio));
}

group('pairs of different servers', () => {
  test('are the blocks of one number, wherever they stand in their case', () => {
    const baseline = madeCase('a', [steadyBlock(100, { pair: 0 }), steadyBlock(200, { pair: 1 })]);
    const candidate = madeCase('b', [steadyBlock(400, { pair: 1 }), steadyBlock(300, { pair: 0 })]);
    const ratios = serviceRatios(differentPairs(baseline, candidate)).map(Math.round);
    assert.deepEqual(ratios, [3, 2]);
  });

  test('leave a block without a partner out', () => {
    const baseline = madeCase('a', [steadyBlock(100, { pair: 0 }), steadyBlock(100, { pair: 1 })]);
    const candidate = madeCase('b', [steadyBlock(100, { pair: 1 }), steadyBlock(100, { pair: 7 })]);
    assert.equal(differentPairs(baseline, candidate).length, 1);
  });

  const unsound = [
    [{ serverFault: 'it died' }, 'a server that failed'],
    [nothingEstablished, 'no established handshake'],
    [{ pairKind: 'same' }, 'an A/A block'],
    [{ pairKind: null, pair: null }, 'a block that stands alone'],
  ] as const;
  for (const [change, what] of unsound) {
    test(`are not made of ${what}, on either side`, () => {
      const sound = madeCase('a', [steadyBlock(100)]);
      const broken = madeCase('b', [steadyBlock(100, change)]);
      assert.deepEqual(differentPairs(sound, broken), []);
      assert.deepEqual(differentPairs(broken, sound), []);
    });
  }

  test('of nothing are none', () => {
    assert.deepEqual(differentPairs(madeCase('a', []), madeCase('b', [])), []);
  });
});

group('A/A pairs', () => {
  const half = (serviceNs: number, pair: number) =>
    steadyBlock(serviceNs, { pair, pairKind: 'same' });

  test('are two blocks of one number in one case, the first half first', () => {
    const pairs = samePairs(
      madeCase('a', [half(100, 4), half(110, 4), half(200, 9), half(100, 9)]),
    );
    const ratios = serviceRatios(pairs).map((ratio) => Math.round(ratio * 100) / 100);
    assert.deepEqual(ratios, [1.1, 0.5]);
  });

  test('leave half a pair out', () => {
    assert.deepEqual(samePairs(madeCase('a', [half(100, 4), half(100, 5)])), []);
  });

  test('leave a pair out of which one half failed', () => {
    const failed = steadyBlock(100, { pair: 4, pairKind: 'same', serverFault: 'it died' });
    assert.deepEqual(samePairs(madeCase('a', [half(100, 4), failed])), []);
  });

  test('are not confused with pairs of different servers', () => {
    assert.deepEqual(samePairs(madeCase('a', [steadyBlock(1), steadyBlock(1)])), []);
  });
});

group('a pair gives', () => {
  const rows: readonly [number | null, number | null, number[], string][] = [
    [100, 200, [Math.LN2], 'the logarithm of candidate over baseline'],
    [200, 100, [-Math.LN2], 'a negative one where the candidate has less'],
    [100, 100, [0], '0 where both are equal'],
    [0, 0, [0], '0 where both are 0'],
    [0, 5, [], 'nothing where the baseline is 0: there is no ratio'],
    [5, 0, [], 'nothing where the candidate is 0'],
    [null, 5, [], 'nothing where the baseline is unknown'],
    [5, null, [], 'nothing where the candidate is unknown'],
  ];
  for (const [from, to, expected, what] of rows) {
    test(what, () => {
      const values = metricValues(steadyBlock(1));
      const pair = {
        first: { ...values, service_p50: from },
        second: { ...values, service_p50: to },
      };
      const [actual] = logRatios([pair], 'service_p50');
      const [wanted] = expected;
      assert.equal(actual === undefined, wanted === undefined);
      assert.ok(Math.abs((actual ?? 0) - (wanted ?? 0)) < 1e-12);
    });
  }
});
