// Figures of other tools: as those tools write them, as we export them ourselves, and files that
// are something else.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { FifobenchError } from '../../../../src/errors.ts';
import { renderActionHistory } from '../../../../src/report/interchange/action-history.ts';
import { renderBenchstat } from '../../../../src/report/interchange/benchstat.ts';
import { exportedCases } from '../../../../src/report/interchange/exported-case.ts';
import {
  actionBenchmarks,
  actionText,
} from '../../../../src/report/interchange/github-action-benchmark.ts';
import { renderHyperfine } from '../../../../src/report/interchange/hyperfine.ts';
import { readImports, saveImport } from '../../../../src/store/import-file.ts';
import type { StoredImport } from '../../../../src/store/imported-schema.ts';
import { readRunDigests } from '../../../../src/store/run-digests.ts';
import { sampleHistory } from '../../../support/sample-history.ts';
import { sampleRun } from '../../../support/sample-run.ts';
import { scratchDirectory } from '../../../support/scratch-directory.ts';

const facts = {
  ...{ startedAt: '2025-06-01T00:00:00.000Z', commit: 'abc', fingerprint: 'ci' },
  better: 'lower' as const,
};

async function imported(context: TestContext, text: string): Promise<StoredImport[]> {
  const path = join(scratchDirectory(context), 'file');
  writeFileSync(path, text);
  return await readImports(path, { format: null, facts });
}

function figureOf(imports: readonly StoredImport[], name: string, metric: string) {
  const all = imports.flatMap(({ cases }) => cases);
  const of = all.filter((each) => each.name === name).flatMap(({ figures }) => figures);
  return of.find((figure) => figure.metric === metric);
}

group('hyperfine', () => {
  const own = {
    results: [
      {
        ...{ command: 'sleep 0.1', mean: 0.1027, stddev: 0.0004, median: 0.1026, user: 0.0007 },
        ...{ system: 0.001, min: 0.1021, max: 0.1035, times: [0.1021, 0.1035], exit_codes: [0, 0] },
      },
      { command: 'true', mean: 0.001, stddev: null, median: 0.001, min: 0.001, max: 0.001 },
    ],
  };

  test('is a case a command, in nanoseconds', async (context) => {
    const imports = await imported(context, JSON.stringify(own));
    assert.equal(imports.length, 1);
    assert.deepEqual(figureOf(imports, 'sleep 0.1', 'median'), {
      ...{ metric: 'median', unit: 'ns', better: 'lower', value: 0.1026 * 1e9 },
    });
    assert.equal(figureOf(imports, 'true', 'user'), undefined);
    assert.deepEqual([imports[0]?.startedAt, imports[0]?.commit], [facts.startedAt, 'abc']);
  });

  test('comes back from our own export', async (context) => {
    const run = sampleRun();
    const imports = await imported(context, renderHyperfine([run]));
    for (const { name, figures } of exportedCases(run)) {
      const p50 = figures.find(({ metric }) => metric === 'service_p50')?.value ?? 0;
      const back = figureOf(imports, name, 'median')?.value ?? 0;
      assert.ok(Math.abs(back / p50 - 1) < 1e-12);
    }
  });
});

group('Go benchmarks', () => {
  const own = [
    ...['goos: linux', 'pkg: compress/flate', 'cpu: Example CPU @ 2.50GHz'],
    'Unit widgets/s better=higher',
    'Unit odd better=higher assume=exact',
    'BenchmarkDecode/size=1e4-8   \t     100\t    154125 ns/op\t  64.88 MB/s\t   40418 B/op',
    'BenchmarkDecode/size=1e4-8   \t     100\t    154127 ns/op\t  64.90 MB/s\t   40418 B/op',
    'BenchmarkDecode/size=1e4-8   \t     100\t    160000 ns/op\t  64.00 MB/s\t   40418 B/op',
    'BenchmarkOdd 7 12 odd',
    ...['Benchmarking 100 12 ns/op', 'BenchmarkBroken 100 12', 'BenchmarkNone x 1 ns/op'],
    ...['PASS', 'ok  \tcompress/flate\t9.1s'],
  ].join('\n');

  test('are medians of repeated lines, with the direction of their unit', async (context) => {
    const imports = await imported(context, own);
    assert.deepEqual(
      imports.map(({ scenario, cases }) => [scenario, cases.map(({ name }) => name)]),
      [['compress/flate', ['Decode/size=1e4-8', 'Odd']]],
    );
    const figure = (metric: string) => figureOf(imports, 'Decode/size=1e4-8', metric);
    assert.deepEqual(figure('ns/op'), {
      ...{ metric: 'ns/op', unit: 'ns', better: 'lower', value: 154_127 },
    });
    assert.deepEqual([figure('MB/s')?.better, figure('MB/s')?.value], ['higher', 64.88]);
    assert.equal(figure('B/op')?.better, 'lower');
    assert.equal(figureOf(imports, 'Odd', 'odd')?.better, 'higher');
  });

  test('come back from our own export, an import a run', async (context) => {
    const later = sampleRun({ startedAt: '2025-01-02T04:04:05.000Z' });
    const imports = await imported(context, renderBenchstat([sampleRun(), later]));
    assert.deepEqual(
      imports.map(({ startedAt, commit }) => [startedAt, commit]),
      [sampleRun(), later].map(({ startedAt, tool }) => [startedAt, tool.commit]),
    );
    const [first] = exportedCases(later);
    const p50 = first?.figures.find(({ metric }) => metric === 'service_p50');
    const [, second] = imports;
    const back = figureOf(
      second === undefined ? [] : [second],
      'case=basic,_1_client,_same_core',
      'service-p50-ns',
    );
    assert.deepEqual([back?.value, back?.better, back?.unit], [p50?.value, 'lower', 'ns']);
  });
});

group('github-action-benchmark', () => {
  const commit = { id: '0123456789abcdef0123456789abcdef01234567', message: 'm', url: 'u' };
  const data = {
    ...{ lastUpdate: 1_717_200_000_000, repoUrl: 'https://example.org/r' },
    entries: {
      Speed: [
        {
          ...{ commit, date: 1_717_200_000_000, tool: 'customBiggerIsBetter' },
          benches: [{ name: 'requests', value: '31.5', unit: 'req/s', range: '3' }],
        },
      ],
      Time: [
        {
          ...{ commit, date: 1_717_100_000_000, tool: 'cargo' },
          benches: [{ name: 'parse', value: 123, unit: 'ns/iter' }],
        },
      ],
    },
  };

  test('is an import a commit, from its data.js as from JSON', async (context) => {
    const text = JSON.stringify(data);
    for (const each of [text, `window.BENCHMARK_DATA = ${text};\n`]) {
      const imports = await imported(context, each);
      assert.deepEqual(
        imports.map(({ scenario, startedAt, commit: id }) => [scenario, startedAt, id]),
        [
          ['Speed', '2024-06-01T00:00:00.000Z', '0123456789ab'],
          ['Time', '2024-05-30T20:13:20.000Z', '0123456789ab'],
        ],
      );
      assert.deepEqual(figureOf(imports, 'requests', 'value'), {
        ...{ metric: 'value', unit: 'req/s', better: 'higher', value: 31.5 },
      });
      assert.equal(figureOf(imports, 'parse', 'value')?.better, 'lower');
    }
  });

  test('comes back from our own export of a run', async (context) => {
    const lists = actionBenchmarks([sampleRun()]);
    const imports = await imported(context, actionText(lists));
    for (const [list, better] of [
      [lists.customSmallerIsBetter, 'lower'],
      [lists.customBiggerIsBetter, 'higher'],
    ] as const) {
      for (const { name, value } of list) {
        const figure = figureOf(imports, name, 'value');
        assert.deepEqual([figure?.value, figure?.better], [value, better]);
      }
    }
    const alone = await imported(context, actionText(lists.customSmallerIsBetter));
    assert.equal(alone[0]?.cases.length, lists.customSmallerIsBetter.length);
  });

  test('comes back from our own export of a history, point by point', async (context) => {
    const history = sampleHistory();
    const imports = await imported(context, renderActionHistory(history));
    for (const { key, points } of history.series) {
      const name = `${key.case}: ${key.metric}`;
      const back = imports
        .filter(({ cases }) => cases.some((each) => each.name === name))
        .map((each) => [each.startedAt, figureOf([each], name, 'value')?.value]);
      assert.deepEqual(
        back,
        points.map(({ startedAt, value }) => [startedAt, value]),
      );
    }
  });
});

test('what is imported is a point of the history, and is there once', async (context) => {
  const directory = scratchDirectory(context);
  const imports = await imported(context, renderHyperfine([sampleRun()]));
  for (const each of [...imports, ...imports]) {
    await saveImport(each, directory);
  }
  const { digests, unreadable } = readRunDigests(directory);
  assert.deepEqual([digests.length, unreadable], [1, []]);
  assert.deepEqual([digests[0]?.kind, digests[0]?.fingerprint], ['imported', 'ci']);
});

group('a file is refused', () => {
  for (const [what, text] of [
    ['that is empty', ''],
    ['of prose', 'Benchmarks are fun.\n'],
    ['of other JSON', '{"results":[{"name":"x"}]}'],
    ['of an empty list', '[]'],
    ['that is a run of our own', JSON.stringify({ schemaVersion: 1, kind: 'run' })],
  ] as const) {
    test(what, async (context) => {
      await assert.rejects(
        imported(context, text),
        (error) => error instanceof FifobenchError && error.code === 'results-format',
      );
    });
  }

  test('that is not there', async () => {
    await assert.rejects(
      readImports('/nonexistent', { format: null, facts }),
      (error) => error instanceof FifobenchError && error.code === 'store',
    );
  });
});
