// The sign test turned into an interval for the median: two order statistics, symmetric in rank.
// It assumes nothing of the distribution but that pairs are independent, so outliers cannot widen
// it and skew cannot bias it. Also the power of that test, from the spread of the same pairs.

import assert from 'node:assert/strict';
import { binomialCdf } from './binomial.ts';
import { ascending, median, nearestRankQuantile } from './quantile.ts';

/** How often an interval may miss the true median, unless it is told otherwise. */
export const defaultErrorRatio = 0.05;

/** Fewest values for which any interval covers the median with 95 %. */
export const fewestPairs = fewestPairsFor({ errorRatio: defaultErrorRatio });

/** How often an effect must be found to count as detectable. */
const powerRatio = 0.8;

/** Halvings of [1/2, 1] after which a probability is known to 2^-41. */
const bisectionCount = 40;

/** Ranks from 1, both included, and the probability that they enclose the median. */
export interface SignRanks {
  readonly lowerRank: number;
  readonly upperRank: number;
  /** At least 1 less the error allowed. */
  readonly coverageRatio: number;
}

/** An interval for a median, in the unit of the values. */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** Probability that it covers the true median. */
  readonly coverageRatio: number;
}

/** How often an interval may miss the true median: above 0, below 1; 0.05 unless given. */
export interface IntervalError {
  readonly errorRatio?: number;
}

/** Fewest values of which the extremes enclose the median often enough: 2^(1 - n) is the error. */
export function fewestPairsFor({ errorRatio }: { errorRatio: number }): number {
  assert(errorRatio > 0 && errorRatio < 1, 'an error is a probability');
  return Math.ceil(1 - Math.log2(errorRatio));
}

/**
 * The narrowest pair of order statistics, k-th from below and k-th from above, that misses the
 * median seldom enough: 2 P(B < k) for B binomial with n = `valueCount` and 1/2. Of 20 it is the
 * 6th to the 15th, which cover it with 95.9 %. `null` for so few values (below 6) that even the
 * extremes do not suffice.
 * Source: Thompson 1936; Conover, Practical Nonparametric Statistics, 3.2.
 */
export function signRanks(
  valueCount: number,
  { errorRatio = defaultErrorRatio }: IntervalError = {},
): SignRanks | null {
  let ranks: SignRanks | null = null;
  for (let lowerRank = 1; lowerRank <= valueCount / 2; lowerRank += 1) {
    const tail = binomialCdf(lowerRank - 1, { trialCount: valueCount, successRatio: 0.5 });
    const coverageRatio = 1 - 2 * tail;
    if (2 * tail > errorRatio) {
      break;
    }
    ranks = { lowerRank, upperRank: valueCount + 1 - lowerRank, coverageRatio };
  }
  return ranks;
}

/** The interval of `signRanks` for a sample of finite values; `null` for too few of them. */
export function signInterval(
  values: readonly number[],
  error: IntervalError = {},
): MedianInterval | null {
  const ranks = signRanks(values.length, error);
  const sorted = ascending(values);
  const low = sorted[(ranks?.lowerRank ?? 0) - 1];
  const high = sorted[(ranks?.upperRank ?? 0) - 1];
  return ranks === null || low === undefined || high === undefined
    ? null
    : { low, high, coverageRatio: ranks.coverageRatio };
}

/**
 * The smallest shift, 0 or more and in the unit of the values, that the interval of as many values
 * of this spread would tell from no shift four times in five; `null` for too few values.
 *
 * The interval excludes 0 when at least m = n + 1 - k values have the sign of the shift. That has
 * probability P(B >= m), B binomial with n and p, where p is the share of values whose deviation
 * from the median does not outweigh the shift. So the p at which P(B >= m) is 80 % is found by
 * bisection, and the shift is the p-quantile of the deviations, on the worse of the two sides.
 * Source: the power of the sign test, Noether 1987 (JASA 82), with empirical deviations.
 */
export function detectableShift(
  values: readonly number[],
  error: IntervalError = {},
): number | null {
  const ranks = signRanks(values.length, error);
  const centre = median(values);
  if (ranks === null || centre === null) {
    return null;
  }
  const ratio = shareForPower({ trialCount: values.length, neededCount: ranks.upperRank });
  const above = nearestRankQuantile(
    values.map((value) => value - centre),
    { ratio },
  );
  const below = nearestRankQuantile(
    values.map((value) => centre - value),
    { ratio },
  );
  return Math.max(0, above ?? 0, below ?? 0);
}

/** The p at which `neededCount` or more of `trialCount` succeed with the wanted power. */
function shareForPower({ trialCount, neededCount }: { trialCount: number; neededCount: number }) {
  let low = 0.5;
  let high = 1;
  for (let step = 0; step < bisectionCount; step += 1) {
    const successRatio = (low + high) / 2;
    const power = 1 - binomialCdf(neededCount - 1, { trialCount, successRatio });
    if (power < powerRatio) {
      low = successRatio;
    } else {
      high = successRatio;
    }
  }
  return high;
}
