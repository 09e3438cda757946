// The sign test as probabilities of chance, beside the interval of sign-interval.ts: with the same
// counts, so that the one excludes a value exactly where the other finds it improbable.

import { binomialCdf } from './binomial.ts';

/**
 * How often chance alone would be as lopsided if the true median were 0: two-sided, 0 to 1; 1 for
 * an empty sample. A value of 0 counts for neither side, as in the interval.
 * Source: Conover, Practical Nonparametric Statistics, 3.4, with zeros kept.
 */
export function signChanceRatio(values: readonly number[]): number {
  const above = values.filter((value) => value > 0).length;
  const below = values.filter((value) => value < 0).length;
  return twoSided(Math.max(above, below), values.length);
}

/**
 * How often as many values would lie within ±`delta` (0 or more) on the less clear side if the true
 * median lay just beyond it: 0 to 1, 1 for an empty sample. Two one-sided tests, doubled, so that
 * it is at most the error of an interval exactly where that interval lies within ±`delta`.
 * Source: Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15, with sign tests.
 */
export function equivalenceChanceRatio(
  values: readonly number[],
  { delta }: { delta: number },
): number {
  const notAbove = values.filter((value) => value <= delta).length;
  const notBelow = values.filter((value) => value >= -delta).length;
  return twoSided(Math.min(notAbove, notBelow), values.length);
}

/** 2 P(B >= count), B binomial with n = `trialCount` and 1/2, at most 1. */
function twoSided(count: number, trialCount: number): number {
  if (count === 0) {
    return 1;
  }
  return Math.min(1, 2 * binomialCdf(trialCount - count, { trialCount, successRatio: 0.5 }));
}
