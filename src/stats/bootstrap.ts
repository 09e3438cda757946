// A bootstrap interval for a median. Each value is already the difference of a pair, so drawing
// values with replacement keeps pairs together. Seeded: the same input gives the same interval.

import assert from 'node:assert/strict';
import { median, nearestRankQuantile } from './quantile.ts';
import type { SeededRandom } from './random.ts';

/** An interval without a guaranteed coverage, in the unit of the values. */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The middle 95 % of the medians of `resampleCount` samples drawn with replacement; `null` for an
 * empty sample. Takes `resampleCount` (at least 40, default 2,000) times n steps.
 * Source: the percentile method, Efron & Tibshirani 1993, chapter 13.
 */
export function bootstrapMedianInterval(
  values: readonly number[],
  { random, resampleCount = 2_000 }: { random: SeededRandom; resampleCount?: number },
): BootstrapInterval | null {
  assert(resampleCount >= 40, 'tails of 2.5 % need 40 resamples');
  if (values.length === 0) {
    return null;
  }
  const medians = Array.from({ length: resampleCount }, () => {
    const resample = values.map(() => values[random.nextIndex(values.length)] ?? Number.NaN);
    return median(resample) ?? Number.NaN;
  });
  const low = nearestRankQuantile(medians, { ratio: 0.025 });
  const high = nearestRankQuantile(medians, { ratio: 0.975 });
  return low === null || high === null ? null : { low, high };
}
