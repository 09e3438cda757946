// What became of a user's thresholds, in sentences that every format shares; the crossed ones
// first.

import type { Run } from '../model/run.ts';
import type { ThresholdOutcome } from '../model/threshold-outcome.ts';
import { formatMetric } from './metric-figure.ts';
import { type Prose, say, traced, type Words } from './prose.ts';

/**
 * One sentence for each threshold and case: `CROSSED: response_p99<2ms; basic, 1 client,
 * same core: ≥ 3.10 ms.` None for a run without thresholds.
 */
export function thresholdSentences(run: Pick<Run, 'thresholds'>): Prose[] {
  return [...crossedSentences(run), ...keptSentences(run)];
}

/** Those of thresholds that were crossed. */
export function crossedSentences(run: Pick<Run, 'thresholds'>): Prose[] {
  return sentencesOf(run, ({ crossed }) => crossed);
}

/** Those of thresholds that were kept. */
export function keptSentences(run: Pick<Run, 'thresholds'>): Prose[] {
  return sentencesOf(run, ({ crossed }) => !crossed);
}

function sentencesOf(
  { thresholds = [] }: Pick<Run, 'thresholds'>,
  isWanted: (outcome: ThresholdOutcome) => boolean,
): Prose[] {
  return thresholds.flatMap((outcome, index) =>
    isWanted(outcome) ? [thresholdSentence(outcome, `thresholds[${index}]`)] : [],
  );
}

function thresholdSentence(outcome: ThresholdOutcome, place: string): Prose {
  const { text, metric, value, isLowerBound, crossed, reason } = outcome;
  const figure: Words =
    value === null
      ? 'unknown'
      : say`${isLowerBound ? '≥ ' : ''}${traced(`${place}.value`, formatMetric(metric, value))}`;
  const because = reason === null ? '' : say` (${traced(`${place}.reason`, reason)})`;
  const limit = traced(`${place}.text`, text);
  const end = say`${traced(`${place}.case`, outcome.case)}: ${figure}${because}`;
  return say`${crossed ? 'CROSSED' : 'kept'}: ${limit}; ${end}.`;
}
