// What a sweep shows of one server: its points as a table, and what they mean in a curve and in
// sentences: how throughput scales, and at which rate a search ended.

import { burdenServiceNs } from '../model/burden.ts';
import type { RateSearch, Run } from '../model/run.ts';
import { type Scaling, scalingOfPoints } from '../model/scaling.ts';
import { scaledThroughputPerSecond } from '../stats/usl.ts';
import type { CaseFigures } from './case-figures.ts';
import {
  formatAverage,
  formatCount,
  formatCounted,
  formatRate,
  formatShare,
  unknownMark,
} from './format-quantity.ts';
import { metricFigure } from './metric-figure.ts';
import { metricPlace } from './metric-place.ts';
import { type Prose, say, traced, type Words } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';
import { type SweepAxis, sweepAxis } from './sweep-axis.ts';
import { renderCurve } from './throughput-curve.ts';

/** One point of a sweep beside the first one of its server. */
export interface SweepRow {
  readonly figures: CaseFigures;
  /**
   * Of open load the share of the offered rate that was completed. Of closed load the throughput of
   * each client, as a share of what each had at the point with the fewest. `null`: unknown.
   */
  readonly efficiencyRatio: number | null;
  /** Operations that were being served on average; `null`: unknown. */
  readonly inServiceCount: number | null;
}

/** The column that names the points: clients, the rate that was offered, or the service time. */
export function pointColumn(points: readonly CaseFigures[]): TableColumn<SweepRow> {
  const { heading, positionOf, format } = sweepAxis(points);
  return right(heading, ({ figures }) => format(positionOf(figures)));
}

/** The columns of these points: how well they scale, or how many operations are under way. */
export function sweepColumns(points: readonly CaseFigures[]): TableColumn<SweepRow>[] {
  return [
    right('handshakes', ({ figures }) => metricFigure('handshakes_per_second', figures.metrics)),
    sweepAxis(points).kind === 'service'
      ? right('in service', ({ inServiceCount }) => formatAverage(inServiceCount))
      : right('efficiency', ({ efficiencyRatio }) => formatShare(efficiencyRatio)),
    ...latencyColumns,
  ];
}

const latencyColumns: readonly TableColumn<SweepRow>[] = [
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
  const axis = sweepAxis(points);
  const sorted = points.toSorted((left, right) => axis.positionOf(left) - axis.positionOf(right));
  const first = sorted[0] === undefined ? null : shareOf(sorted[0], axis);
  const whole = axis.kind === 'rate' ? 1 : first;
  return sorted.map((figures) => {
    const share = shareOf(figures, axis);
    const efficiencyRatio = share === null || whole === null || whole === 0 ? null : share / whole;
    return { figures, efficiencyRatio, inServiceCount: inServiceCount(figures) };
  });
}

/** Little's law: operations a second, each of which is in service for its time. */
function inServiceCount({ metrics, burden }: CaseFigures): number | null {
  const { operations_per_second: perSecond } = metrics;
  return perSecond === null ? null : (perSecond * burdenServiceNs(burden ?? undefined)) / 1e9;
}

/** Throughput for each client, or for each arrival that was offered. */
function shareOf(figures: CaseFigures, { positionOf }: SweepAxis): number | null {
  const { handshakes_per_second: perSecond } = figures.metrics;
  const position = positionOf(figures);
  return perSecond === null || position === 0 ? null : perSecond / position;
}

/**
 * Throughput over the positions of the points; 0 has no place in it. Fewer than two points give an
 * empty text.
 */
export function sweepCurve(points: readonly CaseFigures[], columns: number): string {
  const axis = sweepAxis(points);
  const { positionOf, formatTick } = axis;
  const law = axis.kind === 'clients' ? lawOf(points) : null;
  return renderCurve({
    points: points.flatMap((figures) => {
      const { handshakes_per_second: perSecond } = figures.metrics;
      return perSecond === null || positionOf(figures) === 0
        ? []
        : [{ x: positionOf(figures), perSecond }];
    }),
    law: law === null ? null : (clientCount) => scaledThroughputPerSecond(law, clientCount),
    ...{ axis: axis.title, format: formatTick },
    columns,
  });
}

/**
 * What the Universal Scalability Law makes of the points, one sentence each, and with what
 * residual; one sentence that says why where nothing could be fitted. Of a sweep over service times
 * none: its sentences are about two servers.
 */
export function scalingSentences(points: readonly CaseFigures[]): Words[] {
  const { kind } = sweepAxis(points);
  if (kind !== 'clients') {
    return kind === 'rate' ? completionSentences(points) : [];
  }
  const law = lawOf(points);
  return law === null
    ? ['The Universal Scalability Law takes three different numbers of clients to be fitted.']
    : [lawSentence(law, points), peakSentence(law, points)];
}

/** Share of an offered rate from which on it counts as completed. */
const completedRatio = 0.99;

function completionSentences(points: readonly CaseFigures[]): Words[] {
  const rows = sweepRows(points);
  const { positionOf, placeOf } = sweepAxis(points);
  const isCompleted = ({ efficiencyRatio }: SweepRow) => (efficiencyRatio ?? 0) >= completedRatio;
  const short = rows[rows.findLastIndex(isCompleted) + 1];
  if (short === undefined) {
    return ['Every rate was completed: the server may do more than it was offered.'];
  }
  const from = traced(placeOf(short.figures), formatRate(positionOf(short.figures)));
  const most = mostCompleted(points);
  const extent = 'less than 99 % of what was offered is completed in time';
  return [say`From ${from} on, ${extent}; the most that was completed is ${most}.`];
}

function mostCompleted(points: readonly CaseFigures[]): Words {
  const perSecondOf = ({ metrics }: CaseFigures) => metrics.handshakes_per_second ?? 0;
  const [most] = points.toSorted((left, right) => perSecondOf(right) - perSecondOf(left));
  return most === undefined
    ? unknownMark
    : traced(metricPlace(most.place, 'handshakes_per_second'), formatRate(perSecondOf(most)));
}

/** A residual above this means that the points do not follow the law. */
const looseResidualRatio = 0.1;

/** Where the law of the server of these points stands in the stored run. */
function lawPlace([first]: readonly CaseFigures[]): string {
  return `scaling[${JSON.stringify(first?.server ?? '')}]`;
}

function lawSentence(law: Scaling, points: readonly CaseFigures[]): Words {
  const doubt = doubtAbout(law);
  const at = (name: string, shown: string) => traced(`${lawPlace(points)}.${name}`, shown);
  const single = at('singlePerSecond', formatRate(law.singlePerSecond));
  const contention = at('contentionRatio', parameter(law.contentionRatio));
  const coherency = at('coherencyRatio', parameter(law.coherencyRatio));
  const residual = at('residualRatio', formatShare(law.residualRatio));
  const count = at('pointCount', formatCounted(law.pointCount, 'point'));
  const parameters = say`contention σ ${contention}, coherency κ ${coherency}`;
  const fit = say`residual ${residual} over ${count}${doubt}`;
  return say`Universal Scalability Law: one client alone ${single}, ${parameters}; ${fit}.`;
}

function doubtAbout({ residualRatio, pointCount }: Scaling): string {
  if (residualRatio > looseResidualRatio) {
    return ': too much to rely on what follows from it';
  }
  return pointCount > parameterCount ? '' : ', as nearly any three have: more would test the law';
}

/** The law has as many; with no more points than that, nothing could speak against it. */
const parameterCount = 3;

function peakSentence(law: Scaling, points: readonly CaseFigures[]): Words {
  const { peakClientCount, peakPerSecond, contentionRatio, singlePerSecond } = law;
  const at = lawPlace(points);
  if (peakClientCount === null) {
    if (contentionRatio <= 0) {
      return 'Throughput grows in proportion to the clients; nothing in these points limits it.';
    }
    const limit = traced(
      `${at}.singlePerSecond / ${at}.contentionRatio`,
      formatRate(singlePerSecond / contentionRatio),
    );
    return say`More clients never lower throughput, which tends to ${limit}.`;
  }
  const clientCount = Math.round(peakClientCount);
  const clients = traced(`${at}.peakClientCount`, formatCounted(clientCount, 'client'));
  const peak = traced(`${at}.peakPerSecond`, formatRate(peakPerSecond));
  const isBeyond = points.every(({ load }) => load.clientCount < peakClientCount);
  const beyond = isBeyond ? ', which lies beyond what was measured' : '';
  return say`Throughput peaks at ${clients} with ${peak}${beyond}.`;
}

/** What a search for the highest rate came to, in one sentence; none without a search. */
export function searchSentences(search: RateSearch | undefined): Prose[] {
  if (search === undefined) {
    return [];
  }
  const { keptPerSecond, crossedPerSecond, probeCount, settled } = search;
  const at = (name: string, shown: string) => traced(`rateSearch.${name}`, shown);
  const after = say`after ${at('probes', formatCounted(probeCount, 'probe'))}`;
  const crossed = at('crossedPerSecond', formatRate(crossedPerSecond));
  if (keptPerSecond === null) {
    const lowest = say`the lowest one tried, ${crossed}, crossed them`;
    return [say`No rate kept the thresholds; ${lowest} (${after}).`];
  }
  const above =
    crossedPerSecond === null
      ? 'no higher one was tried that crosses them'
      : say`${crossed} crosses them`;
  const doubt = settled ? '' : '; the search did not settle';
  const kept = at('keptPerSecond', formatRate(keptPerSecond));
  return [say`${kept} is the highest rate that keeps the thresholds; ${above} (${after}${doubt}).`];
}

/** The law of the points of one server over clients; `null` where nothing can be fitted. */
export function lawOf(points: readonly CaseFigures[]): Scaling | null {
  return scalingOfPoints(scalingPoints(points));
}

/** Numbers of clients, and the throughput with each; points without one are left out. */
export function scalingPoints(points: readonly CaseFigures[]) {
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
