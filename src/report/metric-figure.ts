// The value of a metric as text: what stands in a table, and next to a verdict so that a ratio can
// be held against the two values that it compares.

import type { MetricValues } from '../compare/metrics.ts';
import type { MetricName } from '../model/verdict.ts';
import {
  formatAverage,
  formatBytes,
  formatDuration,
  formatRate,
  formatShare,
  unknownMark,
} from './format-quantity.ts';

const formats: Readonly<Record<MetricName, (value: number) => string>> = {
  response_p50: formatDuration,
  response_p90: formatDuration,
  response_p99: formatDuration,
  response_p999: formatDuration,
  service_p50: formatDuration,
  service_p90: formatDuration,
  service_p99: formatDuration,
  handshakes_per_second: formatRate,
  operation_p50: formatDuration,
  operation_p99: formatDuration,
  operations_per_second: formatRate,
  bytes_per_second: (bytesPerSecond) => `${formatBytes(bytesPerSecond)}/s`,
  failed_ratio: formatShare,
  server_cpu_ns_per_handshake: formatDuration,
  server_context_switches_per_handshake: formatAverage,
  server_minor_faults_per_handshake: formatAverage,
  server_io_calls_per_handshake: formatAverage,
};

/** The value of a metric with its unit; a dash where it is unknown. */
export function metricFigure(metric: MetricName, values: MetricValues): string {
  const value = values[metric];
  return value === null ? unknownMark : formatMetric(metric, value);
}

/** A value of a metric, in its unit, as text: 46100 of `service_p50` gives `46.1 µs`. */
export function formatMetric(metric: MetricName, value: number): string {
  return formats[metric](value);
}
