// Every exit code of the program, and which outcome of a run earns which.

import { worstVerdict } from '../compare/worst-verdict.ts';
import { FifobenchError } from '../errors.ts';
import { faultsOf } from '../model/check-result.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';

/** The exit codes by what they mean. */
export const exitCodes = {
  done: 0,
  internal: 1,
  usage: 2,
  inconclusive: 3,
  invalid: 4,
  /** Slower than before, or a case of the baseline is not measured any more. */
  regressed: 5,
  /** A check found a fault. */
  faulty: 6,
  /** A threshold that the user set was crossed. */
  crossed: 99,
  interrupted: 105,
  /** Stopped at once by a second Ctrl-C, nothing saved: 128 + SIGINT. */
  killed: 130,
} as const;

/** An exit code that this program uses. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Outcomes that `--fail-on` can name. */
export const failureWords = ['invalid', 'regressed', 'missing', 'inconclusive'] as const;

/** An outcome that makes a non-zero exit where it is asked to. */
export type FailureWord = (typeof failureWords)[number];

/**
 * Reads `invalid,regressed` or `none`. Throws a FifobenchError of code `usage` for any other word.
 */
export function parseFailOn(text: string): FailureWord[] {
  if (text === 'none') {
    return [];
  }
  return text.split(',').map((part) => {
    const word = failureWords.find((known) => known === part.trim());
    if (word === undefined) {
      const remedy = `write none, or a list of ${failureWords.join(', ')}`;
      throw new FifobenchError('usage', `--fail-on: '${part}' is no outcome`, { remedy });
    }
    return word;
  });
}

function isInconclusive({ verdict }: Verdict): boolean {
  return verdict === 'inconclusive';
}

/**
 * The exit code of a run: an interruption first, then what `failOn` names, gravest first. Whoever
 * sets a threshold wants to fail where it is crossed, so that it needs no word; only an empty
 * `failOn` silences it too.
 */
export function exitCodeOf(run: Run, failOn: readonly FailureWord[]): ExitCode {
  if (run.status === 'interrupted') {
    return exitCodes.interrupted;
  }
  const { valid } = run.validity;
  if (!valid && failOn.includes('invalid')) {
    return exitCodes.invalid;
  }
  if (failOn.length > 0 && run.thresholds?.some(({ crossed }) => crossed)) {
    return exitCodes.crossed;
  }
  if (failOn.includes('missing') && (run.gate?.missing.length ?? 0) > 0) {
    return exitCodes.regressed;
  }
  if (run.checks?.some((checked) => faultsOf(checked).length > 0)) {
    return exitCodes.faulty;
  }
  return valid ? verdictCode(run, failOn) : exitCodes.done;
}

function verdictCode(run: Run, failOn: readonly FailureWord[]): ExitCode {
  const worst = run.kind === 'compare' ? worstVerdict(run.verdicts) : 'equivalent';
  if (worst === 'regressed' && failOn.includes('regressed')) {
    return exitCodes.regressed;
  }
  const isOpen = worst === 'inconclusive' || run.verdicts.some(isInconclusive);
  return isOpen && failOn.includes('inconclusive') ? exitCodes.inconclusive : exitCodes.done;
}
