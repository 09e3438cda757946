// What is drawn, chart by chart, against golden files: the specification of one chart of each kind,
// with its data, so that a change of either shows.

import { test } from 'node:test';
import type { Chart } from '../../src/report/html/chart.ts';
import { historyCharts } from '../../src/report/html/drawn-series.ts';
import { runCharts } from '../../src/report/html/run-charts.ts';
import { assertGolden } from '../support/golden.ts';
import { madeBlock, madeCase } from '../support/made-case.ts';
import { type Ending, gridOf } from '../support/made-time-grid.ts';
import { sampleHistory } from '../support/sample-history.ts';
import { sampleRun } from '../support/sample-run.ts';
import { clientSweep, rateSweep, serviceSweep } from '../support/sample-sweep.ts';

const chartsOf = (run: Parameters<typeof runCharts>[0]): Chart[] =>
  runCharts(run).flatMap(({ charts, overTime }) => [
    ...charts,
    ...overTime.map(({ chart }) => chart),
  ]);

/** Five milliseconds of a server, of which one handshake failed. */
const endings: readonly Ending[] = [
  [200_000, 46_000],
  [400_000, 47_000],
  [1_900_000, 90_000],
  [2_500_000, null],
  [4_900_000, 2_000_000],
];
const overTime = gridOf(endings, { columnNs: 2 ** 20, spanNs: 5_000_000 });
const recorded = sampleRun({
  ...{ kind: 'run', design: null, verdicts: [] },
  cases: [madeCase('basic', [madeBlock({ pair: null, pairKind: null, overTime })])],
});

/** By kind, the first chart of it among those of a sample. */
const kinds: readonly (readonly [kind: string, id: RegExp, charts: () => readonly Chart[]])[] = [
  ['percentiles', /^percentiles-/, () => chartsOf(sampleRun())],
  ['distribution', /^distribution-/, () => chartsOf(sampleRun())],
  ['phases', /^phases-/, () => chartsOf(sampleRun())],
  ['failures', /^failures-/, () => chartsOf(sampleRun())],
  ['pairs', /^pairs-/, () => chartsOf(sampleRun())],
  ['over-time', /^over-time-/, () => chartsOf(recorded)],
  ['throughput-of-clients', /^throughput$/, () => chartsOf(clientSweep)],
  ['throughput-of-rates', /^throughput$/, () => chartsOf(rateSweep)],
  ['latency-of-service-times', /^latency$/, () => chartsOf(serviceSweep)],
  ['history', /./, () => historyCharts(sampleHistory())],
];

for (const [kind, id, charts] of kinds) {
  test(`the chart looks as in chart-${kind}.json`, () => {
    const chart = charts().find((each) => id.test(each.id));
    const text = JSON.stringify(chart?.spec ?? null, rounded, 1);
    assertGolden(`chart-${kind}.json`, `${text}\n`);
  });
}

/** To ten digits, which no arithmetic of another machine changes. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(10)) : value;
}
