// When a comparison is looked at, and how much error each look may make. To look several times and
// stop when the answer pleases is wrong more often than each look says; so looks are planned, and
// each is stricter.

import { defaultErrorRatio } from '../stats/sign-interval.ts';

/** After how many pairs verdicts are looked at, ascending, and the error that a look may make. */
export interface PlannedLooks {
  /** At least one; the last is the most that is measured. */
  readonly pairCounts: readonly number[];
  /** How often the interval of one look may miss the true ratio. */
  readonly errorRatio: number;
}

/**
 * The looks of a comparison whose pairs nobody chose: after 12, 20 and 30 pairs, with 2.2 % each,
 * which together stay below 5 %. Source: Pocock 1977, Biometrika 64: three looks at 0.0221.
 */
export const plannedLooks: PlannedLooks = { pairCounts: [12, 20, 30], errorRatio: 0.022 };

/** One look after exactly `pairCount` pairs, with the whole error of 5 %. */
export function singleLook(pairCount: number): PlannedLooks {
  return { pairCounts: [pairCount], errorRatio: defaultErrorRatio };
}

/** The most pairs of different servers that the looks lead to. */
export function mostPairs({ pairCounts }: PlannedLooks): number {
  return Math.max(...pairCounts);
}
