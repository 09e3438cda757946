// Where the value of each metric stands in a stored case.

import type { MetricName } from '../model/verdict.ts';

const places: Readonly<Record<Exclude<MetricName, 'failed_ratio'>, string>> = {
  response_p50: 'responseNs.p50',
  response_p90: 'responseNs.p90',
  response_p99: 'responseNs.p99',
  response_p999: 'responseNs.p999',
  service_p50: 'serviceNs.p50',
  service_p90: 'serviceNs.p90',
  service_p99: 'serviceNs.p99',
  handshakes_per_second: 'handshakesPerSecond',
  operation_p50: 'operations.roundTripNs.p50',
  operation_p99: 'operations.roundTripNs.p99',
  operations_per_second: 'operations.perSecond',
  bytes_per_second: 'operations.bytesPerSecond',
  server_cpu_ns_per_handshake: 'perHandshake.server.cpuNs',
  server_context_switches_per_handshake: 'perHandshake.server.contextSwitches',
  server_minor_faults_per_handshake: 'perHandshake.server.minorFaults',
  server_io_calls_per_handshake: 'perHandshake.server.ioCalls',
};

/** The place of a metric of the case at `casePlace`, such as `cases[0].serviceNs.p50`. */
export function metricPlace(casePlace: string, metric: MetricName): string {
  if (metric !== 'failed_ratio') {
    return `${casePlace}.${places[metric]}`;
  }
  const failed = `${casePlace}.handshakes.failed`;
  return `${failed} / ${failed} + ${casePlace}.handshakes.established`;
}
