// Clients that die at the worst moments: each leaves the server in the middle of something, and the
// question is whether the next client is served.

import type { Profile } from '../../profile/profile.ts';
import { judgeAftermath } from '../heard-words.ts';
import { type Probe, type ProbeVerdict, skipsSingleSession } from '../probe.ts';
import {
  blockingOpen,
  deafAfterName,
  endOfFile,
  exitOnError,
  mixedUpMessages,
  noDeadline,
} from '../remedies.ts';
import type { Trial } from '../trial.ts';

const noHandshake = 'There is no acknowledgement after which a client could die.';
const reopensForReplies =
  "The client's FIFO is opened for each reply, so that this is the same as dead-after-name.";

/** Opens the pipe, says nothing, and is gone. */
export const deadAfterOpen: Probe = {
  name: 'dead-after-open',
  question: 'Does the server bear a client that opens the pipe and dies?',
  skips: skipsSingleSession,
  ask: async (trial) => {
    const client = trial.client();
    await client.opens();
    client.dispose();
    const remedies = { exited: endOfFile, hung: endOfFile, lost: endOfFile };
    return await judgeAftermath(trial, {
      deed: 'A client opened the pipe and died without a word',
      remedies,
    });
  },
};

/** Sends its name, dies, and its FIFO is gone with it. */
export const deadAfterName: Probe = {
  name: 'dead-after-name',
  question: 'Does the server bear a client that sends its name and dies, its FIFO removed?',
  skips: skipsSingleSession,
  ask: async (trial) => {
    const client = trial.client();
    await client.connect();
    await client.introduce();
    client.dispose();
    const remedies = { exited: deafAfterName, hung: deafAfterName, lost: deafAfterName };
    return await judgeAftermath(trial, {
      deed: 'A client sent its name and died, and its FIFO was gone',
      remedies,
    });
  },
};

/** Sends its name and dies, while its FIFO stays behind without a reader. */
export const deadFifoLeft: Probe = {
  name: 'dead-fifo-left',
  question: 'Does the server bear a client that sends its name and dies, its FIFO left behind?',
  skips: skipsSingleSession,
  ask: async (trial) => {
    const client = trial.client();
    client.makeFifos();
    await client.connect();
    await client.introduce();
    client.die();
    const remedies = { exited: exitOnError, hung: blockingOpen, lost: blockingOpen };
    return await judgeAftermath(trial, {
      deed: 'A client sent its name and died, and its FIFO stayed behind',
      remedies,
    });
  },
};

/** Reads the acknowledgement, and says no more. */
export const deadAfterAck: Probe = {
  name: 'dead-after-ack',
  question: 'Does the server bear a client that dies when it has been acknowledged?',
  skips: (profile) => skipsSingleSession(profile) ?? (profile.ack === null ? noHandshake : null),
  ask: async (trial) => {
    const client = trial.client();
    client.arrive();
    const steps = [() => client.connect(), () => client.introduce(), () => client.hearsAck()];
    for (const step of steps) {
      await step();
    }
    client.dispose();
    const remedies = { exited: endOfFile, hung: noDeadline, lost: mixedUpMessages };
    return await judgeAftermath(trial, {
      deed: 'A client read the acknowledgement and died',
      remedies,
    });
  },
};

/** Asks for something, and is gone before the answer. */
export const deadInOperation: Probe = {
  name: 'dead-in-operation',
  question: 'Does the server bear a client that dies before the reply to its request?',
  skips: (profile) => skipsSingleSession(profile) ?? skipsOperation(profile),
  ask: dieInOperation,
};

function skipsOperation({ operation, channels }: Profile): string | null {
  if (operation.pattern === 'none') {
    return 'There are no operations.';
  }
  return channels.down === 'per-reply' ? reopensForReplies : null;
}

async function dieInOperation(trial: Trial): Promise<ProbeVerdict> {
  const { client } = await trial.visitor();
  // First its ears, so that no reply can be faster than its death.
  client.closeDown();
  if (trial.profile.operation.pattern !== 'push') {
    await client.send(client.requestBytes());
  }
  client.dispose();
  const remedies = { exited: exitOnError, hung: noDeadline, lost: mixedUpMessages };
  return await judgeAftermath(trial, {
    deed: 'A client sent a request and died before the reply',
    remedies,
  });
}
