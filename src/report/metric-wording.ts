// How each metric is spoken of: a short label for tables, and the words of a sentence that compares
// two servers by it. Every metric has an entry, so that none is shown under its inner name.

import type { MetricName } from '../model/verdict.ts';

/** Speech for one metric. */
export type MetricWording =
  | {
      /** A duration: more means longer. */
      readonly kind: 'time';
      readonly label: string;
      /** What takes the time: `for a handshake`. */
      readonly object: string;
    }
  | {
      /** An amount: more means more of the noun. */
      readonly kind: 'amount';
      readonly label: string;
      /** Third person: `completes`. */
      readonly verb: string;
      readonly noun: string;
      /** True for `fewer` and `many`, false for `less` and `much`. */
      readonly countable: boolean;
    };

/** Words for every metric. */
export const metricWordings: Readonly<Record<MetricName, MetricWording>> = {
  response_p50: time('response p50', 'from the wish to connect to the end of a handshake'),
  response_p90: time('response p90', 'for the response that 90 % of handshakes keep within'),
  response_p99: time('response p99', 'for the response that 99 % of handshakes keep within'),
  response_p999: time('response p999', 'for the response that 99.9 % of handshakes keep within'),
  service_p50: time('handshake p50', 'for a handshake'),
  service_p90: time('handshake p90', 'for the handshake that 90 % do not exceed'),
  service_p99: time('handshake p99', 'for the handshake that 99 % do not exceed'),
  handshakes_per_second: count('handshakes/s', 'completes', 'handshakes per second'),
  operation_p50: time('operation p50', 'for an operation'),
  operation_p99: time('operation p99', 'for the operation that 99 % do not exceed'),
  operations_per_second: count('operations/s', 'completes', 'operations per second'),
  bytes_per_second: count('bytes/s', 'carries', 'bytes per second'),
  failed_ratio: count('failed', 'fails', 'handshakes of those begun'),
  server_cpu_ns_per_handshake: {
    ...count('server CPU', 'uses', 'CPU time per handshake'),
    countable: false,
  },
  server_context_switches_per_handshake: count(
    'switches',
    'causes',
    'server context switches per handshake',
  ),
  server_minor_faults_per_handshake: count(
    'page faults',
    'causes',
    'minor page faults per handshake',
  ),
  server_io_calls_per_handshake: count('reads, writes', 'makes', 'reads and writes per handshake'),
};

function time(label: string, object: string): MetricWording {
  return { kind: 'time', label, object };
}

function count(label: string, verb: string, noun: string): MetricWording & { kind: 'amount' } {
  return { kind: 'amount', label, verb, noun, countable: true };
}
