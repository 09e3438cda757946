// Which series of a history are drawn: a page of hundreds of charts would be read by nobody and be
// too large to send, so those with findings come first.

import { isDoubtful } from '../../compare/open-findings.ts';
import type { History, SeriesHistory } from '../../model/history.ts';
import type { Chart } from './chart.ts';
import { historyChart, type RunLinks } from './history-chart.ts';

/** Charts of a page at most. */
export const chartCountMax = 24;

/**
 * The charts of a history, at most 24, in the order of its series: those with open findings first,
 * for the worse before the better, then those with accepted ones, then the others as they come. A
 * single run is no course of anything and is not drawn.
 */
export function historyCharts({ series }: History, links: RunLinks = new Map()): Chart[] {
  return series
    .map((each, index) => ({ series: each, index, rank: rankOf(each) }))
    .filter(({ series: { points } }) => points.length > 1)
    .toSorted((left, right) => right.rank - left.rank)
    .slice(0, chartCountMax)
    .sort((left, right) => left.index - right.index)
    .map((placed) => historyChart(placed, links));
}

/** How much a series has to say, 0 to 4. */
function rankOf(series: SeriesHistory): number {
  const { changes, alarm, drift } = series;
  const open = changes.filter(({ acceptance }) => acceptance === null);
  const doubt = isDoubtful(series) ? alarm : null;
  const worse = [...open, ...(doubt === null ? [] : [doubt])].filter(
    ({ direction }) => direction === 'regressed',
  );
  if (worse.length > 0) {
    return open.some((each) => each.certainty === 'confirmed' && worse.includes(each)) ? 4 : 3;
  }
  if (open.length > 0 || doubt !== null) {
    return 2;
  }
  return changes.length > 0 || alarm !== null || drift !== null ? 1 : 0;
}
