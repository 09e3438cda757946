// The metrics of a case as they stand in its file, without a look at its histograms: percentiles
// come from the summaries, which were read from the very histograms that the file keeps.

import type { MeasuredFigure } from '../model/history.ts';
import { metricFacts } from '../model/metric-facts.ts';
import { type MetricName, metricNames } from '../model/verdict.ts';
import type { StoredCase } from './run-schema.ts';

/** The part of a stored case that metrics are read from. */
export type SummarisedCase = Pick<
  StoredCase,
  'handshakes' | 'handshakesPerSecond' | 'responseNs' | 'serviceNs' | 'operations' | 'perHandshake'
>;

const sources: Readonly<Record<MetricName, (summary: SummarisedCase) => number | null>> = {
  response_p50: ({ responseNs }) => responseNs.p50,
  response_p90: ({ responseNs }) => responseNs.p90,
  response_p99: ({ responseNs }) => responseNs.p99,
  response_p999: ({ responseNs }) => responseNs.p999,
  service_p50: ({ serviceNs }) => serviceNs.p50,
  service_p90: ({ serviceNs }) => serviceNs.p90,
  service_p99: ({ serviceNs }) => serviceNs.p99,
  handshakes_per_second: ({ handshakesPerSecond }) => handshakesPerSecond,
  operation_p50: ({ operations }) => operations.roundTripNs.p50,
  operation_p99: ({ operations }) => operations.roundTripNs.p99,
  operations_per_second: ({ operations }) => (operations.count === 0 ? null : operations.perSecond),
  bytes_per_second: ({ operations }) => (operations.bytes === 0 ? null : operations.bytesPerSecond),
  failed_ratio: ({ handshakes: { established, failed } }) =>
    established + failed === 0 ? null : failed / (established + failed),
  server_cpu_ns_per_handshake: ({ perHandshake }) => perHandshake.server.cpuNs,
  server_context_switches_per_handshake: ({ perHandshake }) => perHandshake.server.contextSwitches,
  server_minor_faults_per_handshake: ({ perHandshake }) => perHandshake.server.minorFaults,
  server_io_calls_per_handshake: ({ perHandshake }) => perHandshake.server.ioCalls ?? null,
};

/** Every metric that is known of the case, in the order of `metricNames`. */
export function storedFigures(summary: SummarisedCase): MeasuredFigure[] {
  return metricNames.flatMap((metric) => {
    const value = sources[metric](summary);
    return value === null ? [] : [{ metric, value, ...metricFacts[metric] }];
  });
}
