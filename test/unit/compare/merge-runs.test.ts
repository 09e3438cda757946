// Runs as one: what is added, what is derived anew, and what cannot be merged.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { judgeCases } from '../../../src/compare/judge-cases.ts';
import { mergeRuns } from '../../../src/compare/merge-runs.ts';
import { FifobenchError } from '../../../src/errors.ts';
import { caseTotals } from '../../../src/model/case-totals.ts';
import { fairnessOfShares } from '../../../src/model/fairness.ts';
import type { CaseResult, Run } from '../../../src/model/run.ts';
import { LatencyHistogram } from '../../../src/stats/latency-histogram.ts';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import {
  histogramOf,
  madeBlock,
  madeCase,
  madeLatencies,
  steadyBlock,
} from '../../support/made-case.ts';
import { gridOf } from '../../support/made-time-grid.ts';
import { sampleRun } from '../../support/sample-run.ts';

const secondNs = 1_000_000_000;

/** A run of kind `run` that took 10 s, with one case of the given blocks. */
function madeRun(
  startSeconds: number,
  blocks: CaseResult['blocks'],
  change: Partial<Run> = {},
): Run {
  return sampleRun({
    ...{ kind: 'run', design: null, verdicts: [], notes: [], elapsedNs: 10 * secondNs },
    startedAt: new Date(Date.UTC(2025, 0, 1) + startSeconds * 1e3).toISOString(),
    cases: [madeCase('basic', blocks)],
    ...change,
  });
}

function merge(...runs: readonly Run[]): Run {
  return mergeRuns(runs.map((run, index) => ({ name: `${index}.json`, run })));
}

function alone(block: Parameters<typeof madeBlock>[0]) {
  return madeBlock({ pair: null, pairKind: null, ...block });
}

const fast = histogramOf(Array.from({ length: 2_000 }, (_, index) => 40_000 + index));
const slow = histogramOf(Array.from({ length: 2_000 }, (_, index) => 90_000 + 7 * index));
const fastBlock = alone({ latencies: madeLatencies({ service: fast, response: fast }) });
const slowBlock = alone({ latencies: madeLatencies({ service: slow, response: slow }) });

/** Both distributions together, recorded sample by sample. */
function bothAdded(): LatencyHistogram {
  const total = LatencyHistogram.empty();
  total.add(fast);
  total.add(slow);
  return total;
}

function onlyTotals(run: Run) {
  const [only] = run.cases;
  assert.ok(only !== undefined && run.cases.length === 1);
  return caseTotals(only);
}

group('runs one after the other', () => {
  const merged = merge(madeRun(0, [fastBlock]), madeRun(60, [slowBlock]));

  test('add their counts, their histograms and their time', () => {
    const { latencies, handshakes, busyNs, handshakesPerSecond } = onlyTotals(merged);
    assert.deepEqual(latencies.service.encode(), bothAdded().encode());
    assert.equal(handshakes.established, 4_000);
    assert.equal(busyNs, fastBlock.busyNs + slowBlock.busyNs);
    assert.equal(handshakesPerSecond, 20_000);
  });

  test('span from the first start to the last end, and say what they are', () => {
    assert.equal(merged.startedAt, '2025-01-01T00:00:00.000Z');
    assert.equal(merged.elapsedNs, 70 * secondNs);
    assert.match(merged.notes[0] ?? '', /^Merged of 2 runs one after the other/);
  });

  test('come through a file as they are', () => {
    const back = parseRun(formatRun(merged), 'merged.json');
    assert.equal(formatRun(back), formatRun(merged));
  });

  test('of more than two are the same in any order', () => {
    const runs = [madeRun(0, [fastBlock]), madeRun(60, [slowBlock]), madeRun(120, [fastBlock])];
    const [forth, back] = [merge(...runs), merge(...runs.toReversed())].map(onlyTotals);
    assert.equal(forth?.latencies.service.encode(), back?.latencies.service.encode());
    assert.deepEqual(forth?.handshakes, back?.handshakes);
  });
});

group('runs at the same time', () => {
  test('add their rates: the time is not added', () => {
    const merged = merge(madeRun(0, [fastBlock]), madeRun(5, [slowBlock]));
    const { handshakesPerSecond, handshakes, busyNs, latencies } = onlyTotals(merged);
    assert.deepEqual([handshakes.established, busyNs], [4_000, 100_000_000]);
    assert.equal(handshakesPerSecond, 40_000);
    assert.deepEqual(latencies.service.encode(), bothAdded().encode());
    assert.deepEqual(
      [merged.cases[0]?.load.clientCount, merged.cases[0]?.load.threadCount],
      [2, 2],
    );
    assert.match(merged.notes[0] ?? '', /loaded the server together/);
  });

  test('add block by block, where one has more of them too', () => {
    const merged = merge(madeRun(0, [fastBlock, fastBlock]), madeRun(5, [slowBlock]));
    const blocks = merged.cases[0]?.blocks ?? [];
    assert.deepEqual(
      blocks.map(({ handshakes }) => handshakes.established),
      [4_000, 2_000],
    );
  });

  test('add what they recorded over time, from the beginning of each', () => {
    const [narrow, wide] = [2 ** 20, 2 ** 22].map((columnNs) =>
      alone({ overTime: gridOf([[5, 60_000]], { columnNs, spanNs: 2 ** 22 }) }),
    );
    assert.ok(narrow !== undefined && wide !== undefined);
    const merged = merge(madeRun(0, [narrow]), madeRun(1, [wide])).cases[0]?.blocks[0];
    const both = [5, 6].map((elapsedNs) => [elapsedNs, 60_000] as const);
    assert.deepEqual(merged?.overTime, gridOf(both, { columnNs: 2 ** 22, spanNs: 2 ** 22 }));
    const older = merge(madeRun(0, [narrow]), madeRun(1, [alone({})])).cases[0]?.blocks[0];
    assert.equal(older?.overTime, undefined);
  });

  test('know how evenly all clients were treated, as if one process had had them', () => {
    const shareOf = (established: number) => {
      return { established, responseMeanNs: 50_000 + established, responseP99Ns: 90_000 };
    };
    const shares = [
      [1_200, 1_500],
      [1_000, 3_000, 1_100],
    ].map((counts) => counts.map(shareOf));
    const blocks = shares.map((own) => {
      const established = own.reduce((sum, share) => sum + share.established, 0);
      const fairness = fairnessOfShares(own);
      return alone({
        handshakes: { established, failed: 0, attempts: established, collisions: 0, unfinished: 0 },
        ...(fairness === null ? {} : { fairness }),
      });
    });
    const [one, other] = blocks;
    assert.ok(one !== undefined && other !== undefined);
    const merged = merge(madeRun(0, [one]), madeRun(1, [other])).cases[0]?.blocks[0]?.fairness;
    const expected = fairnessOfShares(shares.flat());
    assert.ok(merged !== undefined && expected !== null);
    assert.ok(Math.abs((merged.jainRatio ?? 0) - (expected.jainRatio ?? 1)) < 1e-12);
    assert.deepEqual({ ...merged, jainRatio: 0 }, { ...expected, jainRatio: 0 });
  });

  test('add plans of arrivals, and what never came to a response', () => {
    const censored = histogramOf([2_000_000]);
    const open = { plannedCount: 2_100, droppedCount: 3, durationNs: secondNs };
    const block = alone({ open, censored });
    const stage = { startNs: 0, endNs: secondNs, startPerSecond: 2_000, endPerSecond: 2_000 };
    const [plain] = madeRun(0, [block]).cases;
    assert.ok(plain !== undefined);
    const load = {
      ...plain.load,
      open: { stages: [stage], spacing: 'poisson' as const, onOverload: 'queue' as const },
    };
    const cases = [{ ...plain, load }];
    const [merged] = merge(madeRun(0, [], { cases }), madeRun(1, [], { cases })).cases;
    assert.deepEqual(merged?.blocks[0]?.open, {
      ...{ plannedCount: 4_200, droppedCount: 6, durationNs: secondNs },
    });
    assert.equal(merged?.blocks[0]?.censored?.count, 2);
    assert.equal(merged?.load.open?.stages[0]?.startPerSecond, 4_000);
  });
});

group('comparisons', () => {
  const blocksOf = (serviceNs: number) =>
    Array.from({ length: 12 }, (_, pair) => steadyBlock(serviceNs + pair, { pair }));
  const cases = [madeCase('basic', blocksOf(50_000)), madeCase('forking', blocksOf(60_000))];
  const compared = (startedAt: string) => {
    const run = sampleRun({ cases, startedAt });
    const { design } = run;
    assert.ok(design !== null);
    const { deltaRatio, looks } = design;
    const rules = { baseline: 'basic', deltaRatio, errorRatio: looks.errorRatio, seed: 1 };
    return { ...run, verdicts: judgeCases(cases, rules) };
  };

  test('keep their pairs apart and reach their verdicts anew, from all of them', () => {
    const runs = [compared('2025-01-01T00:00:00.000Z'), compared('2025-01-02T00:00:00.000Z')];
    const { cases: merged, verdicts } = merge(...runs);
    assert.equal(new Set(merged[0]?.blocks.map(({ pair }) => pair)).size, 24);
    assert.deepEqual([verdicts[0]?.pairCount, verdicts[0]?.verdict], [24, 'regressed']);
  });
});

group('what speaks against a conclusion stays', () => {
  const sound = madeRun(0, [fastBlock]);
  const invalid = madeRun(60, [fastBlock], {
    validity: { valid: false, causes: ['It was late.'] },
  });
  const cut = madeRun(120, [fastBlock], { status: 'interrupted' });

  test('one invalid run makes the whole invalid, one that was cut short interrupted', () => {
    const merged = merge(sound, invalid, cut);
    assert.deepEqual(merged.validity, { valid: false, causes: ['It was late.'] });
    assert.equal(merged.status, 'interrupted');
  });

  test('a threshold is held against the whole', () => {
    const outcome = {
      ...{ text: 'service_p99<70us', metric: 'service_p99' as const, case: 'basic' },
      ...{ value: 42_000, isLowerBound: false, crossed: false, reason: null },
    };
    const thresholds = [outcome, outcome];
    const merged = merge(
      madeRun(0, [fastBlock], { thresholds }),
      madeRun(60, [slowBlock], { thresholds }),
    );
    assert.deepEqual(
      merged.thresholds?.map(({ crossed }) => crossed),
      [true],
    );
  });
});

group('a merge is refused', () => {
  const run = madeRun(0, [fastBlock]);
  const later = madeRun(60, [fastBlock]);
  const [only] = later.cases;
  assert.ok(only !== undefined);
  const environment = { ...later.environment, fingerprint: 'other', kernel: '6.2.0', libc: null };
  const rows: readonly [what: string, runs: readonly Run[], message: RegExp][] = [
    ['of one run', [run], /at least two/],
    ['of a run with itself', [run, later, run], /0\.json and 2\.json are the same run/],
    ['of another scenario', [run, { ...later, scenario: 'x' }], /differ in scenario$/],
    ['of another kind', [run, { ...later, kind: 'sweep' }], /differ in kind$/],
    [
      'of another duration',
      [run, { ...later, extent: { kind: 'handshakes', handshakeCount: 1 } }],
      /differ in extent/,
    ],
    [
      'of another case',
      [run, { ...later, cases: [...later.cases, { ...only, name: 'more' }] }],
      /differ in cases\[more\]$/,
    ],
    [
      'of another load',
      [run, { ...later, cases: [{ ...only, load: { ...only.load, payloadBytes: 65 } }] }],
      /differ in cases\[basic, 1 client, same core\]\.load\.payloadBytes$/,
    ],
    [
      'of another machine',
      [run, { ...later, environment }],
      /differ in environment\.kernel, environment\.libc$/,
    ],
    ['of micro-benchmarks', [run, { ...later, micro: [] }], /holds micro-benchmarks/],
  ];
  for (const [what, runs, message] of rows) {
    test(what, () => {
      assert.throws(
        () => merge(...runs),
        (error) => {
          assert.ok(error instanceof FifobenchError && error.exitCode === 2);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
