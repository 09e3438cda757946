// Two clients that open the same pipe before the server removes it: the race that no design with a
// removed pipe escapes. One of them wins; the other must learn its fate at once, the winner must
// not notice, and the server must go on.

import { FifoEnd } from '../../engine/fifo.ts';
import { inWords, judgeAftermath, outcomeOf } from '../heard-words.ts';
import { failed, type Probe, type ProbeVerdict, passed, skipsSingleSession } from '../probe.ts';
import type { Heard, ProbeClient } from '../probe-client.ts';
import {
  discardedInput,
  exitOnError,
  mixedUpMessages,
  remedyOfExit,
  unreadName,
} from '../remedies.ts';
import type { Trial } from '../trial.ts';

/** How often it is tried to get two clients into one pipe. */
const tryCount = 5;

/** The probe. */
export const samePipe: Probe = {
  name: 'same-pipe',
  question: 'What becomes of two clients that open the pipe at the same moment?',
  skips: (profile) =>
    skipsSingleSession(profile) ??
    (profile.server.maxConcurrent === 1 && profile.wkp.lifecycle !== 'recreate'
      ? 'The profile says that the server bears one client at a time.'
      : null),
  ask: async (trial) => {
    await trial.learnReplies();
    const pair = trial.compiled.wkpIsRemoved ? await meet(trial) : await comeTogether(trial);
    if (pair === null) {
      return passed('No two clients came to the same pipe, however often they tried.');
    }
    const heard = await Promise.all(pair.map((client) => talk(client, trial)));
    for (const client of pair) {
      client.dispose();
    }
    return await judge(trial, heard);
  },
};

/**
 * Two clients that have opened the same pipe and sent their names; `null`: none came to meet. The
 * server stands still meanwhile, as it does where the scheduler has others to run, and a reader of
 * our own takes its place at the pipe, since the kernel counts none that stands still.
 */
async function meet(trial: Trial): Promise<[ProbeClient, ProbeClient] | null> {
  for (let count = 0; count < tryCount && (await trial.serverWaits()); count += 1) {
    const pair: [ProbeClient, ProbeClient] = [trial.client(), trial.client()];
    pair.forEach((client) => client.arrive());
    const stillReader = (await trial.server.freeze(trial.patience))
      ? new FifoEnd(trial.server.pathOf(trial.compiled.wkpPath), 'read')
      : undefined;
    try {
      const isOpen = pair.map((client) => client.opensPipe()).every(Boolean);
      if (isOpen && pair[1].isWith(pair[0])) {
        await Promise.all(pair.map((client) => client.introduce()));
        return pair;
      }
    } finally {
      stillReader?.close();
      trial.server.thaw();
    }
    pair.forEach((client) => client.dispose());
  }
  return null;
}

/** The same at a pipe that stays, which everybody may open at any time. */
async function comeTogether(trial: Trial): Promise<[ProbeClient, ProbeClient] | null> {
  const pair: [ProbeClient, ProbeClient] = [trial.client(), trial.client()];
  pair.forEach((client) => client.arrive());
  await pair[0].opens();
  if (!pair[1].opensPipe()) {
    return null;
  }
  await Promise.all(pair.map((client) => client.introduce()));
  return pair;
}

async function talk(client: ProbeClient, trial: Trial): Promise<Heard> {
  const request = trial.compiled.connect.length > 0;
  const heard = request ? await client.completeHandshake() : await client.reply();
  return heard.heard === 'all' && request ? await client.operate() : heard;
}

async function judge(trial: Trial, fates: readonly Heard[]): Promise<ProbeVerdict> {
  const settled = await Promise.all(fates.map((heard) => trial.settled(heard)));
  const [first, second] = settled as [Heard, Heard];
  const seen =
    `Two clients opened the pipe: the first one ${inWords(first)}, ` +
    `the other ${inWords(second)}`;
  const exit = settled.find((heard) => heard.heard === 'exit');
  if (exit?.heard === 'exit') {
    return failed('server exits', `${seen}.`, remedyOfExit(exit.reason, exitOnError));
  }
  const remedies = { exited: exitOnError, hung: mixedUpMessages, lost: mixedUpMessages };
  const after = await judgeAftermath(trial, { deed: seen, remedies });
  if (after.remedy !== null) {
    return after;
  }
  const servedCount = settled.filter((heard) => heard.heard === 'all').length;
  const wrong = settled.find((heard) => heard.heard === 'wrong');
  if (wrong !== undefined || servedCount === 0) {
    const outcome = wrong === undefined ? 'corrupted' : outcomeOf(wrong);
    return failed(outcome, after.observation, mixedUpMessages);
  }
  const refused = settled.some((heard) => heard.heard === 'end');
  if (servedCount === 2 || refused) {
    return passed(after.observation, refused ? 'refused' : 'ok');
  }
  const remedy = trial.compiled.wkpIsRemoved ? unreadName : discardedInput;
  return failed('lost', after.observation, remedy);
}
