// Sums many verdicts up as one word, for an exit code. What to do about it is not decided here.

import type { Verdict, VerdictWord } from '../model/verdict.ts';

/**
 * From the word that must not be overlooked to the one that asks for nothing: what became worse,
 * what may have and nobody knows, small differences that are certain, what became better.
 */
export const verdictsFromWorst: readonly VerdictWord[] = [
  'regressed',
  'inconclusive',
  'minor',
  'improved',
  'equivalent',
];

/**
 * The word that must not be overlooked: any regression, else any open question, else `minor`,
 * `improved`, `equivalent`. No verdicts at all are `inconclusive`: nothing was compared.
 */
export function worstVerdict(verdicts: readonly Verdict[]): VerdictWord {
  const words = new Set(verdicts.map(({ verdict }) => verdict));
  return verdictsFromWorst.find((word) => words.has(word)) ?? 'inconclusive';
}
