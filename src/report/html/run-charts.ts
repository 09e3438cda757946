// Which charts a run has, in the order in which its page shows them.

import type { Run } from '../../model/run.ts';
import type { Chart } from './chart.ts';
import { distributionChart } from './distribution-chart.ts';
import { failureChart } from './failure-chart.ts';
import { type CaseChart, overTimeCharts } from './over-time-chart.ts';
import { pairChart } from './pair-chart.ts';
import { percentileChart } from './percentile-chart.ts';
import { phaseChart } from './phase-chart.ts';
import { type PlacedCase, placedCases } from './placed-case.ts';
import { sweepCharts } from './sweep-chart.ts';

/** Metrics whose pairs are drawn; the others stand in the table of verdicts. */
const drawnMetrics = ['service_p50', 'handshakes_per_second'];

/** Charts that stand under one heading. */
export interface ChartGroup {
  /** The group of cases; empty: the run as a whole. */
  readonly group: string;
  readonly charts: readonly Chart[];
  /** What its cases were like over time, as far as that was recorded. */
  readonly overTime: readonly CaseChart[];
}

/** The charts of a run; a sweep has one group, any other run one for each group of its cases. */
export function runCharts(run: Run): ChartGroup[] {
  const cases = placedCases(run);
  const overTime = overTimeCharts(cases);
  if (run.kind === 'sweep') {
    const charts = present([...sweepCharts(run), failureChart('all points', cases)]);
    return [{ group: '', charts, overTime }];
  }
  const groups = [...new Set(run.cases.map(({ group }) => group))];
  return groups.map((group) => {
    const ours = cases.filter(({ result }) => result.group === group);
    return {
      group,
      charts: groupCharts(run, { group, cases: ours }),
      overTime: overTime.filter(({ index }) => run.cases[index]?.group === group),
    };
  });
}

function groupCharts(
  run: Run,
  { group, cases }: { group: string; cases: readonly PlacedCase[] },
): Chart[] {
  const pairs = run.verdicts.flatMap((verdict, index) =>
    verdict.group === group && drawnMetrics.includes(verdict.metric)
      ? [pairChart(run, { verdict, index })]
      : [],
  );
  return present([
    phaseChart(group, cases),
    percentileChart(group, cases),
    distributionChart(group, cases),
    failureChart(group, cases),
    ...pairs,
  ]);
}

function present(charts: readonly (Chart | null)[]): Chart[] {
  return charts.filter((chart) => chart !== null);
}
