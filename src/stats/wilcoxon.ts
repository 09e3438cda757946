// Wilcoxon's signed-rank test: like the sign test it asks whether pairs lean to one side, but lets
// far ones count more. More powerful where pairs are symmetric, less robust where they are not.

import { midranks } from './midranks.ts';
import { normalUpperTail } from './normal.ts';

/** Most values for which every pattern of signs is counted. */
const exactCountMax = 100;

/**
 * How often chance alone would be as lopsided if the values lay symmetrically about 0: two-sided,
 * 0 to 1. Zeros are left out; 1 where nothing else remains. Exact up to 100 values, ties included:
 * all sums of ranks over all 2^n patterns of signs are counted. Beyond, the normal approximation
 * with corrections for ties and continuity.
 * Sources: Wilcoxon 1945; Streitberg & Röhmel 1986 (counting with ties); Lehmann, Nonparametrics,
 * 3.2 (approximation).
 */
export function wilcoxonChanceRatio(values: readonly number[]): number {
  const nonZero = values.filter((value) => value !== 0);
  const { doubled, tieSum } = midranks(nonZero.map(Math.abs));
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  const positive = doubled.reduce(
    (sum, rank, index) => sum + ((nonZero[index] as number) > 0 ? rank : 0),
    0,
  );
  const smaller = Math.min(positive, total - positive);
  if (nonZero.length <= exactCountMax) {
    return Math.min(1, 2 * shareOfPatterns(doubled, { sumMax: smaller }));
  }
  const count = nonZero.length;
  const variance = (count * (count + 1) * (2 * count + 1)) / 24 - tieSum / 48;
  // Doubled ranks move in steps of 2, half of which is the correction for continuity.
  const distance = Math.max(0, total / 2 - smaller - 1) / 2;
  return Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance)));
}

/** Share of the patterns of signs in which the ranks with a plus add up to at most `sumMax`. */
function shareOfPatterns(doubledRanks: readonly number[], { sumMax }: { sumMax: number }): number {
  const shares = new Float64Array(sumMax + 1);
  shares[0] = 1;
  for (const rank of doubledRanks) {
    for (let sum = sumMax; sum >= 0; sum -= 1) {
      const withRank = sum >= rank ? (shares[sum - rank] as number) : 0;
      shares[sum] = ((shares[sum] as number) + withRank) / 2;
    }
  }
  return shares.reduce((total, share) => total + share, 0);
}
