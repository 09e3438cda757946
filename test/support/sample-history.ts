// A history that nobody lived through: a step that was accepted, one that was not, a drift, a run
// that is out of the ordinary, figures of another tool, and a run that was killed.

import { buildHistory } from '../../src/compare/build-history.ts';
import type {
  Acceptance,
  History,
  MeasuredFigure,
  RunDigest,
  UnfinishedRun,
} from '../../src/model/history.ts';
import { madeCase } from './made-case.ts';
import { simulatedSeries } from './simulated-series.ts';

const runCount = 60;

const sketch = { pointCount: runCount, noiseRatio: 0.01, spikeChanceRatio: 0, spikeRatio: 0 };

const sampleLoad = { load: madeCase('basic', []).load, burden: null };

function figuresOf(index: number): MeasuredFigure[] {
  const time = simulatedSeries({ ...sketch, seed: 1, step: { at: 40, byRatio: 0.08 } }, 46_000);
  const rate = simulatedSeries({ ...sketch, seed: 2, step: { at: 20, byRatio: -0.2 } }, 9_600);
  const use = simulatedSeries({ ...sketch, seed: 3 }, 21_000);
  const drift = 1 + index / 400;
  return [
    { metric: 'service_p50', unit: 'ns', better: 'lower', value: time[index] ?? 0 },
    { metric: 'handshakes_per_second', unit: '/s', better: 'higher', value: rate[index] ?? 0 },
    {
      ...{ metric: 'server_cpu_ns_per_handshake', unit: 'ns', better: 'lower' },
      value: (use[index] ?? 0) * drift * (index === runCount - 1 ? 1.5 : 1),
    } as const,
  ];
}

function digestOf(index: number): RunDigest {
  return {
    ...{ file: `${index}.json`, kind: 'run', scenario: 'default', fingerprint: '1f2e3d4c' },
    startedAt: new Date(Date.UTC(2025, 0, 1 + index)).toISOString(),
    commit: `c0ffee${String(index).padStart(6, '0')}`,
    isSound: true,
    cases: [
      {
        ...{
          name: 'basic, 1 client, same core',
          server: 'basic',
          conditions: '',
          load: sampleLoad,
        },
        figures: figuresOf(index),
      },
    ],
  };
}

/** The history; each call makes the same one. */
export function sampleHistory(): History {
  const digests = Array.from({ length: runCount }, (_, index) => digestOf(index));
  const imported: RunDigest = {
    ...{ file: 'i.json', kind: 'imported', scenario: 'hyperfine', fingerprint: 'a laptop' },
    ...{ startedAt: '2025-01-05T00:00:00.000Z', commit: null, isSound: true },
    cases: [
      {
        ...{ name: 'sleep 0.1', server: 'sleep 0.1', conditions: 'hyperfine', load: null },
        figures: [{ metric: 'median', unit: 'ns', better: 'lower', value: 101_000_000 }],
      },
    ],
  };
  const unfinished: UnfinishedRun[] = [
    {
      ...{ file: 'run.json.journal', kind: 'compare', scenario: 'default' },
      startedAt: '2025-03-02T04:05:06.789Z',
      cases: ['basic', 'forking'].map((server, index) => ({
        ...{ name: `${server}, 1 client, same core`, blockCount: 7 },
        figures: figuresOf(10 + index).slice(0, 2 - index),
      })),
    },
  ];
  const rules = { metrics: null, deltaRatio: 0.05, commitPlaces: null, unfinished };
  const all = [...digests, { ...digestOf(7), isSound: false }, imported];
  const plain = buildHistory(all, { ...rules, acceptances: [] });
  const rate = plain.series.find(({ key }) => key.metric === 'handshakes_per_second');
  const acceptance: Acceptance = {
    ...{ series: rate?.id ?? '', title: 'basic', startedAt: digestOf(20).startedAt },
    ...{ commit: null, direction: 'regressed', reason: 'the log is written to disk' },
  };
  return buildHistory(all, { ...rules, acceptances: [acceptance] });
}
