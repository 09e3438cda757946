// The sections of a run's cases within the bytes that a page has for them. Figures and verdicts
// come before charts; where not even they have room, what is folded goes first, and then whole
// groups, those first in which there is least to see.

import type { Run } from '../../model/run.ts';
import type { CaseFigures } from '../case-figures.ts';
import { type CaseInterest, caseInterest } from './case-interest.ts';
import type { Chart } from './chart.ts';
import { groupSection } from './group-section.ts';
import type { LeftOut } from './left-out.ts';
import type { Markup } from './markup.ts';
import { bytesOf, drawWithin } from './page-budget.ts';
import { type ChartGroup, runCharts } from './run-charts.ts';

/** The sections in the order of the run, and what is missing. */
export interface CaseSections {
  readonly sections: readonly (Markup | null)[];
  readonly leftOut: LeftOut;
}

/** How much of the bytes figures and verdicts may have, so that some are left for charts. */
const plainShareMax = 0.8;

/** How the others are shared: what a group has in any run, and what it was like over time. */
const shares = { charts: 3, overTime: 1 };

/**
 * The sections of all cases, or as much of them as `budgetBytes` allows. Throws what Vega throws
 * where a chart cannot be drawn.
 */
export async function caseSections(
  run: Run,
  { figures, budgetBytes }: { figures: readonly CaseFigures[]; budgetBytes: number },
): Promise<CaseSections> {
  const groups = runCharts(run);
  const interest = caseInterest(run);
  const render = (charts: ChartGroup, hasFolded: boolean, drawings: Drawings = new Map()) =>
    groupSection(run, { figures, charts, drawings, hasFolded });
  const plain = plainSections(byInterest(groups, interest), {
    render,
    budgetBytes: budgetBytes * plainShareMax,
  });
  const kept = groups.filter((group) => plain.groups.has(group));
  const drawings = await drawWithin(
    chartQueues(byInterest(kept, interest), interest),
    budgetBytes - plain.sizeBytes,
  );
  const chartCount = groups.reduce((sum, each) => sum + chartsOf(each).length, 0);
  return {
    sections: kept.map((group) => render(group, plain.hasFolded, drawings)),
    leftOut: {
      charts: { count: chartCount - drawings.size, allCount: chartCount },
      groups: { count: groups.length - kept.length, allCount: groups.length },
      hasFolded: plain.hasFolded,
    },
  };
}

type Drawings = ReadonlyMap<string, Markup>;

/** The groups that have room without charts, given in the order in which they are wanted. */
function plainSections(
  groups: readonly ChartGroup[],
  {
    render,
    budgetBytes,
  }: {
    render: (group: ChartGroup, hasFolded: boolean) => Markup | null;
    budgetBytes: number;
  },
): { groups: ReadonlySet<ChartGroup>; hasFolded: boolean; sizeBytes: number } {
  const bytesOfEach = (hasFolded: boolean) =>
    groups.map((each) => bytesOf(render(each, hasFolded)?.html ?? ''));
  const wholeBytes = total(bytesOfEach(true));
  if (wholeBytes <= budgetBytes) {
    return { groups: new Set(groups), hasFolded: true, sizeBytes: wholeBytes };
  }
  const sizesBytes = bytesOfEach(false);
  const isKept = sizesBytes.map((_, index) => total(sizesBytes.slice(0, index + 1)) <= budgetBytes);
  const kept = groups.filter((_, index) => isKept[index]);
  return {
    groups: new Set(kept),
    hasFolded: false,
    sizeBytes: total(sizesBytes.slice(0, kept.length)),
  };
}

function total(sizesBytes: readonly number[]): number {
  return sizesBytes.reduce((sum, size) => sum + size, 0);
}

/** The most interesting first; as they stand where there is as much to see. */
function byInterest(groups: readonly ChartGroup[], interest: CaseInterest): ChartGroup[] {
  return groups
    .map((group) => ({ group, rank: interest.ofGroup(group.group) }))
    .sort((left, right) => right.rank - left.rank)
    .map(({ group }) => group);
}

function chartQueues(groups: readonly ChartGroup[], { ofCases }: CaseInterest) {
  const overTime = groups
    .flatMap((group) => group.overTime)
    .sort((left, right) => (ofCases[right.index] ?? 0) - (ofCases[left.index] ?? 0))
    .map(({ chart }) => chart);
  return [
    { charts: groups.flatMap(({ charts }) => charts), share: shares.charts },
    { charts: overTime, share: shares.overTime },
  ];
}

function chartsOf({ charts, overTime }: ChartGroup): Chart[] {
  return [...charts, ...overTime.map(({ chart }) => chart)];
}
