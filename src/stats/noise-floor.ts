// How far a median strays where nothing is: the noise of single values, seen on the same values
// measured twice, brought down to the noise of a median of many.

import assert from 'node:assert/strict';
import { median, nearestRankQuantile } from './quantile.ts';
import type { SeededRandom } from './random.ts';

/** How often the median may stray farther. */
const strayRatio = 0.01;

/** For whose median the floor is, and how it is drawn. */
export interface FloorDrawing {
  /** Values that the median is taken of, 1 or more. */
  readonly valueCount: number;
  readonly random: SeededRandom;
  /** At least 100, 1,000 unless given. */
  readonly resampleCount?: number;
}

/**
 * What the median of `valueCount` values stays within, 99 times in 100, where they are drawn from
 * `noise` with either sign: 0 or more, in the unit of the values; `null` without any. One value
 * far off moves it little, half of them do. Takes `resampleCount` times `valueCount` steps.
 * Source: a bootstrap under the null hypothesis of symmetry, Efron & Tibshirani 1993, chapter 16.
 */
export function medianNoiseFloor(
  noise: readonly number[],
  { valueCount, random, resampleCount = 1_000 }: FloorDrawing,
): number | null {
  assert(valueCount >= 1 && resampleCount * strayRatio >= 1, 'a median needs values');
  if (noise.length === 0) {
    return null;
  }
  const deviations = Array.from({ length: resampleCount }, () => {
    const drawn = Array.from({ length: valueCount }, () => {
      const index = random.nextIndex(2 * noise.length);
      const value = noise[Math.floor(index / 2)] as number;
      return index % 2 === 0 ? value : -value;
    });
    return Math.abs(median(drawn) as number);
  });
  return nearestRankQuantile(deviations, { ratio: 1 - strayRatio });
}
