// The highest rate that keeps an objective: geometric growth until it is broken, bisection in
// between, and then both ends again, until each has been seen often enough. A single lucky or
// unlucky probe is outvoted later. Where to look next depends on nothing but what was seen.

import assert from 'node:assert/strict';

/** Where to search, and how closely. */
export interface RateSearchPlan {
  /** First probe; above 0. */
  readonly startPerSecond: number;
  /** No rate below is tried; above 0, at most the start. */
  readonly leastPerSecond: number;
  /** No rate above is tried; at least the start. */
  readonly mostPerSecond: number;
  /** The broken rate may lie this much above the kept one: 0.05 is 5 %. Above 0. */
  readonly precisionRatio: number;
  /** Most probes that are spent; 1 or more. */
  readonly probeLimit: number;
}

/** What is known of a rate. */
export interface RateTally {
  readonly ratePerSecond: number;
  readonly keptCount: number;
  readonly brokenCount: number;
}

/** What a search came to. */
export interface RateSearchOutcome {
  /**
   * `found`: kept and broken rate are confirmed and close together; `none`: the least rate is
   * broken, confirmed; `unbounded`: the highest rate is kept, confirmed; `unsettled`: the probes
   * were used up; `aborted`: the probe did not answer any more.
   */
  readonly kind: 'found' | 'none' | 'unbounded' | 'unsettled' | 'aborted';
  /** Highest rate of which most probes kept the objective; `null`: none. */
  readonly keptPerSecond: number | null;
  /** Lowest rate above it of which most probes broke the objective; `null`: none. */
  readonly brokenPerSecond: number | null;
  /** In the order in which rates were first tried. */
  readonly tallies: readonly RateTally[];
  readonly probeCount: number;
}

/** Loads at a rate and says whether the objective was kept; `null`: it was stopped. */
export type RateProbe = (ratePerSecond: number) => Promise<boolean | null>;

/** Growth, and shrinkage, while only one side of the answer is known. */
const growthRatio = 2;

/** A rate is confirmed when one side leads by this many probes. */
const confirmingLead = 2;

/**
 * Searches with one probe at a time. The objective is taken to be kept below some rate and broken
 * above it, apart from chance; where it is not, the lowest rate that breaks it counts.
 */
export async function searchRate(
  plan: RateSearchPlan,
  probe: RateProbe,
): Promise<RateSearchOutcome> {
  assert(plan.leastPerSecond > 0 && plan.leastPerSecond <= plan.startPerSecond, 'a least rate');
  assert(plan.startPerSecond <= plan.mostPerSecond, 'a highest rate');
  assert(plan.precisionRatio > 0 && plan.probeLimit >= 1, 'a precision and a limit');
  let tallies: readonly RateTally[] = [];
  for (let probeCount = 0; probeCount < plan.probeLimit; probeCount += 1) {
    const step = nextStep(plan, tallies);
    if (step.kind !== 'probe') {
      return { ...ends(tallies), kind: step.kind, tallies, probeCount };
    }
    const isKept = await probe(step.ratePerSecond);
    if (isKept === null) {
      return { ...ends(tallies), kind: 'aborted', tallies, probeCount };
    }
    tallies = counted(tallies, { ratePerSecond: step.ratePerSecond, isKept });
  }
  const step = nextStep(plan, tallies);
  const kind = step.kind === 'probe' ? 'unsettled' : step.kind;
  return { ...ends(tallies), kind, tallies, probeCount: plan.probeLimit };
}

type Step =
  | { readonly kind: 'probe'; readonly ratePerSecond: number }
  | { readonly kind: 'found' | 'none' | 'unbounded' };

/** The rate to try next, or that nothing is left to try. */
export function nextStep(plan: RateSearchPlan, tallies: readonly RateTally[]): Step {
  const { keptPerSecond: kept, brokenPerSecond: broken } = ends(tallies);
  if (kept === null && broken === null) {
    return probeAt(plan.startPerSecond);
  }
  if (kept === null) {
    return broken === plan.leastPerSecond
      ? confirm(tallies, [broken], 'none')
      : probeAt(Math.max(plan.leastPerSecond, (broken ?? 0) / growthRatio));
  }
  if (broken === null) {
    return kept === plan.mostPerSecond
      ? confirm(tallies, [kept], 'unbounded')
      : probeAt(Math.min(plan.mostPerSecond, kept * growthRatio));
  }
  return broken / kept > 1 + plan.precisionRatio
    ? probeAt(Math.sqrt(kept * broken))
    : confirm(tallies, [kept, broken], 'found');
}

function probeAt(ratePerSecond: number): Step {
  return { kind: 'probe', ratePerSecond };
}

/** Tries each of the rates again that is not confirmed, the one with the smallest lead first. */
function confirm(
  tallies: readonly RateTally[],
  rates: readonly number[],
  done: 'found' | 'none' | 'unbounded',
): Step {
  const [weakest] = tallies
    .filter(({ ratePerSecond }) => rates.includes(ratePerSecond))
    .filter((tally) => leadOf(tally) < confirmingLead)
    .sort((left, right) => leadOf(left) - leadOf(right));
  return weakest === undefined ? { kind: done } : probeAt(weakest.ratePerSecond);
}

function leadOf({ keptCount, brokenCount }: RateTally): number {
  return Math.abs(keptCount - brokenCount);
}

/** The lowest rate that most probes broke, and the highest below it that most probes kept. */
function ends(tallies: readonly RateTally[]) {
  const broken = tallies.filter((tally) => tally.brokenCount > tally.keptCount);
  const brokenPerSecond = broken.reduce<number | null>((lowest, { ratePerSecond }) => {
    return lowest === null ? ratePerSecond : Math.min(lowest, ratePerSecond);
  }, null);
  const kept = tallies.filter(
    (tally) =>
      tally.keptCount > tally.brokenCount &&
      (brokenPerSecond === null || tally.ratePerSecond < brokenPerSecond),
  );
  const keptPerSecond = kept.reduce<number | null>((highest, { ratePerSecond }) => {
    return highest === null ? ratePerSecond : Math.max(highest, ratePerSecond);
  }, null);
  return { keptPerSecond, brokenPerSecond };
}

function counted(
  tallies: readonly RateTally[],
  { ratePerSecond, isKept }: { ratePerSecond: number; isKept: boolean },
): RateTally[] {
  const before = tallies.find((tally) => tally.ratePerSecond === ratePerSecond);
  const after: RateTally = {
    ratePerSecond,
    keptCount: (before?.keptCount ?? 0) + (isKept ? 1 : 0),
    brokenCount: (before?.brokenCount ?? 0) + (isKept ? 0 : 1),
  };
  return before === undefined
    ? [...tallies, after]
    : tallies.map((tally) => (tally === before ? after : tally));
}
