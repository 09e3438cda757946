// The signal by which a server is asked to end, while it waits and while a session is open: it must
// go, with all its children, and take its pipe along.

import type { StopRequest } from '../../target/warden.ts';
import type { StoppedEvent } from '../../target/warden-events.ts';
import { failedBy, inWords } from '../heard-words.ts';
import { failed, neverSkips, type Probe, type ProbeVerdict, passed } from '../probe.ts';
import { brokenSession, ignoresSignal, noHandler, survivors } from '../remedies.ts';
import type { Trial } from '../trial.ts';

/** As long as any server may take that is measured. */
const graceMsMin = 2_000;

/** While nobody is there. */
export const stopIdle: Probe = {
  name: 'stop-idle',
  question: 'Does the server end when it is asked to, and remove its pipe?',
  skips: neverSkips,
  ask: async (trial) => await stop(trial, 'while it waited'),
};

/** In the middle of a session. */
export const stopInSession: Probe = {
  name: 'stop-in-session',
  question: 'The same with a session open: and does its client notice?',
  skips: neverSkips,
  ask: async (trial) => {
    const { client, heard } = await trial.visitor();
    if (heard.heard !== 'all') {
      return failedBy(heard, `The client ${inWords(heard)}.`, brokenSession);
    }
    const verdict = await stop(trial, 'with a session open');
    const isTold = trial.compiled.down === 'session' && (await client.hearsEnd());
    const fate = isTold ? ' Its client read the end of the file.' : '';
    return { ...verdict, observation: verdict.observation + fate };
  },
};

async function stop(trial: Trial, when: string): Promise<ProbeVerdict> {
  // In the midst of its work it may just have made its pipe, or be about to.
  await trial.comesToRest();
  const request = requestOf(trial);
  const asked = `Asked to end by ${request.signal} ${when}, `;
  if (trial.server.endReason !== null) {
    const heard = { heard: 'exit', reason: trial.server.endReason } as const;
    return failedBy(heard, `It ended before it was asked to: ${heard.reason}.`, brokenSession);
  }
  const stopped = await trial.server.stop(request);
  if (stopped === undefined) {
    return failed('hung', `${asked}nothing was heard of it again.`, ignoresSignal);
  }
  if (stopped.forced) {
    return failed('hung', `${asked}it ran on and had to be killed.`, ignoresSignal);
  }
  if (stopped.leftoverProcesses > 0) {
    const count = stopped.leftoverProcesses;
    const seen = `${asked}it ended and left ${count} processes behind.`;
    return failed('leaks', seen, survivors);
  }
  return stopped.wkpRemoved || request.signal === 'SIGKILL'
    ? passed(`${asked}it ended (${howOf(stopped)}) and its pipe was gone.`)
    : failed('leaks', `${asked}it ended (${howOf(stopped)}) and left its pipe behind.`, noHandler);
}

function requestOf({ profile, patience }: Trial): StopRequest {
  const { signal = 'SIGTERM', graceMs = 0 } = profile.server.stop ?? {};
  return { signal, graceMs: Math.max(graceMs, patience.timeoutMs, graceMsMin) };
}

function howOf({ status, signal }: StoppedEvent): string {
  return signal === null ? `exit status ${status}` : `by ${signal}`;
}
