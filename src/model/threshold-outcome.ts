// What a user's threshold came to: kept, or crossed, and if nobody knows, why not.

import type { MetricName } from './verdict.ts';

/** What a threshold came to for one case. */
export interface ThresholdOutcome {
  readonly text: string;
  readonly metric: MetricName;
  /** Name of the case. */
  readonly case: string;
  /** In the unit of the metric; `null`: unknown. */
  readonly value: number | null;
  /** The metric is `value` or more. */
  readonly isLowerBound: boolean;
  /** Whether it counts as crossed; also where nothing is known. */
  readonly crossed: boolean;
  /** Why it counts as crossed although no value crossed it, in a few words; `null` otherwise. */
  readonly reason: string | null;
}
