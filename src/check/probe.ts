// What a probe is: one question to a fresh server, and the verdict that it comes to.

import type { ProbeOutcome } from '../model/check-result.ts';
import type { Profile } from '../profile/profile.ts';
import type { Trial } from './trial.ts';

/** Why something went wrong and what helps, a sentence each. */
export interface Remedy {
  /** What in the server's code causes it. */
  readonly cause: string;
  /** How it is usually mended. */
  readonly advice: string;
}

/** What a probe came to. */
export interface ProbeVerdict {
  readonly outcome: ProbeOutcome;
  /** What was done and seen, a sentence. */
  readonly observation: string;
  /** `null`: nothing has to be mended. */
  readonly remedy: Remedy | null;
}

/** One question to a server. */
export interface Probe {
  /** As `--probe` names it. */
  readonly name: string;
  /** The question, for `--help` and for lists. */
  readonly question: string;
  /** Why the question makes no sense for such a server, a sentence; `null`: it does. */
  readonly skips: (profile: Profile) => string | null;
  /** Whether the server is to find a pipe of an earlier one. */
  readonly startsWithStalePipe?: boolean;
  /** Asks it. The server is fresh, and stopped afterwards whatever happens. */
  readonly ask: (trial: Trial) => Promise<ProbeVerdict>;
}

/** All is as it should be. */
export function passed(observation: string, outcome: 'ok' | 'refused' = 'ok'): ProbeVerdict {
  return { outcome, observation, remedy: null };
}

/** Something has to be mended. */
export function failed(
  outcome: Exclude<ProbeOutcome, 'ok' | 'skipped'>,
  observation: string,
  remedy: Remedy,
): ProbeVerdict {
  return { outcome, observation, remedy };
}

/** For probes after which the server must serve others. */
export function skipsSingleSession({ server, wkp }: Profile): string | null {
  const isSingle = server.maxSessions === 1 || wkp.lifecycle === 'once';
  return isSingle ? 'The server ends after its first session.' : null;
}

/** For every server. */
export function neverSkips(): null {
  return null;
}
