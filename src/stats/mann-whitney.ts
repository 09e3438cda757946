// The Mann-Whitney test of two unpaired samples. No verdict rests on it: it is what is commonly
// used in its place, so that measuring.md can say what that would have found.

import { midranks } from './midranks.ts';
import { normalUpperTail } from './normal.ts';

/** Most values of both samples together for which every way to choose is counted. */
const exactCountMax = 60;

/**
 * How often chance alone would set two samples of one distribution as far apart: two-sided, 0 to 1;
 * 1 where one is empty. Exact up to 60 values in all, ties included; beyond, the normal
 * approximation with corrections for ties and continuity.
 * Sources: Mann & Whitney 1947; Lehmann, Nonparametrics, 1.3 to 1.5.
 */
export function mannWhitneyChanceRatio(
  first: readonly number[],
  second: readonly number[],
): number {
  const count = first.length + second.length;
  const { doubled, tieSum } = midranks([...first, ...second]);
  const rankSum = doubled.slice(0, first.length).reduce((sum, rank) => sum + rank, 0);
  // Doubled ranks of the first sample add up to this on average.
  const expectedSum = first.length * (count + 1);
  const distance = Math.abs(rankSum - expectedSum);
  if (count <= exactCountMax) {
    return shareOfChoices(doubled, { chosenCount: first.length, expectedSum, distance });
  }
  const tieRatio = tieSum / (count * (count - 1));
  const variance = (first.length * second.length * (count + 1 - tieRatio)) / 12;
  const corrected = Math.max(0, distance - 1) / 2;
  return variance === 0 ? 1 : Math.min(1, 2 * normalUpperTail(corrected / Math.sqrt(variance)));
}

interface Choice {
  readonly chosenCount: number;
  readonly expectedSum: number;
  readonly distance: number;
}

/** Share of the ways to choose ranks whose sum lies at least `distance` from the expected one. */
function shareOfChoices(doubledRanks: readonly number[], choice: Choice): number {
  const { chosenCount, expectedSum, distance } = choice;
  const sumMax = doubledRanks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: chosenCount + 1 }, () => new Float64Array(sumMax + 1));
  (ways[0] as Float64Array)[0] = 1;
  for (const rank of doubledRanks) {
    for (let chosen = chosenCount; chosen > 0; chosen -= 1) {
      const [to, from] = [ways[chosen] as Float64Array, ways[chosen - 1] as Float64Array];
      for (let sum = sumMax; sum >= rank; sum -= 1) {
        to[sum] = (to[sum] as number) + (from[sum - rank] as number);
      }
    }
  }
  const bySum = ways[chosenCount] as Float64Array;
  const total = bySum.reduce((sum, way) => sum + way, 0);
  const distant = bySum.reduce(
    (sum, way, rankSum) => sum + (Math.abs(rankSum - expectedSum) >= distance ? way : 0),
    0,
  );
  return distant / total;
}
