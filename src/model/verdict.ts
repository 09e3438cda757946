// The outcome of a comparison for one metric: numbers first, the word last.

/** The metrics that verdicts, thresholds and exports name. */
export const metricNames = [
  'response_p50',
  'response_p90',
  'response_p99',
  'response_p999',
  'service_p50',
  'service_p90',
  'service_p99',
  'handshakes_per_second',
  'operation_p50',
  'operation_p99',
  'operations_per_second',
  'bytes_per_second',
  'failed_ratio',
  'server_cpu_ns_per_handshake',
  'server_context_switches_per_handshake',
  'server_minor_faults_per_handshake',
  'server_io_calls_per_handshake',
] as const;

/** The name of a metric. */
export type MetricName = (typeof metricNames)[number];

/** `minor` excludes no change but does not reach beyond what matters. */
export type VerdictWord = 'regressed' | 'improved' | 'equivalent' | 'minor' | 'inconclusive';

/** One metric of one candidate against the baseline. */
export interface Verdict {
  /** The group of the two cases: load and placement. */
  readonly group: string;
  readonly metric: MetricName;
  /** Name of the baseline server. */
  readonly baseline: string;
  /** Name of the candidate server. */
  readonly candidate: string;
  /** Candidate over baseline, from the median of the pairs' log ratios; `null` without pairs. */
  readonly ratio: number | null;
  /** Order-statistic interval of `ratio`; `null` with too few pairs, 6 at least. */
  readonly interval: readonly [number, number] | null;
  /** Probability that the interval covers the true ratio, 0 to 1. */
  readonly confidenceRatio: number | null;
  /** How often chance alone would make the pairs as lopsided, 0 to 1; `null` without pairs. */
  readonly chanceRatio: number | null;
  /** The same with Holm's correction for all verdicts of the run. */
  readonly correctedChanceRatio: number | null;
  /** Pairs that had a value on both sides. */
  readonly pairCount: number;
  readonly samePairCount: number;
  /** Where the median of as many A/A pairs stays within, 99 times in 100; `null` without any. */
  readonly floorRatio: number | null;
  /** Smallest ratio, above 1, that this many pairs of this spread could have found. */
  readonly detectableRatio: number | null;
  /** exp(δ): the ratio beyond which a change matters; at least the floor. */
  readonly deltaRatio: number;
  readonly verdict: VerdictWord;
  /** Why it is inconclusive, in words; `null` otherwise. */
  readonly reason: string | null;
}
