// Which cases of a run a reader would miss most, for a page that has no room for charts of all.

import type { Run } from '../../model/run.ts';
import type { VerdictWord } from '../../model/verdict.ts';

/** Something went wrong: more than any verdict. */
const failureInterest = 8;

const verdictInterest: Readonly<Record<VerdictWord, number>> = {
  regressed: 4,
  improved: 3,
  inconclusive: 2,
  minor: 1,
  equivalent: 0,
};

/** How much there is to see in the cases of a run: 0, nothing out of the ordinary, up to 12. */
export interface CaseInterest {
  /** By place in `cases`. */
  readonly ofCases: readonly number[];
  /** The most of any case of the group; the empty group is the run as a whole. */
  ofGroup(group: string): number;
}

/** Failures count most, then what the group's verdicts say, as far as the run is valid. */
export function caseInterest({ cases, verdicts, validity }: Run): CaseInterest {
  const byGroup = new Map<string, number>();
  for (const { group, verdict } of validity.valid ? verdicts : []) {
    byGroup.set(group, Math.max(byGroup.get(group) ?? 0, verdictInterest[verdict]));
  }
  const ofCases = cases.map(({ group, blocks }) => {
    const hasFailures = blocks.some(({ handshakes }) => handshakes.failed > 0);
    return (hasFailures ? failureInterest : 0) + (byGroup.get(group) ?? 0);
  });
  const ofGroup = (group: string) =>
    Math.max(0, ...ofCases.filter((_, at) => group === '' || cases[at]?.group === group));
  return { ofCases, ofGroup };
}
