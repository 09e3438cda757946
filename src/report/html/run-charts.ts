// Which charts a run has, in the order in which its page shows them.

import type { Run } from '../../model/run.ts';
import type { Chart } from './chart.ts';
import { distributionChart } from './distribution-chart.ts';
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
}

/** The charts of a run; a sweep has one group, any other run one for each group of its cases. */
export function runCharts(run: Run): ChartGroup[] {
  if (run.kind === 'sweep') {
    return [{ group: '', charts: sweepCharts(run) }];
  }
  const cases = placedCases(run);
  const groups = [...new Set(run.cases.map(({ group }) => group))];
  return groups.map((group) => ({ group, charts: groupCharts(run, { group, cases }) }));
}

function groupCharts(
  run: Run,
  { group, cases: all }: { group: string; cases: readonly PlacedCase[] },
): Chart[] {
  const cases = all.filter(({ result }) => result.group === group);
  const pairs = run.verdicts.flatMap((verdict, index) =>
    verdict.group === group && drawnMetrics.includes(verdict.metric)
      ? [pairChart(run, { verdict, index })]
      : [],
  );
  const charts = [
    percentileChart(group, cases),
    distributionChart(group, cases),
    phaseChart(group, cases),
    ...pairs,
  ];
  return charts.filter((chart): chart is Chart => chart !== null);
}
