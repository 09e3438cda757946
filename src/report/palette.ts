// The colours of a terminal report, by meaning. Whether colour is allowed is the caller's decision;
// with it off every function returns its text as it is.

import picocolors from 'picocolors';
import type { Severity } from '../model/finding.ts';
import type { VerdictWord } from '../model/verdict.ts';

/** What a colour stands for. */
export interface Palette {
  readonly title: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly verdict: (word: VerdictWord, text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

/** The colours, or with `enabled` false the same functions without any. */
export function palette(enabled: boolean): Palette {
  const colours = picocolors.createColors(enabled);
  const byWord: Readonly<Record<VerdictWord, (text: string) => string>> = {
    regressed: colours.red,
    improved: colours.green,
    equivalent: colours.cyan,
    minor: colours.yellow,
    inconclusive: colours.yellow,
  };
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    good: colours.green,
    note: colours.cyan,
    warning: colours.yellow,
    problem: colours.red,
  };
  return {
    title: (text) => colours.bold(colours.underline(text)),
    strong: colours.bold,
    faint: colours.dim,
    bad: colours.red,
    verdict: (word, text) => byWord[word](text),
    severity: (severity, text) => bySeverity[severity](text),
  };
}
