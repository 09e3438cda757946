// Tail probabilities of the binomial distribution, exact up to rounding. Terms are kept as
// logarithms, so that thousands of trials do not underflow.

import assert from 'node:assert/strict';

/**
 * Probability of at most `successCount` successes in `trialCount` independent trials that each
 * succeed with probability `successRatio` (0 to 1). Below 0 successes it is 0, from `trialCount`
 * on it is 1. The loop takes at most `trialCount` steps. Source: the closed form of each term.
 */
export function binomialCdf(
  successCount: number,
  { trialCount, successRatio }: { trialCount: number; successRatio: number },
): number {
  assert(Number.isSafeInteger(trialCount) && trialCount >= 0, 'trials are counted');
  assert(successRatio >= 0 && successRatio <= 1, 'a probability lies between 0 and 1');
  if (successCount < 0) {
    return 0;
  }
  if (successCount >= trialCount || successRatio === 0) {
    return 1;
  }
  if (successRatio === 1) {
    return 0;
  }
  const logOdds = Math.log(successRatio) - Math.log1p(-successRatio);
  let logTerm = trialCount * Math.log1p(-successRatio);
  let probability = Math.exp(logTerm);
  for (let successes = 1; successes <= successCount; successes += 1) {
    logTerm += Math.log((trialCount - successes + 1) / successes) + logOdds;
    probability += Math.exp(logTerm);
  }
  return Math.min(1, probability);
}
