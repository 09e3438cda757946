// All verdicts of a comparison at once. Of many questions chance answers some, so a difference must
// be certain among all of them (Holm). To find that nothing differs needs no such correction: every
// single verdict has to say so (an intersection-union test, Berger 1982).

import type { CaseResult, ComparisonDesign } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { holmCorrected } from '../stats/holm.ts';
import { fewestPairsFor } from '../stats/sign-interval.ts';
import { compareCase } from './compare-case.ts';
import { defaultComparedMetrics } from './metrics.ts';

/** By which rules cases are judged. */
export interface JudgingRules {
  /** Name of the server that the others are held against. */
  readonly baseline: string;
  /** Smallest change that matters, as a ratio less 1, above 0. */
  readonly deltaRatio: number;
  /** How often one verdict by itself, and all together, may find what is not there. */
  readonly errorRatio: number;
  /** Seed of the bootstrap, a whole number from 0. */
  readonly seed: number;
  /** The pairs are of different times: see `CaseComparison`. */
  readonly isStored?: boolean;
  /** Verdicts that there will be in all where these cases are not the last; absent: these. */
  readonly familyCount?: number;
}

/** The rules of a run's own design, and the same random numbers again. */
export function rulesOfDesign(
  { deltaRatio, looks }: ComparisonDesign,
  { baseline, seed }: Pick<JudgingRules, 'baseline' | 'seed'>,
): JudgingRules {
  return { baseline, deltaRatio, errorRatio: looks.errorRatio, seed };
}

/** How many verdicts the default metrics give at most. */
export function verdictCountMax(sizes: { caseCount: number; candidateCount: number }): number {
  return sizes.caseCount * sizes.candidateCount * defaultComparedMetrics.length;
}

/**
 * A verdict for each metric of each candidate against the baseline of its group, in the order of
 * the cases. A difference that chance explains among so many verdicts is `inconclusive`. A group
 * without the baseline gives none.
 */
export function judgeCases(cases: readonly CaseResult[], rules: JudgingRules): Verdict[] {
  const { baseline: name, deltaRatio, errorRatio, seed, isStored = false } = rules;
  const options = { deltaRatio, errorRatio, seed, isStored };
  const verdicts = cases
    .filter(({ server }) => server.name === name)
    .flatMap((baseline) =>
      cases
        .filter(({ group, server }) => group === baseline.group && server.name !== name)
        .flatMap((candidate) => compareCase({ baseline, candidate, ...options })),
    );
  return corrected(verdicts, rules);
}

/**
 * Whether more pairs, up to `pairCount`, might settle what is open: on which side of what matters
 * the change is. An interval shrinks with the root of the number of pairs; where even the one to be
 * expected at the end would leave the question open, more pairs are a waste of time. What matters
 * is here `deltaRatio`, as the user set it: a floor above it may be that of one odd A/A pair among
 * few, and more of them bring it down.
 */
export function isWorthMorePairs(
  verdict: Verdict,
  { pairCount, deltaRatio }: { pairCount: number; deltaRatio: number },
): boolean {
  if (verdict.verdict !== 'inconclusive' && verdict.verdict !== 'minor') {
    return false;
  }
  if (verdict.interval === null || verdict.ratio === null) {
    return true;
  }
  const centre = Math.log(verdict.ratio);
  const delta = Math.log1p(deltaRatio);
  const shrinkRatio = Math.sqrt(verdict.pairCount / pairCount);
  const [low, high] = verdict.interval.map(
    (bound) => centre + (Math.log(bound) - centre) * shrinkRatio,
  ) as [number, number];
  const isWithin = -delta <= low && high <= delta;
  return isWithin || low > delta || high < -delta;
}

function corrected(verdicts: readonly Verdict[], rules: JudgingRules): Verdict[] {
  const known = verdicts.flatMap(({ chanceRatio }) => chanceRatio ?? []);
  const familyCount = Math.max(known.length, rules.familyCount ?? 0);
  const chances = holmCorrected(known, { familyCount }).values();
  return verdicts.map((verdict) => {
    if (verdict.chanceRatio === null) {
      return verdict;
    }
    const correctedChanceRatio = chances.next().value ?? 1;
    const isClaim = verdict.verdict !== 'equivalent' && verdict.verdict !== 'inconclusive';
    return isClaim && correctedChanceRatio > rules.errorRatio
      ? {
          ...verdict,
          correctedChanceRatio,
          verdict: 'inconclusive',
          reason: whyWithdrawn(verdict, { familyCount, errorRatio: rules.errorRatio }),
        }
      : { ...verdict, correctedChanceRatio };
  });
}

function whyWithdrawn(
  { pairCount }: Verdict,
  { familyCount, errorRatio }: { familyCount: number; errorRatio: number },
): string {
  const neededCount = fewestPairsFor({ errorRatio: errorRatio / familyCount });
  return pairCount < neededCount
    ? `${pairCount} of the ${neededCount} pairs that ${familyCount} verdicts at once need`
    : `among ${familyCount} verdicts chance explains it`;
}
