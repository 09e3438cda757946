// Which metrics are compared, which direction is better, and their values in a block or a case.
// What each metric means is said in model/metric-values.ts.

import type { Block } from '../model/block.ts';
import { caseTotals } from '../model/case-totals.ts';
import { metricFacts } from '../model/metric-facts.ts';
import { type MetricValues, metricValues } from '../model/metric-values.ts';
import type { CaseResult } from '../model/run.ts';
import type { MetricName } from '../model/verdict.ts';

export type { MetricValues } from '../model/metric-values.ts';

/** The metrics that are compared unless the user names others. */
export const defaultComparedMetrics: readonly MetricName[] = [
  'service_p50',
  'service_p90',
  'service_p99',
  'handshakes_per_second',
  'server_cpu_ns_per_handshake',
  'server_context_switches_per_handshake',
  'server_io_calls_per_handshake',
];

/** Whether a larger value is the better one. */
export function isHigherBetter(metric: MetricName): boolean {
  return metricFacts[metric].better === 'higher';
}

/**
 * Every metric of one block. `null`: nobody measured it, nothing happened, or fewer than 10 samples
 * lie beyond the percentile.
 */
export function blockMetrics(block: Block): MetricValues {
  return metricValues(block);
}

/** Every metric of a case, read from the sum of its blocks; `null` as in `blockMetrics`. */
export function caseMetrics(caseResult: CaseResult): MetricValues {
  return metricValues(caseTotals(caseResult));
}
