// The text of a results file: what is read, and what is refused with which words.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import { caseTotals } from '../../../src/model/case-totals.ts';
import { runJsonSchemaText } from '../../../src/store/run-schema.ts';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import { toStoredRun } from '../../../src/store/to-stored-run.ts';
import { madeBlock, madeCase } from '../../support/made-case.ts';
import { gridOf } from '../../support/made-time-grid.ts';
import { projectDirectory } from '../../support/project-directory.ts';
import { sampleRun } from '../../support/sample-run.ts';

const overTime = gridOf(
  [
    [5, 60_000],
    [6, 60_000],
    [2 ** 20, null],
  ],
  { columnNs: 2 ** 20, spanNs: 2 ** 20 + 9 },
);

const small = () => sampleRun({ cases: [madeCase('basic', [madeBlock({ overTime })])] });

/** The text of a sound run in which one value was replaced; `undefined` removes it. */
function spoilt(path: readonly (string | number)[], value: unknown): string {
  const run: unknown = JSON.parse(formatRun(small()));
  const [last = '', ...above] = [...path].reverse();
  const holder = above
    .reverse()
    .reduce<unknown>((node, key) => Reflect.get(Object(node), key), run);
  Reflect.set(Object(holder), last, value);
  return JSON.stringify(run);
}

function assertRefuses(text: string, message: RegExp): void {
  assert.throws(
    () => parseRun(text, 'a.json'),
    (error) => {
      assert.ok(error instanceof FifobenchError);
      assert.equal(error.code, 'results-format');
      assert.match(error.message, message);
      assert.notEqual(error.remedy, null);
      return true;
    },
  );
}

group('a text is refused', () => {
  const texts: readonly [string, RegExp, string][] = [
    ['', /^a\.json is not JSON$/, 'that is empty'],
    ['{"schemaVersion": 1', /^a\.json is not JSON$/, 'that was cut off'],
    ['null', /^a\.json: /, 'that is null'],
    ['[]', /^a\.json: /, 'that is a list'],
    ['{"schemaVersion": 2}', /schemaVersion 2; this fifobench reads version 1/, 'of the future'],
  ];
  for (const [text, message, what] of texts) {
    test(what, () => {
      assertRefuses(text, message);
    });
  }

  const spoils: readonly [readonly (string | number)[], unknown, RegExp, string][] = [
    [['schemaVersion'], undefined, /^a\.json: schemaVersion: /, 'without a version'],
    [['kind'], 'walk', /^a\.json: kind: /, 'of an unknown kind'],
    [['startedAt'], 'today', /^a\.json: startedAt: /, 'that started at no time'],
    [['cases', 0, 'name'], 5, /^a\.json: cases\[0\]\.name: /, 'with a number for a name'],
    [
      ['cases', 0, 'blocks', 0, 'handshakes', 'established'],
      -1,
      /^a\.json: cases\[0\]\.blocks\[0\]\.handshakes\.established: /,
      'with a negative count',
    ],
    [
      ['cases', 0, 'serviceNs', 'p50'],
      1.5,
      /^a\.json: cases\[0\]\.serviceNs\.p50: /,
      'with half a nanosecond',
    ],
    [
      ['cases', 0, 'blocks', 0, 'histograms', 'service'],
      'HISTFAAAA',
      /^a\.json: cases\[0\]\.blocks\[0\]\.histograms\.service is not a histogram$/,
      'with a torn histogram in a block',
    ],
    [
      ['cases', 0, 'histograms', 'ack'],
      'x',
      /^a\.json: cases\[0\]\.histograms\.ack is not a histogram$/,
      'with a torn histogram in a case',
    ],
    [
      ['cases', 0, 'blocks', 0, 'overTime', 'responses', 0],
      '23:2, 24:1',
      /^a\.json: cases\[0\]\.blocks\[0\]\.overTime\.responses\[0\]: /,
      'with a torn column of time',
    ],
    ...(
      [
        [['responses', 0], '23:1', 'with more handshakes than their rows hold'],
        [['responses', 0], '184:2', 'with a row beyond the last'],
        [['spanNs'], 2 ** 21 + 1, 'with fewer columns than its time has'],
        [['columnNs'], 2 ** 20 + 1, 'with columns that could not be added'],
        [['failed'], [1], 'with failures of some columns only'],
      ] as const
    ).map(([field, value, what]): (typeof spoils)[number] => [
      ['cases', 0, 'blocks', 0, 'overTime', ...field],
      value,
      /^a\.json: cases\[0\]\.blocks\[0\]\.overTime contradicts itself$/,
      what,
    ]),
    [
      ['verdicts', 0, 'metric'],
      'speed',
      /^a\.json: verdicts\[0\]\.metric: /,
      'of a made-up metric',
    ],
  ];
  for (const [path, value, message, what] of spoils) {
    test(what, () => {
      assertRefuses(spoilt(path, value), message);
    });
  }

  test('with two faults says so', () => {
    const text = spoilt(['kind'], 'walk').replace('"complete"', '"undone"');
    assertRefuses(text, /kind: .* \(and 1 more\)$/);
  });
});

test('a field that a later version added is passed over', () => {
  const run = parseRun(spoilt(['weather'], 'rain'), 'a.json');
  assert.deepEqual(toStoredRun(run), toStoredRun(small()));
});

test('a grid of times comes back as it was, a line for each column', () => {
  const text = formatRun(small());
  const stored = JSON.parse(text).cases[0].blocks[0].overTime;
  assert.deepEqual(stored.responses, ['22:2', '']);
  assert.deepEqual(
    [stored.established, stored.failed],
    [
      [2, 0],
      [0, 1],
    ],
  );
  assert.deepEqual(parseRun(text, 'a.json').cases[0]?.blocks[0]?.overTime, overTime);
});

group('files of the past', () => {
  test('run-v1.json is still read, and says what it said', () => {
    const path = join(projectDirectory(), 'test', 'fixtures', 'run-v1.json');
    const run = parseRun(readFileSync(path, 'utf8'), path);
    const [basic] = run.cases;
    assert.ok(basic !== undefined);
    assert.equal(run.startedAt, '2025-01-02T03:04:05.000Z');
    assert.deepEqual(basic.server, {
      kind: 'pattern',
      name: 'basic',
      pattern: 'basic',
      model: 'basic',
    });
    assert.deepEqual(basic.placement.serverCpus, [0]);
    const totals = caseTotals(basic);
    assert.equal(totals.handshakes.established, 4_000);
    assert.equal(totals.latencies.service.percentileNs(0.99), 52_031);
    assert.equal(totals.latencies.phases.ack.count, 2_000);
    assert.equal(totals.serverPerHandshake.contextSwitchCount, 2.1);
    assert.equal(run.verdicts[0]?.verdict, 'regressed');
    assert.deepEqual(run.verdicts[0]?.interval, [5.31, 5.52]);
  });
});

test('docs/run.schema.json is what the code makes (UPDATE_GOLDEN=1 writes it)', () => {
  const path = join(projectDirectory(), 'docs', 'run.schema.json');
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(path, runJsonSchemaText());
  }
  assert.equal(readFileSync(path, 'utf8'), runJsonSchemaText());
});
