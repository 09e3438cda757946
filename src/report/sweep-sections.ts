// What a sweep shows of one server: its points as a table, and what they mean in a curve and in
// sentences: how throughput scales, and at which rate a search ended.

import type { RateSearch, Run } from '../model/run.ts';
import { expectedArrivalCount } from '../stats/arrival-plan.ts';
import { fitScalabilityLaw, type ScalabilityLaw, scaledThroughputPerSecond } from '../stats/usl.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatCounted, formatRate, formatShare } from './format-quantity.ts';
import { metricFigure } from './metric-figure.ts';
import type { TableColumn } from './stacked-table.ts';
import { renderCurve } from './throughput-curve.ts';

/** One point of a sweep beside the first one of its server. */
export interface SweepRow {
  readonly figures: CaseFigures;
  /**
   * Of open load the share of the offered rate that was completed. Of closed load the throughput of
   * each client, as a share of what each had at the point with the fewest. `null`: unknown.
   */
  readonly efficiencyRatio: number | null;
}

/** The column that names the points: the rate that was offered, or the number of clients. */
export function pointColumn(points: readonly CaseFigures[]): TableColumn<SweepRow> {
  return isOpen(points)
    ? right('offered', ({ figures }) => formatRate(positionOf(figures)))
    : right('clients', ({ figures }) => formatCount(positionOf(figures)));
}

/** The figures of a point. */
export const sweepColumns: readonly TableColumn<SweepRow>[] = [
  right('handshakes', ({ figures }) => metricFigure('handshakes_per_second', figures.metrics)),
  right('efficiency', ({ efficiencyRatio }) => formatShare(efficiencyRatio)),
  right('handshake\np50', ({ figures }) => metricFigure('service_p50', figures.metrics)),
  right('p99', ({ figures }) => metricFigure('service_p99', figures.metrics)),
  right('response\np50', ({ figures }) => metricFigure('response_p50', figures.metrics)),
  right('p99', ({ figures }) => metricFigure('response_p99', figures.metrics)),
  right('failed', ({ figures }) => formatCount(figures.failedCount)),
];

/** The servers of a run by name, each once, in the order of its cases. */
export function serversOf({ cases }: Run): string[] {
  return [...new Set(cases.map(({ server }) => server.name))];
}

/** The rows of one server, the lowest point first. No points give no rows. */
export function sweepRows(points: readonly CaseFigures[]): SweepRow[] {
  const sorted = points.toSorted((left, right) => positionOf(left) - positionOf(right));
  const first = sorted[0] === undefined ? null : shareOf(sorted[0]);
  const whole = isOpen(points) ? 1 : first;
  return sorted.map((figures) => {
    const share = shareOf(figures);
    const efficiencyRatio = share === null || whole === null || whole === 0 ? null : share / whole;
    return { figures, efficiencyRatio };
  });
}

/** Throughput for each client, or for each arrival that was offered. */
function shareOf(figures: CaseFigures): number | null {
  const { handshakes_per_second: perSecond } = figures.metrics;
  const position = positionOf(figures);
  return perSecond === null || position === 0 ? null : perSecond / position;
}

/** Where a point lies: its mean rate in open load, its number of clients in closed load. */
export function positionOf({ load: { open, clientCount } }: CaseFigures): number {
  if (open === undefined) {
    return clientCount;
  }
  const durationNs = open.stages.at(-1)?.endNs ?? 0;
  return durationNs === 0 ? 0 : (expectedArrivalCount(open.stages) / durationNs) * 1e9;
}

/** Whether the points are rates of open load. */
export function isOpen(points: readonly CaseFigures[]): boolean {
  return points.some(({ load }) => load.open !== undefined);
}

/** Throughput over clients or over the offered rate; an empty text for fewer than two points. */
export function sweepCurve(points: readonly CaseFigures[], columns: number): string {
  const law = isOpen(points) ? null : fitScalabilityLaw(scalingPoints(points));
  return renderCurve({
    points: points.flatMap((figures) => {
      const { handshakes_per_second: perSecond } = figures.metrics;
      return perSecond === null || positionOf(figures) === 0
        ? []
        : [{ x: positionOf(figures), perSecond }];
    }),
    law: law === null ? null : (clientCount) => scaledThroughputPerSecond(law, clientCount),
    axis: isOpen(points) ? 'offered/s' : 'clients',
    columns,
  });
}

/**
 * What the Universal Scalability Law makes of the points, one sentence each, and with what
 * residual; one sentence that says why where nothing could be fitted.
 */
export function scalingSentences(points: readonly CaseFigures[]): string[] {
  if (isOpen(points)) {
    return completionSentences(points);
  }
  const usable = scalingPoints(points);
  const law = fitScalabilityLaw(usable);
  return law === null
    ? ['The Universal Scalability Law takes three different numbers of clients to be fitted.']
    : [lawSentence(law, usable.length), peakSentence(law, usable)];
}

/** Share of an offered rate from which on it counts as completed. */
const completedRatio = 0.99;

function completionSentences(points: readonly CaseFigures[]): string[] {
  const rows = sweepRows(points);
  const isCompleted = ({ efficiencyRatio }: SweepRow) => (efficiencyRatio ?? 0) >= completedRatio;
  const short = rows[rows.findLastIndex(isCompleted) + 1];
  const most = rows.reduce((highest, { figures }) => {
    return Math.max(highest, figures.metrics.handshakes_per_second ?? 0);
  }, 0);
  return [
    short === undefined
      ? 'Every rate was completed: the server may do more than it was offered.'
      : `From ${formatRate(positionOf(short.figures))} on, less than 99 % of what was offered is ` +
        `completed in time; the most that was completed is ${formatRate(most)}.`,
  ];
}

/** A residual above this means that the points do not follow the law. */
const looseResidualRatio = 0.1;

function lawSentence(law: ScalabilityLaw, pointCount: number): string {
  const doubt =
    law.residualRatio > looseResidualRatio ? ': too much to rely on what follows from it' : '';
  return (
    `Universal Scalability Law: one client alone ${formatRate(law.singlePerSecond)}, ` +
    `contention σ ${parameter(law.contentionRatio)}, ` +
    `coherency κ ${parameter(law.coherencyRatio)}; ` +
    `residual ${formatShare(law.residualRatio)} over ${formatCounted(pointCount, 'point')}${doubt}.`
  );
}

function peakSentence(
  law: ScalabilityLaw,
  points: readonly { readonly clientCount: number }[],
): string {
  const { peakClientCount, contentionRatio, singlePerSecond } = law;
  if (peakClientCount === null) {
    return contentionRatio > 0
      ? 'More clients never lower throughput, which tends to ' +
          `${formatRate(singlePerSecond / contentionRatio)}.`
      : 'Throughput grows in proportion to the clients; nothing in these points limits it.';
  }
  const clientCount = Math.round(peakClientCount);
  const peak = formatRate(scaledThroughputPerSecond(law, clientCount));
  const isBeyond = points.every((point) => point.clientCount < peakClientCount);
  return (
    `Throughput peaks at ${formatCounted(clientCount, 'client')} with ${peak}` +
    `${isBeyond ? ', which lies beyond what was measured' : ''}.`
  );
}

/** What a search for the highest rate came to, in one sentence; none without a search. */
export function searchSentences(search: RateSearch | undefined): string[] {
  if (search === undefined) {
    return [];
  }
  const { keptPerSecond, crossedPerSecond, probeCount, settled } = search;
  const after = `after ${formatCounted(probeCount, 'probe')}`;
  if (keptPerSecond === null) {
    return [
      'No rate kept the thresholds; the lowest one tried, ' +
        `${formatRate(crossedPerSecond)}, crossed them (${after}).`,
    ];
  }
  const above =
    crossedPerSecond === null
      ? 'no higher one was tried that crosses them'
      : `${formatRate(crossedPerSecond)} crosses them`;
  const doubt = settled ? '' : '; the search did not settle';
  return [
    `${formatRate(keptPerSecond)} is the highest rate that keeps the thresholds; ` +
      `${above} (${after}${doubt}).`,
  ];
}

function scalingPoints(points: readonly CaseFigures[]) {
  return points.flatMap(({ load, metrics }) => {
    const { handshakes_per_second: perSecond } = metrics;
    return perSecond === null ? [] : [{ clientCount: load.clientCount, perSecond }];
  });
}

/** A parameter of the law with two significant digits; κ is often tiny. */
function parameter(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function right(heading: string, cell: (row: SweepRow) => string): TableColumn<SweepRow> {
  return { heading, align: 'right', cell };
}
