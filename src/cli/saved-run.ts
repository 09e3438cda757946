// A run from its file, or what a journal holds of one that never came to its end: then it is judged
// here, as it would have been at its end.

import { judgeCases, rulesOfDesign } from '../compare/judge-cases.ts';
import type { Run } from '../model/run.ts';
import { judgeValidity } from '../model/validity.ts';
import { loadRun } from '../store/run-file.ts';
import { journalEnding, readJournal } from '../store/run-journal.ts';

/** The run of a results file or of a journal. Throws what `loadRun` and `readJournal` throw. */
export async function savedRun(path: string): Promise<Run> {
  return path.endsWith(journalEnding) ? judged(await readJournal(path)) : await loadRun(path);
}

function judged(run: Run): Run {
  const { cases, design, kind, seed } = run;
  const validity = judgeValidity(cases, { design });
  if (design === null || kind !== 'compare') {
    return { ...run, validity };
  }
  const baseline = cases[0]?.server.name ?? '';
  const verdicts = judgeCases(cases, rulesOfDesign(design, { baseline, seed }));
  return { ...run, validity, verdicts };
}
