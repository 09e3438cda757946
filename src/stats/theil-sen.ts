// The slope of a series that outliers do not turn: the median of the slopes of all pairs, and how
// often chance alone would order the points as much.

import { median } from './quantile.ts';

/** A straight drift through a series. */
export interface Drift {
  /** Change of the value from one point to the next. */
  readonly slopePerPoint: number;
  /** Probability, 0 to 1, that points without any drift are ordered as much, either way. */
  readonly chanceRatio: number;
}

/**
 * The drift of equally spaced values: Theil-Sen slope, and Kendall's test of it in the normal
 * approximation with the correction for ties. `null` with fewer than 3 values. n values take n²/2
 * steps. Sources: Theil 1950; Sen 1968, JASA 63; Kendall 1975, Rank Correlation Methods, ch. 4.
 */
export function theilSen(values: readonly number[]): Drift | null {
  if (values.length < 3) {
    return null;
  }
  const slopes: number[] = [];
  let score = 0;
  for (const [index, left] of values.entries()) {
    for (let later = index + 1; later < values.length; later += 1) {
      const rise = (values[later] ?? 0) - left;
      slopes.push(rise / (later - index));
      score += Math.sign(rise);
    }
  }
  const spread = Math.sqrt(scoreVariance(values));
  const distance = spread === 0 ? 0 : Math.max(0, Math.abs(score) - 1) / spread;
  return { slopePerPoint: median(slopes) ?? 0, chanceRatio: normalTwoSided(distance) };
}

/** Variance of Kendall's score where nothing drifts. */
function scoreVariance(values: readonly number[]): number {
  const countByValue = new Map<number, number>();
  for (const value of values) {
    countByValue.set(value, (countByValue.get(value) ?? 0) + 1);
  }
  const term = (count: number) => count * (count - 1) * (2 * count + 5);
  const ties = [...countByValue.values()].reduce((sum, count) => sum + term(count), 0);
  return (term(values.length) - ties) / 18;
}

/**
 * The probability that a standard normal value is at least this far from 0, to 1.2·10^-7 of
 * itself. Source: Press et al. 1992, Numerical Recipes, erfc by a Chebyshev fit.
 */
function normalTwoSided(distance: number): number {
  const x = distance / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.265_512_23, 1.000_023_68, 0.374_091_96, 0.096_784_18, -0.186_288_06, 0.278_868_07,
    -1.135_203_98, 1.488_515_87, -0.822_152_23, 0.170_872_77,
  ];
  const series = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.min(1, t * Math.exp(-x * x + series));
}
