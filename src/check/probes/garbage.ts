// What is no message, and names that are none: anybody who may write to the pipe may send them.

import { existsSync, readFileSync } from 'node:fs';
import { compileProfile } from '../../profile/compile-profile.ts';
import type { Profile } from '../../profile/profile.ts';
import { judgeAftermath } from '../heard-words.ts';
import { failed, type Probe, skipsSingleSession } from '../probe.ts';
import {
  believesInput,
  deafAfterName,
  exitOnError,
  namesAreBelieved,
  writesAnywhere,
} from '../remedies.ts';
import type { Trial } from '../trial.ts';

const garbageByte = 0x7e;
const plainText = 'a file that is none of your business\n';
/** How long a server has to do what it should not. */
const temptationMs = 150;
const outsidePrefix = '../';

function garbageProbe(name: string, byteCount: number): Probe {
  return {
    name,
    question: `Does the server bear ${byteCount} bytes that are no message?`,
    skips: skipsSingleSession,
    ask: async (trial) => {
      const client = trial.client();
      await client.opens();
      await client.send(Buffer.alloc(byteCount, garbageByte));
      client.dispose();
      const remedies = { exited: exitOnError, hung: believesInput, lost: believesInput };
      return await judgeAftermath(trial, {
        deed: `A client sent ${byteCount} bytes of garbage`,
        remedies,
      });
    },
  };
}

/** Fewer bytes than most messages have. */
export const garbageShort = garbageProbe('garbage-short', 10);

/** More than a pipe takes in one piece. */
export const garbageLong = garbageProbe('garbage-long', 5_000);

/** A plain file where the client's FIFO should be. */
export const nameNoFifo: Probe = {
  name: 'name-no-fifo',
  question: "Does the server look whether a client's name is that of a FIFO?",
  skips: skipsSingleSession,
  ask: async (trial) => {
    const client = trial.client();
    client.makePlainFile(plainText);
    await client.connect();
    await client.introduce();
    if (trial.compiled.up === 'fifo') {
      await client.completeHandshake();
      await client.send(client.requestBytes());
    }
    await trial.rest(temptationMs);
    client.die();
    const found = existsSync(client.downPath) ? readFileSync(client.downPath, 'utf8') : null;
    client.dispose();
    const deed = 'A client named a plain file';
    if (found !== plainText) {
      const done = found === null ? 'removed it' : 'wrote into it';
      return failed('corrupted', `${deed}, and the server ${done}.`, writesAnywhere);
    }
    const remedies = { exited: exitOnError, hung: writesAnywhere, lost: deafAfterName };
    return await judgeAftermath(trial, { deed, remedies });
  },
};

/** A FIFO beside the server's directory. */
export const nameOutside: Probe = {
  name: 'name-outside',
  question: 'Does the server refuse a name outside of its directory?',
  skips: (profile) => skipsSingleSession(profile) ?? skipsNames(profile),
  ask: async (trial) => {
    const client = trial.client(compileProfile(outside(trial.profile)));
    client.arrive();
    await client.connect();
    await client.introduce();
    const isAnswered = await hearsAnything(client, trial);
    client.dispose();
    const deed = 'A client named a FIFO outside of the directory';
    if (isAnswered) {
      return failed('leaks', `${deed}, and the server wrote to it.`, namesAreBelieved);
    }
    const remedies = { exited: exitOnError, hung: namesAreBelieved, lost: deafAfterName };
    return await judgeAftermath(trial, { deed, remedies });
  },
};

async function hearsAnything(client: ReturnType<Trial['client']>, trial: Trial): Promise<boolean> {
  if (trial.compiled.ack.length > 0) {
    await client.hearsAck();
  } else {
    await client.hearsEnd();
  }
  return client.heardBytes > 0;
}

function outside(profile: Profile): Profile {
  return { ...profile, fifos: { ...profile.fifos, down: `${outsidePrefix}{id}` } };
}

/** Only where the client's name itself is sent, and begins in the server's directory. */
function skipsNames(profile: Profile): string | null {
  const { fifos, connect, operation } = profile;
  const sent = [...(connect ?? []), ...(operation.request ?? [])];
  const isFree = sent.some((field) => 'text' in field && /\{(?:name|down)\}/.test(field.text));
  if (!isFree || profile.channels.up === 'fifo') {
    return 'The names of FIFOs are made of numbers, so that no client can choose one.';
  }
  return fifos.down.startsWith('/') ? 'Clients name their FIFOs by absolute paths.' : null;
}
