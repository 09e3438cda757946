// A second client that comes while the first has its session open. It may be served at once, wait
// until the first has left, or be turned away at once and come again; the first must not notice.

import type { Profile } from '../../profile/profile.ts';
import { failedBy, inWords } from '../heard-words.ts';
import { failed, type Probe, type ProbeVerdict, passed, skipsSingleSession } from '../probe.ts';
import type { Heard, ProbeClient } from '../probe-client.ts';
import { mixedUpMessages, onlyOneAtATime, servesInTurn } from '../remedies.ts';
import type { Trial } from '../trial.ts';

/** The probe. */
export const secondClient: Probe = {
  name: 'second-client',
  question: 'What becomes of a client that comes while another one is served?',
  skips: (profile) =>
    skipsSingleSession(profile) ??
    (profile.server.maxConcurrent === 1
      ? 'The profile says that the server bears one client at a time.'
      : null),
  ask: async (trial) => {
    await trial.learnReplies();
    const { client: first, heard } = await trial.visitor();
    if (heard.heard !== 'all') {
      return failedBy(heard, `The first client ${inWords(heard)}.`, onlyOneAtATime);
    }
    const second = trial.client();
    second.arrive();
    const early = await serve(second);
    const firstGoesOn = await trial.settled(await first.operate());
    if (firstGoesOn.heard !== 'all') {
      const seen = `A second client came, and the first one ${inWords(firstGoesOn)}.`;
      return failedBy(firstGoesOn, seen, mixedUpMessages);
    }
    return early.heard === 'all'
      ? await bothServed({ first, second })
      : await judgeWaiting(trial, { first, second, early });
  },
};

async function serve(client: ProbeClient): Promise<Heard> {
  const heard = await client.shakeHands();
  return heard.heard === 'all' ? await client.operate() : heard;
}

async function bothServed(clients: {
  first: ProbeClient;
  second: ProbeClient;
}): Promise<ProbeVerdict> {
  await clients.first.leave();
  await clients.second.leave();
  return passed('A second client was served while the first had its session open.');
}

/** Not served beside the first: then it must be so afterwards. */
async function judgeWaiting(
  trial: Trial,
  { first, second, early }: { first: ProbeClient; second: ProbeClient; early: Heard },
): Promise<ProbeVerdict> {
  if (early.heard === 'wrong') {
    const seen = `A client that came while another one was served ${inWords(early)}.`;
    return failed('corrupted', seen, mixedUpMessages);
  }
  await first.leave();
  const isForking = servesSeveral(trial.profile);
  const late = early.heard === 'end' ? await trial.session() : await serveLate(second, early.heard);
  const settled = await trial.settled(late);
  if (settled.heard !== 'all') {
    const seen = `A second client waited until the first had left, and then ${inWords(settled)}.`;
    return failedBy(settled, seen, onlyOneAtATime);
  }
  if (isForking) {
    const seen = 'A second client was served only when the first had left, though the model forks.';
    return failed('refused', seen, servesInTurn);
  }
  return early.heard === 'end'
    ? passed(
        'A second client was turned away at once, and served when the first had left.',
        'refused',
      )
    : passed('A second client waited until the first had left, and was then served.');
}

async function serveLate(second: ProbeClient, early: Heard['heard']): Promise<Heard> {
  if (early === 'no pipe') {
    return await serve(second);
  }
  const heard = await second.completeHandshake();
  return heard.heard === 'all' ? await second.operate() : heard;
}

function servesSeveral({ server }: Profile): boolean {
  return server.model === 'forking' || server.model === 'threaded';
}
