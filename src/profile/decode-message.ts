// The steps of reading, followed in TypeScript: for probes and tests. Given all bytes of a message
// that have come so far it says whether more are wanted, whether they are wrong, or what they hold.

import type { ReadStep } from './compiled-profile.ts';
import { encodeMessage, type SavedAck, type SessionFacts } from './encode-message.ts';

/** What the bytes of a message come to. */
export type DecodedMessage =
  /** Nothing is wrong so far, and there is more to come. */
  | { readonly state: 'incomplete' }
  | {
      readonly state: 'wrong';
      /** Where in the bytes the fault begins. */
      readonly atBytes: number;
      /** What was wanted there, in words. */
      readonly reason: string;
    }
  | {
      readonly state: 'complete';
      /** Bytes that belong to this message; what follows is the next one's. */
      readonly usedBytes: number;
      /** What the message says besides what was expected; empty where nothing is left. */
      readonly body: Uint8Array;
      /** What is to be remembered; `null`: nothing. */
      readonly ack: SavedAck | null;
    };

/** How the bytes of a message lie before the reader. */
export interface ReceivedBytes {
  /** From the first byte of the message; what follows it may be there too. */
  readonly bytes: Uint8Array;
  /** The server has closed its end: no more will come. */
  readonly isEnded: boolean;
}

/**
 * Reads a message from its beginning. No steps make a complete message of no bytes. An end of file
 * in the middle of a message is wrong, unless the steps wait for just that.
 */
export function decodeMessage(
  steps: readonly ReadStep[],
  facts: SessionFacts,
  received: ReceivedBytes,
): DecodedMessage {
  const found: { at: number; bodies: Uint8Array[]; ack: SavedAck | null } = {
    ...{ at: 0, bodies: [], ack: null },
  };
  for (const step of steps) {
    const outcome = readStep(step, { facts, received, at: found.at });
    if (outcome.read === 'short') {
      const reason = 'the end of the file came in the middle of the message';
      const atBytes = received.bytes.length;
      return received.isEnded ? { state: 'wrong', atBytes, reason } : { state: 'incomplete' };
    }
    if (outcome.read === 'wrong') {
      return { state: 'wrong', atBytes: found.at + outcome.afterBytes, reason: outcome.reason };
    }
    found.at += outcome.usedBytes;
    found.bodies.push(outcome.body);
    found.ack = outcome.ack ?? found.ack;
  }
  const body = Uint8Array.from(found.bodies.flatMap((piece) => [...piece]));
  return { state: 'complete', usedBytes: found.at, body, ack: found.ack };
}

type StepOutcome =
  | { readonly read: 'short' }
  | { readonly read: 'wrong'; readonly afterBytes: number; readonly reason: string }
  | {
      readonly read: 'done';
      readonly usedBytes: number;
      readonly body: Uint8Array;
      readonly ack: SavedAck | null;
    };

interface Place {
  readonly facts: SessionFacts;
  readonly received: ReceivedBytes;
  readonly at: number;
}

const nothing = new Uint8Array();

function readStep(step: ReadStep, { facts, received, at }: Place): StepOutcome {
  const rest = received.bytes.subarray(at);
  switch (step.step) {
    case 'expect':
      return readExpected(encodeMessage(step.steps, facts), rest);
    case 'body':
      return readBody(step.byteCount ?? facts.payload.length, { rest, saved: step.saved });
    case 'integer': {
      const bytes = rest.subarray(0, step.widthBytes);
      const ack = step.saved ? signedLittleEndian(bytes) : null;
      return rest.length < step.widthBytes
        ? { read: 'short' }
        : { read: 'done', usedBytes: step.widthBytes, body: nothing, ack };
    }
    case 'decimal':
      return readDecimal(step, rest);
    case 'lengthAndBody':
      return readLengthAndBody(step.widthBytes, rest);
    case 'bodyUntil':
      return readUntil(step, { rest, isEnded: received.isEnded });
  }
}

function readExpected(wanted: Uint8Array, rest: Uint8Array): StepOutcome {
  const differsAt = rest.subarray(0, wanted.length).findIndex((byte, at) => byte !== wanted[at]);
  if (differsAt >= 0) {
    const reason = `${showBytes(wanted)} was expected`;
    return { read: 'wrong', afterBytes: differsAt, reason };
  }
  return rest.length < wanted.length
    ? { read: 'short' }
    : { read: 'done', usedBytes: wanted.length, body: nothing, ack: null };
}

function readBody(
  byteCount: number,
  { rest, saved }: { rest: Uint8Array; saved: boolean },
): StepOutcome {
  if (rest.length < byteCount) {
    return { read: 'short' };
  }
  const body = rest.slice(0, byteCount);
  return { read: 'done', usedBytes: byteCount, body, ack: saved ? upToNul(body) : null };
}

function readDecimal(step: ReadStep & { step: 'decimal' }, rest: Uint8Array): StepOutcome {
  if (rest.length < step.byteCount) {
    return { read: 'short' };
  }
  const text = new TextDecoder('latin1').decode(upToNul(rest.subarray(0, step.byteCount))).trim();
  if (!/^[+-]?\d+$/.test(text)) {
    return { read: 'wrong', afterBytes: 0, reason: 'a decimal number was expected' };
  }
  const ack = step.saved ? BigInt(text.replace(/^\+/, '')) : null;
  return { read: 'done', usedBytes: step.byteCount, body: nothing, ack };
}

function readLengthAndBody(widthBytes: 4 | 8, rest: Uint8Array): StepOutcome {
  if (rest.length < widthBytes) {
    return { read: 'short' };
  }
  const length = BigInt.asUintN(64, signedLittleEndian(rest.subarray(0, widthBytes)));
  const lengthBytes = Number(BigInt.asUintN(8 * widthBytes, length));
  if (lengthBytes > 1_048_576 * 2) {
    return { read: 'wrong', afterBytes: 0, reason: `a length of ${length} is beyond reason` };
  }
  const usedBytes = widthBytes + lengthBytes;
  return rest.length < usedBytes
    ? { read: 'short' }
    : { read: 'done', usedBytes, body: rest.slice(widthBytes, usedBytes), ack: null };
}

function readUntil(
  step: ReadStep & { step: 'bodyUntil' },
  { rest, isEnded }: { rest: Uint8Array; isEnded: boolean },
): StepOutcome {
  const lineEnd = step.until === 'newline' ? rest.indexOf(0x0a) : -1;
  const usedBytes = lineEnd >= 0 ? lineEnd + 1 : rest.length;
  if (usedBytes > step.maxBytes) {
    const reason = `no ${step.until} within ${step.maxBytes} bytes`;
    return { read: 'wrong', afterBytes: step.maxBytes, reason };
  }
  const isComplete = lineEnd >= 0 || (step.until === 'eof' && isEnded);
  return isComplete
    ? { read: 'done', usedBytes, body: rest.slice(0, usedBytes), ack: null }
    : { read: 'short' };
}

/** The bytes before the first NUL; all where there is none. */
export function upToNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function signedLittleEndian(bytes: Uint8Array): bigint {
  const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** Bytes as a person can read them: `"ACK\x00"`, cut where they are many. */
export function showBytes(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, 32)].map((byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${shown.join('')}"${bytes.length > 32 ? `… (${bytes.length} bytes)` : ''}`;
}
