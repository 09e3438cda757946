// Whether a profile fits: a session of one client on a fresh instance, then a few of two clients,
// driven by the engine as under load, with short deadlines.

import { Coordination } from '../engine/coordination.ts';
import { runBlock } from '../engine/run-block.ts';
import { readProcessState } from '../environment/process-facts.ts';
import { compileProfile } from '../profile/compile-profile.ts';
import { payloadLimitBytes } from '../profile/payload-limit.ts';
import type { Profile } from '../profile/profile.ts';
import { eventually } from '../target/eventually.ts';
import { type TriedCommand, tryFresh } from './tried-server.ts';

const timeoutNs = 250_000_000;
/** For a server that still wants to run when its time is over, and may not, as it seems. */
const patientTimeoutNs = 2_000_000_000;
const payloadBytes = 5;
const operationCount = 3;
const sessionCount = 12;
const clientCount = 2;
/** How long a server may take to end with its first session, as a rule. */
const endingMs = 60;
/** As much of what a server printed as is told. */
const saidCharacterMax = 80;

/** Whether a profile fits. */
export interface Fit {
  /** Why it does not, in words; `null`: all sessions came off. */
  readonly fault: string | null;
  /** The server ended with its first session, as one does that is meant for a single client. */
  readonly isSpent: boolean;
}

/** Drives sessions by the profile. */
export async function tryProfile(profile: Profile, command: TriedCommand): Promise<Fit> {
  const { isHeldUp, ...fit } = await tryOnce(profile, command, timeoutNs);
  if (!isHeldUp) {
    return fit;
  }
  const { isHeldUp: _, ...patient } = await tryOnce(profile, command, patientTimeoutNs);
  return patient;
}

/** With these deadlines. `isHeldUp`: it did not fit, but the server was still at work. */
async function tryOnce(
  profile: Profile,
  command: TriedCommand,
  deadlineNs: number,
): Promise<Fit & { readonly isHeldUp: boolean }> {
  const { outcome, printed, fault } = await tryFresh(command, profile.wkp.path, async (server) => {
    const target = { directory: server.directory, serverPid: server.pid };
    const load = { target, deadlineNs };
    const isHeldUp = () => ['R', 'D'].includes(readProcessState(server.pid) ?? '');
    // What does not fit shows at once as a rule, and costs one deadline then.
    const { fault: first } = drive(profile, { ...load, sessionCount: 1 });
    if (first !== null) {
      return { fault: first, isSpent: false, isHeldUp: isHeldUp() };
    }
    const hasEnded = async () =>
      (await eventually(() => server.ending(), { timeoutMs: endingMs })) !== null;
    if (await hasEnded()) {
      return { fault: null, isSpent: true, isHeldUp: false };
    }
    const { fault: later, establishedCount } = drive(profile, { ...load, sessionCount });
    const isBusy = later !== null && isHeldUp();
    // One that was to end with its first session may be slow to do so; it serves nobody then.
    const isSpent = later !== null && establishedCount === 0 && (await hasEnded());
    return { fault: isSpent ? null : later, isSpent, isHeldUp: isBusy && !isSpent };
  });
  if (outcome === null || outcome.fault === null) {
    return outcome ?? { fault, isSpent: false, isHeldUp: false };
  }
  const said = (printed.trim().split('\n').at(-1) ?? '').slice(0, saidCharacterMax);
  return said === ''
    ? outcome
    : { ...outcome, fault: `${outcome.fault}; the server said: ${said}` };
}

interface Drive {
  readonly target: { readonly directory: string; readonly serverPid: number };
  readonly deadlineNs: number;
  /** One session cannot learn a reply that later ones are held against. */
  readonly sessionCount: number;
}

/** Returns why not all sessions came off, `null` where they did, and how many were established. */
function drive(
  profile: Profile,
  { target, deadlineNs, sessionCount: wanted }: Drive,
): { fault: string | null; establishedCount: number } {
  const compiled = compileProfile(profile);
  const isSingle = wanted === 1;
  const { server, operation } = profile;
  const most = server.maxOperations ?? operationCount;
  const { records, faultOperation } = runBlock(
    {
      targets: [
        {
          ...{ ...target, forks: false },
          profile: isSingle ? { ...compiled, check: { check: 'none' } } : compiled,
        },
      ],
      ...{ cpus: [], threadIndex: 0, threadCount: 1 },
      clientCount: isSingle ? 1 : Math.min(clientCount, server.maxConcurrent ?? clientCount),
      operationCount: operation.pattern === 'none' ? 0 : Math.min(operationCount, most),
      payloadBytes: Math.min(payloadBytes, payloadLimitBytes(profile) ?? payloadBytes),
      ...{ thinkNs: 0, timeoutNs: deadlineNs, race: false, warmupHandshakeCount: 0, warmupNs: 0 },
      ...{ sliceHandshakeCount: 0, discardHandshakeCount: 0, durationNs: 0 },
      ...{ recordedBeforeNs: 0, countsSystemCalls: false, seed: 1 },
      handshakeLimit: wanted,
    },
    new Coordination({ threadCount: 1, targetCount: 1 }).memory,
  );
  const [record] = records;
  if (record === undefined || faultOperation !== null) {
    return { fault: `cannot ${faultOperation}`, establishedCount: 0 };
  }
  const { established: establishedCount } = record;
  const failedCount = record.failed + record.unrecordedFailed;
  if (establishedCount === wanted && failedCount === 0) {
    return { fault: null, establishedCount };
  }
  const [failure] = record.failures;
  const how = failure === undefined ? '' : ` (${failure.phase}: ${failure.cause})`;
  const fault = isSingle
    ? `no session came off${how}`
    : `${failedCount} of ${establishedCount + failedCount} sessions failed${how}`;
  return { fault, establishedCount };
}
