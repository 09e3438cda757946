// The self-test: servers of known behaviour under the real engine, and each figure against what it
// must be. What is off is measured again, a bounded number of times: a fault is off each time.

import { readSentinels } from '../environment/noise-sentinels.ts';
import { disturbanceOf } from '../model/disturbance.ts';
import {
  judgeFigures,
  mayPassNextTime,
  type SelftestCheck,
  type SelftestCheckName,
  type SelftestFindings,
  type SelftestResult,
} from '../model/selftest.ts';
import { SelftestBench } from './selftest-bench.ts';
import { checkDelay } from './selftest-delay.ts';
import { checkPlan } from './selftest-plan.ts';
import { checkRefusal } from './selftest-refusal.ts';
import { checkSplit } from './selftest-split.ts';
import { checkStall } from './selftest-stall.ts';

/** Attempts at a check as long as other work, seen by the sentinels or not, may be to blame. */
const attemptCountMax = 4;
const attemptCountMaxQuick = 3;

const checks: Readonly<
  Record<SelftestCheckName, (bench: SelftestBench) => Promise<SelftestFindings>>
> = {
  delay: checkDelay,
  stall: checkStall,
  refusal: checkRefusal,
  split: checkSplit,
  plan: checkPlan,
};

/** A check is about to be measured. */
export interface SelftestProgress {
  readonly name: SelftestCheckName;
  /** From 1. */
  readonly ordinal: number;
  readonly count: number;
  /** From 1. */
  readonly attempt: number;
}

/** What is checked. */
export interface SelftestOptions {
  readonly names: readonly SelftestCheckName[];
  /** Fewer samples, the same bounds. */
  readonly isQuick: boolean;
  readonly parentDirectory: string;
  /** Ends the self-test early; finished checks are kept. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SelftestProgress) => void;
}

/**
 * Makes the checks in the order of `names`. Throws FifobenchErrors where a server does not start or
 * the engine fails; nothing is left running in either case.
 */
export async function runSelftest(options: SelftestOptions): Promise<SelftestResult> {
  const { names, signal } = options;
  const bench = new SelftestBench(options);
  const done: SelftestCheck[] = [];
  try {
    for (const [index, name] of names.entries()) {
      const onAttempt = (attempt: number) =>
        options.onProgress({ name, ordinal: index + 1, count: names.length, attempt });
      const check = await makeCheck(name, { bench, signal, onAttempt });
      if (check === null) {
        return { checks: done, isInterrupted: true };
      }
      done.push(check);
    }
    return { checks: done, isInterrupted: false };
  } finally {
    await bench.close();
  }
}

interface CheckMeans {
  readonly bench: SelftestBench;
  readonly signal: AbortSignal;
  readonly onAttempt: (attempt: number) => void;
}

/** `null`: it was interrupted, and what was measured till then tells nothing. */
async function makeCheck(
  name: SelftestCheckName,
  { bench, signal, onAttempt }: CheckMeans,
): Promise<SelftestCheck | null> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    onAttempt(attempt);
    const before = readSentinels();
    let findings: SelftestFindings;
    try {
      findings = await checks[name](bench);
    } catch (error) {
      if (signal.aborted) {
        return null;
      }
      throw error;
    }
    const { isDisturbed, causes } = disturbanceOf(before, readSentinels());
    const status = judgeFigures(findings.figures, { isDisturbed });
    const isLast = !mayPassNextTime(findings.figures) || attempt === attemptCountMaxOf(bench);
    if (isLast && !signal.aborted) {
      return { name, status, attemptCount: attempt, disturbedBy: causes, ...findings };
    }
  }
  return null;
}

function attemptCountMaxOf({ isQuick }: SelftestBench): number {
  return isQuick ? attemptCountMaxQuick : attemptCountMax;
}
