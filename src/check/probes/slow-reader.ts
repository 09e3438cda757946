// A client that asks and asks and does not read: both pipes fill up, and the server has to wait for
// it. Then it reads, and everything must be there, in order.

import type { Profile } from '../../profile/profile.ts';
import { failedBy, inWords } from '../heard-words.ts';
import { awaitThat } from '../patience.ts';
import { type Probe, type ProbeVerdict, passed } from '../probe.ts';
import type { Heard, ProbeClient } from '../probe-client.ts';
import { partialWrites } from '../remedies.ts';
import type { Trial } from '../trial.ts';

/** More than two pipes hold as they are made. */
const totalBytes = 200_000;
const operationCountMax = 5_000;
const operationCountMin = 20;
/** How long the pipes are left full. */
const restMs = 50;

/** The probe. */
export const slowReader: Probe = {
  name: 'slow-reader',
  question: 'Does a client that reads slowly, so that the pipes fill up, get every reply?',
  skips,
  ask: async (trial) => {
    const { client, heard } = await trial.visitor();
    if (heard.heard !== 'all') {
      return failedBy(heard, `The client ${inWords(heard)}.`, partialWrites);
    }
    return trial.profile.operation.pattern === 'push'
      ? await readLate(trial, client)
      : await fillAndRead(trial, client);
  },
};

function skips({ operation, channels, server }: Profile): string | null {
  if (!['request-reply', 'push'].includes(operation.pattern)) {
    return 'There are no replies that could fill a pipe.';
  }
  if (channels.down === 'per-reply') {
    return "The client's FIFO is opened for each reply, so that it never fills.";
  }
  const isEnded = operation.reply?.some((field) => 'until' in field && field.until === 'eof');
  return server.maxOperations !== undefined || isEnded === true
    ? 'A session has too few operations to fill a pipe.'
    : null;
}

async function readLate(trial: Trial, client: ProbeClient): Promise<ProbeVerdict> {
  await trial.rest(restMs);
  for (let count = 0; count < operationCountMin; count += 1) {
    const heard = await trial.settled(await client.reply());
    if (heard.heard !== 'all') {
      return failedBy(heard, `A client that read late ${inWords(heard)}.`, partialWrites);
    }
  }
  await client.leave();
  return passed('A client that read late got everything in order.');
}

async function fillAndRead(trial: Trial, client: ProbeClient): Promise<ProbeVerdict> {
  const request = client.requestBytes();
  const operationCount = Math.min(
    Math.max(Math.ceil(totalBytes / request.length), operationCountMin),
    operationCountMax,
  );
  // One message a write, as clients do: a pipe takes one of up to 4096 bytes whole or not at all.
  const waiting = { requestCount: operationCount, part: request };
  const push = () => {
    for (let isMoving = waiting.requestCount > 0; isMoving; ) {
      const pushedBytes = client.pushes(waiting.part);
      const isWhole = pushedBytes === waiting.part.length;
      waiting.requestCount -= isWhole ? 1 : 0;
      waiting.part = isWhole ? request : waiting.part.subarray(pushedBytes);
      isMoving = pushedBytes > 0 && waiting.requestCount > 0;
    }
  };
  await fill(trial, { push, leftCount: () => waiting.requestCount });
  await trial.rest(restMs);
  for (let count = 0; count < operationCount; count += 1) {
    const heard: Heard = await client.reply(client.payload, push);
    if (heard.heard !== 'all') {
      const settled = await trial.settled(heard);
      const seen =
        `Of ${operationCount} requests sent without reading, ${count} were answered; ` +
        `then the client ${inWords(settled)}.`;
      return failedBy(settled, seen, partialWrites);
    }
  }
  await client.leave();
  return passed(`All ${operationCount} requests that were sent without reading were answered.`);
}

/** Pushes until nothing has moved for a while. */
async function fill(
  trial: Trial,
  { push, leftCount }: { push: () => void; leftCount: () => number },
): Promise<void> {
  let stillCount = 0;
  await awaitThat(() => {
    const before = leftCount();
    push();
    stillCount = leftCount() === before ? stillCount + 1 : 0;
    return leftCount() === 0 || stillCount > restMs;
  }, trial.patience);
}
