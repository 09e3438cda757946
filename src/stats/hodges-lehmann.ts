// A second estimate of the centre beside the median: it uses every value, so that a sample whose
// halves pull apart shows as a difference between the two.

import { median } from './quantile.ts';

/**
 * The Hodges-Lehmann estimate: the median of the means of all pairs of values, each value paired
 * with itself too. In the unit of the values; `null` for an empty sample. n values take n²/2 steps.
 * Source: Hodges & Lehmann 1963, Annals of Mathematical Statistics 34.
 */
export function hodgesLehmann(values: readonly number[]): number | null {
  const means: number[] = [];
  for (const [index, left] of values.entries()) {
    for (const right of values.slice(index)) {
      means.push(left + (right - left) / 2);
    }
  }
  return median(means);
}
