// A run held against the stored blocks of a baseline. A case that the baseline has and the run has
// not is named: what was not measured must never pass for what was.

import type { CaseResult } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { pairedInOrder } from './in-order.ts';
import { type JudgingRules, judgeCases } from './judge-cases.ts';

/** What came of holding a run against a baseline. */
export interface Held {
  /** The baseline's cases that were found again, and the candidate's, in order. */
  readonly cases: readonly CaseResult[];
  readonly verdicts: readonly Verdict[];
  /** Groups that the baseline has and the candidate has not, or has no sound block of. */
  readonly missing: readonly string[];
}

/**
 * Holds the cases of one server against the stored cases of another, whose server names differ.
 * Cases belong together by group, load and placement.
 */
export function holdAgainst(
  baselines: readonly CaseResult[],
  candidates: readonly CaseResult[],
  rules: Omit<JudgingRules, 'baseline' | 'isStored'>,
): Held {
  const found = baselines.flatMap((baseline) => {
    const candidate = candidates.find((each) => areAlike(each, baseline) && isSound(each));
    return candidate === undefined ? [] : [{ baseline, candidate }];
  });
  const kept = new Set(found.map(({ baseline }) => baseline));
  const paired = found.map(pairedInOrder).flatMap((pair) => [pair.baseline, pair.candidate]);
  const baseline = baselines[0]?.server.name ?? '';
  return {
    cases: found.flatMap((pair) => [pair.baseline, pair.candidate]),
    verdicts: judgeCases(paired, { ...rules, baseline, isStored: true }),
    missing: baselines.filter((each) => !kept.has(each)).map(({ group }) => group),
  };
}

function areAlike(left: CaseResult, right: CaseResult): boolean {
  const circumstances = ({ group, load, placement }: CaseResult) =>
    JSON.stringify([group, Object.entries(load).sort(), placement.name]);
  return circumstances(left) === circumstances(right);
}

function isSound({ blocks }: CaseResult): boolean {
  return blocks.some(
    ({ serverFault, handshakes }) => serverFault === null && handshakes.established > 0,
  );
}
