// A run, its file, and the run again: nothing may be lost that a verdict or a report needs, and the
// file has the form that the outside relies on.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { compareCase } from '../../../src/compare/compare-case.ts';
import { burdenOf } from '../../../src/model/burden.ts';
import { caseTotals } from '../../../src/model/case-totals.ts';
import type { Crossover } from '../../../src/model/crossover.ts';
import { metricValues } from '../../../src/model/metric-values.ts';
import type { Run } from '../../../src/model/run.ts';
import { withBurden } from '../../../src/model/server-spec.ts';
import { parseServiceLaw } from '../../../src/model/service-time.ts';
import { fromStoredRun } from '../../../src/store/from-stored-run.ts';
import { toStoredRun } from '../../../src/store/to-stored-run.ts';
import {
  constantHistogram,
  histogramOf,
  madeBlock,
  madeCase,
  madeLatencies,
  madeUse,
  steadyBlock,
} from '../../support/made-case.ts';
import { gridOf } from '../../support/made-time-grid.ts';
import { sampleRun } from '../../support/sample-run.ts';

/** Two servers, ten pairs and two A/A pairs, with everything that a block can hold. */
function comparedRun(): Run {
  const pairs = Array.from({ length: 10 }, (_, pair) => pair);
  const full = (serviceNs: number, pair: number) =>
    steadyBlock(serviceNs + pair * 64, {
      pair,
      latencies: madeLatencies({
        service: constantHistogram(serviceNs + pair * 64, 2_000),
        response: constantHistogram(serviceNs + 999, 2_000),
        lag: histogramOf([0, 1, pair]),
        gate: histogramOf([pair + 7]),
        phases: {
          prepare: histogramOf([10 + pair]),
          connect: histogramOf([20]),
          send: histogramOf([30]),
          ack: histogramOf([40]),
          respond: histogramOf([50]),
        },
        roundTrip: constantHistogram(9_000, 2_000),
      }),
      operationCount: 2_000,
      operationBytes: 256_000,
      failures: [{ phase: 'ack', cause: 'timeout', count: pair }],
      forkNs: constantHistogram(100_000, 3),
      forkToChildNs: constantHistogram(120_000, 3),
    });
  const same = [
    steadyBlock(50_000, { pair: 10, pairKind: 'same' }),
    steadyBlock(50_500, { pair: 10, pairKind: 'same' }),
  ];
  return sampleRun({
    cases: [
      madeCase('basic', [...same, ...pairs.map((pair) => full(50_000, pair))]),
      madeCase('forking', [...pairs.map((pair) => full(60_000, pair))]),
    ],
  });
}

function throughFile(run: Run): Run {
  return fromStoredRun(JSON.parse(JSON.stringify(toStoredRun(run))));
}

group('there and back', () => {
  const runs: readonly [Run, string][] = [
    [sampleRun(), 'the sample of the reports'],
    [comparedRun(), 'a comparison with A/A pairs first'],
    [sampleRun({ cases: [], verdicts: [], notes: [] }), 'a run that has nothing yet'],
    [sampleRun({ cases: [madeCase('basic', [])] }), 'a case without blocks'],
    [
      sampleRun({
        kind: 'sweep',
        thresholds: [
          {
            ...{ text: 'response_p99<2ms', metric: 'response_p99', case: 'basic, alone' },
            ...{ value: null, isLowerBound: false, crossed: true, reason: 'too few samples' },
          },
        ],
        rateSearch: {
          ...{ keptPerSecond: 100.5, crossedPerSecond: null, probeCount: 9, settled: false },
        },
      }),
      'a sweep with thresholds and a search',
    ],
    [
      sampleRun({ cases: [madeCase('basic', [steadyBlock(9, { pairKind: 'same' })])] }),
      'a case of A/A blocks alone',
    ],
    [
      sampleRun({
        cases: [
          madeCase('basic', [
            madeBlock({
              ...{ pair: null, pairKind: null },
              overTime: gridOf([[7, 50_000]], { columnNs: 2 ** 30, spanNs: 2 ** 31 }),
            }),
          ]),
        ],
      }),
      'a block with its handshakes over time',
    ],
    [
      sampleRun({ cases: [madeCase('basic', [madeBlock({ latencies: madeLatencies() })])] }),
      'a block without a sample',
    ],
    [
      sampleRun({
        cases: sampleRun().cases.map((each) => {
          return { ...each, placement: { ...each.placement, isKeptAwake: true as const } };
        }),
      }),
      'processors that were kept awake',
    ],
    [
      sampleRun({
        kind: 'run',
        design: null,
        status: 'interrupted',
        validity: { valid: false, causes: ['it was too loud'] },
        extent: { kind: 'handshakes', handshakeCount: 10 },
      }),
      'an invalid run that was interrupted',
    ],
  ];
  for (const [run, what] of runs) {
    test(`gives the same file again: ${what}`, () => {
      assert.deepEqual(toStoredRun(throughFile(run)), toStoredRun(run));
    });
  }

  test('keeps thresholds and search as they were, and their absence', () => {
    const rateSearch = { keptPerSecond: 1, crossedPerSecond: 2, probeCount: 3, settled: true };
    assert.deepEqual(throughFile(sampleRun({ rateSearch, thresholds: [] })).rateSearch, rateSearch);
    const plain = throughFile(sampleRun());
    assert.equal('thresholds' in plain || 'rateSearch' in plain, false);
  });

  test('keeps crossovers, in whole nanoseconds', () => {
    const found: Crossover = {
      ...{ baseline: 'basic', candidate: 'forking', clientCount: 8, rangeNs: [0, 1e7] },
      ...{ kind: 'at', serviceNs: 96_000.4, betweenNs: [8e4, 1e5], changeCount: 1 },
    };
    const never: Crossover = { ...found, kind: 'never', serviceNs: null, betweenNs: null };
    assert.deepEqual(throughFile(sampleRun({ crossovers: [found, never] })).crossovers, [
      { ...found, serviceNs: 96_000 },
      never,
    ]);
    assert.equal('crossovers' in throughFile(sampleRun()), false);
  });

  test('keeps what a server carries', () => {
    const laws = ['100us', 'exp:1ms', 'bimodal:10us,5ms,1%'].map((text) => parseServiceLaw(text));
    const burdens = [
      ...laws.map((law) => burdenOf({ law, kind: 'sleep' }, 0)),
      burdenOf(undefined, 4_096),
    ];
    const made = madeCase('basic', []);
    const cases = burdens.map((burden) => ({ ...made, server: withBurden(made.server, burden) }));
    assert.deepEqual(
      throughFile(sampleRun({ cases })).cases.map(({ server }) => server),
      cases.map(({ server }) => server),
    );
  });

  test('keeps the totals of each case, to the last histogram', () => {
    const run = comparedRun();
    const [before, after] = [run, throughFile(run)].map(({ cases }) =>
      cases.map((caseResult) => {
        const { latencies, forkNs, ...counters } = caseTotals(caseResult);
        const bars = Object.values(latencies.phases).map((phase) => phase.encode());
        return { ...counters, bars, gate: latencies.gate.encode(), fork: forkNs?.encode() };
      }),
    );
    assert.deepEqual(after, before);
  });

  test('keeps the metrics of each block', () => {
    const run = comparedRun();
    const metricsOf = ({ cases }: Run) => cases.map(({ blocks }) => blocks.map(metricValues));
    assert.deepEqual(metricsOf(throughFile(run)), metricsOf(run));
  });

  test('allows every verdict to be reached again from the file alone', () => {
    const run = comparedRun();
    const judge = ({ cases: [baseline, candidate] }: Run) => {
      assert.ok(baseline !== undefined && candidate !== undefined);
      return compareCase({ baseline, candidate, deltaRatio: 0.02, seed: 1 });
    };
    const verdicts = judge(throughFile(run));
    assert.ok(verdicts.length >= 4);
    assert.deepEqual(verdicts, judge(run));
  });

  test('keeps a server that was only attached to', () => {
    const server = { kind: 'attached', name: 'mine', model: 'basic', directory: '/d' } as const;
    const run = sampleRun({ cases: [{ ...madeCase('mine', [madeBlock()]), server }] });
    assert.deepEqual(throughFile(run).cases[0]?.server, server);
  });
});

group('the file', () => {
  const [stored] = toStoredRun(comparedRun()).cases;
  assert.ok(stored !== undefined);

  test('has the fields that the outside relies on', () => {
    const run = toStoredRun(sampleRun());
    assert.equal(run.schemaVersion, 1);
    assert.equal(run.tool.name, 'fifobench');
    assert.deepEqual(Object.keys(stored.handshakes), [
      'established',
      'failed',
      'attempts',
      'collisions',
      'unfinished',
    ]);
    for (const summary of [stored.responseNs, stored.serviceNs, stored.lagNs, stored.gateNs]) {
      assert.deepEqual(Object.keys(summary), [
        'count',
        'min',
        'mean',
        'p50',
        'p90',
        'p99',
        'p999',
        'max',
      ]);
    }
    assert.deepEqual(Object.keys(stored.phasesNs), [
      'prepare',
      'connect',
      'send',
      'ack',
      'respond',
    ]);
    assert.deepEqual(stored.server, {
      kind: 'pattern',
      name: 'basic',
      pattern: 'basic',
      model: 'basic',
    });
    assert.equal(stored.perHandshake.server.cpuNs, 20_000);
    assert.equal(stored.perHandshake.server.systemCalls, null);
    const [counted] = run.cases;
    assert.equal(counted?.perHandshake.server.systemCalls, 11);
    assert.deepEqual(counted.systemCalls?.server, { handshakes: 1_000, calls: 11_000 });
    assert.match(stored.histograms.response ?? '', /^HISTFAAAA/);
  });

  test('leaves A/A blocks out of the totals, but keeps them with their kind', () => {
    assert.equal(stored.handshakes.established, 20_000);
    assert.equal(stored.blocks.length, 12);
    assert.deepEqual(
      stored.blocks.slice(0, 3).map(({ pairKind }) => pairKind),
      ['same', 'same', 'different'],
    );
  });

  test('has null, never 0, where too few samples lie beyond a percentile', () => {
    assert.equal(stored.gateNs.count, 10);
    assert.deepEqual([stored.gateNs.p50, stored.gateNs.p999], [null, null]);
    const [empty] = toStoredRun(sampleRun({ cases: [madeCase('basic', [])] })).cases;
    assert.deepEqual(empty?.serviceNs, {
      count: 0,
      min: null,
      mean: null,
      p50: null,
      p90: null,
      p99: null,
      p999: null,
      max: null,
    });
    assert.equal(empty?.handshakesPerSecond, null);
  });

  test('has whole nanoseconds, whatever the arithmetic left', () => {
    const odd = madeBlock({
      busyNs: 0.1 + 0.2,
      serverUse: madeUse({ userNs: 1.5, systemNs: 1.25, handshakeCount: 7 }),
    });
    const [rounded] = toStoredRun(sampleRun({ cases: [madeCase('basic', [odd])] })).cases;
    assert.equal(rounded?.durationNs, 0);
    assert.equal(rounded?.blocks[0]?.busyNs, 0);
    assert.equal(rounded?.blocks[0]?.serverUse?.userNs, 2);
    assert.equal(rounded?.perHandshake.server.cpuNs, 0);
  });

  test('stays small: twenty pairs of realistic blocks take less than 150 KB a case', () => {
    const spread = Array.from({ length: 6_000 }, (_, index) => 40_000 + ((index * 7_919) % 30_000));
    const latency = histogramOf(spread);
    const blocks = Array.from({ length: 28 }, (_, pair) =>
      madeBlock({
        pair,
        latencies: madeLatencies({ service: latency, response: latency, roundTrip: latency }),
      }),
    );
    const run = toStoredRun(sampleRun({ cases: [madeCase('basic', blocks)] }));
    assert.ok(JSON.stringify(run.cases).length < 150_000);
  });
});
