// The columns in which the servers of a group stand side by side, the most asked-for first, since a
// narrow terminal moves the later ones into a table below.

import type { MetricName } from '../model/verdict.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatDuration } from './format-quantity.ts';
import { formatMetric, metricFigure } from './metric-figure.ts';
import { metricPlace } from './metric-place.ts';
import { say, traced } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';
import { tracedColumn } from './traced-column.ts';

/** The column that names the server. */
export const serverColumn: TableColumn<CaseFigures> = {
  heading: 'server',
  align: 'left',
  cell: ({ server }) => server,
};

const ofHandshakes: readonly TableColumn<CaseFigures>[] = [
  metric('handshake\np50', 'service_p50'),
  metric('p90', 'service_p90'),
  metric('p99', 'service_p99'),
  metric('handshakes', 'handshakes_per_second'),
];

const ofOperations: readonly TableColumn<CaseFigures>[] = [
  metric('operation\np50', 'operation_p50'),
];

const ofCosts: readonly TableColumn<CaseFigures>[] = [
  tracedColumn('failed', 'handshakes.failed', ({ failedCount }) => formatCount(failedCount)),
  tracedColumn('collisions', 'handshakes.collisions', ({ collisionCount }) =>
    formatCount(collisionCount),
  ),
  metric('server CPU\na handshake', 'server_cpu_ns_per_handshake'),
  metric('switches\na handshake', 'server_context_switches_per_handshake'),
];

const ofCrowds: readonly TableColumn<CaseFigures>[] = [
  reading('response\np50', 'p50'),
  reading('response\np99', 'p99'),
];

const ofOpenLoad: readonly TableColumn<CaseFigures>[] = [
  tracedColumn('unfinished', 'handshakes.unfinished', ({ unfinishedCount }) =>
    formatCount(unfinishedCount),
  ),
  tracedColumn('lag\np99', 'lagNs.p99', ({ lagP99Ns }) => formatDuration(lagP99Ns)),
];

const ofForks: readonly TableColumn<CaseFigures>[] = [
  tracedColumn('fork\np50', 'forkNs.p50', ({ forkNs }) => formatDuration(forkNs.p50)),
  tracedColumn('to child\np50', 'forkToChildNs.p50', ({ forkToChildNs }) =>
    formatDuration(forkToChildNs),
  ),
];

/**
 * The columns that say something about these cases: operations only where there are some, what
 * clients waited in all only where several compete, the fork only where a server forks.
 */
export function caseColumns(cases: readonly CaseFigures[]): readonly TableColumn<CaseFigures>[] {
  return [
    ...ofHandshakes,
    ...(cases.some(({ load }) => load.operationCount > 0) ? ofOperations : []),
    ...ofCosts,
    ...(cases.some(({ load }) => load.clientCount > 1) ? ofCrowds : []),
    ...(cases.some(({ load }) => load.open !== undefined) ? ofOpenLoad : []),
    ...(cases.some(({ forks }) => forks) ? ofForks : []),
  ];
}

function metric(heading: string, name: MetricName): TableColumn<CaseFigures> {
  return {
    ...{ heading, align: 'right' },
    cell: ({ place, metrics }) => traced(metricPlace(place, name), metricFigure(name, metrics)),
  };
}

/** `≥ x` where unfinished handshakes leave open how long it really was. */
function reading(heading: string, percentile: 'p50' | 'p99'): TableColumn<CaseFigures> {
  const name = `response_${percentile}` as const;
  const plain = metric(heading, name);
  return {
    ...plain,
    cell: (row) => {
      const { value, isLowerBound } = row.readings[name];
      const place = `${row.place}.responseNsAtLeast.${percentile}`;
      return isLowerBound && value !== null
        ? say`≥ ${traced(place, formatMetric(name, value))}`
        : plain.cell(row);
    },
  };
}
