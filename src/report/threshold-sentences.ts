// What became of a user's thresholds, in sentences that every format shares; the crossed ones
// first.

import type { Run } from '../model/run.ts';
import type { ThresholdOutcome } from '../model/threshold-outcome.ts';
import { formatMetric } from './metric-figure.ts';

/**
 * One sentence for each threshold and case: `CROSSED: response_p99<2ms; basic, 1 client,
 * same core: ≥ 3.10 ms.` None for a run without thresholds.
 */
export function thresholdSentences(run: Run): string[] {
  return [...crossedSentences(run), ...keptSentences(run)];
}

/** Those of thresholds that were crossed. */
export function crossedSentences({ thresholds = [] }: Run): string[] {
  return thresholds.filter(({ crossed }) => crossed).map(thresholdSentence);
}

/** Those of thresholds that were kept. */
export function keptSentences({ thresholds = [] }: Run): string[] {
  return thresholds.filter(({ crossed }) => !crossed).map(thresholdSentence);
}

function thresholdSentence(outcome: ThresholdOutcome): string {
  const { text, metric, value, isLowerBound, crossed, reason } = outcome;
  const figure =
    value === null ? 'unknown' : `${isLowerBound ? '≥ ' : ''}${formatMetric(metric, value)}`;
  const because = reason === null ? '' : ` (${reason})`;
  return `${crossed ? 'CROSSED' : 'kept'}: ${text}; ${outcome.case}: ${figure}${because}.`;
}
