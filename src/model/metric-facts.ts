// In which unit each metric is, and which way it is better: one line a metric, for everything that
// weighs metrics or hands them to other tools.

import type { MetricName } from './verdict.ts';

/** How a metric is to be read. */
export interface MetricFacts {
  /** `ns`, `/s`, `B/s`; empty: a bare number. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
}

const nanoseconds: MetricFacts = { unit: 'ns', better: 'lower' };
const perSecond: MetricFacts = { unit: '/s', better: 'higher' };
const number: MetricFacts = { unit: '', better: 'lower' };

/** The facts of every metric. */
export const metricFacts: Readonly<Record<MetricName, MetricFacts>> = {
  response_p50: nanoseconds,
  response_p90: nanoseconds,
  response_p99: nanoseconds,
  response_p999: nanoseconds,
  service_p50: nanoseconds,
  service_p90: nanoseconds,
  service_p99: nanoseconds,
  handshakes_per_second: perSecond,
  operation_p50: nanoseconds,
  operation_p99: nanoseconds,
  operations_per_second: perSecond,
  bytes_per_second: { unit: 'B/s', better: 'higher' },
  failed_ratio: number,
  server_cpu_ns_per_handshake: nanoseconds,
  server_context_switches_per_handshake: number,
  server_minor_faults_per_handshake: number,
  server_io_calls_per_handshake: number,
};
