// What each metric means, in one table: how it is read from a block or from the totals of a case.
// What cannot be known is `null`, never 0.

import type { Block } from './block.ts';
import { perSecond, usePerHandshake } from './case-totals.ts';
import { type MetricName, metricNames } from './verdict.ts';

/** The value of every metric, in the unit of its name; percentiles are in nanoseconds. */
export type MetricValues = Readonly<Record<MetricName, number | null>>;

/** What metrics are read from: a block, or the totals of a case. */
export type Measured = Pick<
  Block,
  'busyNs' | 'handshakes' | 'latencies' | 'operationCount' | 'operationBytes' | 'serverUse'
>;

const definitions: Readonly<Record<MetricName, (measured: Measured) => number | null>> = {
  response_p50: ({ latencies }) => latencies.response.percentileNs(0.5),
  response_p90: ({ latencies }) => latencies.response.percentileNs(0.9),
  response_p99: ({ latencies }) => latencies.response.percentileNs(0.99),
  response_p999: ({ latencies }) => latencies.response.percentileNs(0.999),
  service_p50: ({ latencies }) => latencies.service.percentileNs(0.5),
  service_p90: ({ latencies }) => latencies.service.percentileNs(0.9),
  service_p99: ({ latencies }) => latencies.service.percentileNs(0.99),
  handshakes_per_second: ({ handshakes, busyNs }) => perSecond(handshakes.established, { busyNs }),
  operation_p50: ({ latencies }) => latencies.roundTrip.percentileNs(0.5),
  operation_p99: ({ latencies }) => latencies.roundTrip.percentileNs(0.99),
  operations_per_second: ({ operationCount, busyNs }) =>
    operationCount === 0 ? null : perSecond(operationCount, { busyNs }),
  bytes_per_second: ({ operationBytes, busyNs }) =>
    operationBytes === 0 ? null : perSecond(operationBytes, { busyNs }),
  failed_ratio: ({ handshakes: { established, failed } }) =>
    established + failed === 0 ? null : failed / (established + failed),
  server_cpu_ns_per_handshake: ({ serverUse }) => usePerHandshake(serverUse).cpuNs,
  server_context_switches_per_handshake: ({ serverUse }) =>
    usePerHandshake(serverUse).contextSwitchCount,
  server_minor_faults_per_handshake: ({ serverUse }) => usePerHandshake(serverUse).minorFaultCount,
  server_io_calls_per_handshake: ({ serverUse }) => usePerHandshake(serverUse).ioCallCount,
};

/**
 * Every metric of a block or of the totals of a case. `null`: nobody measured it, nothing happened,
 * or fewer than 10 samples lie beyond the percentile.
 */
export function metricValues(measured: Measured): MetricValues {
  const entries = metricNames.map((metric) => [metric, definitions[metric](measured)] as const);
  return Object.fromEntries(entries) as Record<MetricName, number | null>;
}
