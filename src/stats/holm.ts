// Holm's correction: of many questions chance answers some. With it, the probability of one wrong
// answer among all is what it would be for a single question.

import assert from 'node:assert/strict';

/**
 * The probabilities of chance (0 to 1) as they count among `familyCount` questions, in the order
 * given and each at least what it was: of the smallest there are `familyCount`, of the next one
 * less. `familyCount` is at least their number, which it is unless given; a larger one stands for
 * questions that are still to come. An empty list gives an empty one.
 * Source: Holm 1979, Scandinavian Journal of Statistics 6.
 */
export function holmCorrected(
  chanceRatios: readonly number[],
  { familyCount = chanceRatios.length }: { familyCount?: number } = {},
): number[] {
  assert(familyCount >= chanceRatios.length, 'a family holds at least its members');
  const ranked = [...chanceRatios.entries()].sort(([, left], [, right]) => left - right);
  const corrected = [...chanceRatios];
  let largest = 0;
  for (const [rank, [index, chanceRatio]] of ranked.entries()) {
    largest = Math.max(largest, Math.min(1, chanceRatio * (familyCount - rank)));
    corrected[index] = largest;
  }
  return corrected;
}
