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

/** How many samples are drawn, and how many of their medians lie outside. */
export interface Resampling {
  readonly random: SeededRandom;
  /** Share of the medians outside, half on each side: above 0, below 1; 0.05 unless given. */
  readonly errorRatio?: number;
  /** At least as many that one lies outside on each side; 2,000 unless given. */
  readonly resampleCount?: number;
}

/**
 * The middle of the medians of samples drawn with replacement, 95 % of them unless told otherwise;
 * `null` for an empty sample. Takes `resampleCount` times n steps.
 * Source: the percentile method, Efron & Tibshirani 1993, chapter 13.
 */
export function bootstrapMedianInterval(
  values: readonly number[],
  { random, errorRatio = 0.05, resampleCount = 2_000 }: Resampling,
): BootstrapInterval | null {
  const tailRatio = errorRatio / 2;
  assert(resampleCount * tailRatio >= 1, 'tails need resamples');
  if (values.length === 0) {
    return null;
  }
  const medians = Array.from({ length: resampleCount }, () => {
    const resample = values.map(() => values[random.nextIndex(values.length)] ?? Number.NaN);
    return median(resample) ?? Number.NaN;
  });
  const low = nearestRankQuantile(medians, { ratio: tailRatio });
  const high = nearestRankQuantile(medians, { ratio: 1 - tailRatio });
  return low === null || high === null ? null : { low, high };
}
