// A case with what charts need of it, gathered once, for adding blocks up is most of their work.

import { type CaseTotals, caseTotals } from '../../model/case-totals.ts';
import type { CaseResult, Run } from '../../model/run.ts';

/** A case, its totals, and where it stands in the stored run. */
export interface PlacedCase {
  readonly result: CaseResult;
  readonly totals: CaseTotals;
  /** Place in `cases`. */
  readonly index: number;
}

/** Every case of a run, in order. */
export function placedCases({ cases }: Run): PlacedCase[] {
  return cases.map((result, index) => ({ result, index, totals: caseTotals(result) }));
}
