// The steps of writing, followed in TypeScript: for probes and tests, which send single messages
// and need to see their bytes. Load goes through the engine, which follows the same steps natively.

import assert from 'node:assert/strict';
import { joinBytes, littleEndian } from './compile-write.ts';
import type { NumberSource, WriteStep } from './compiled-profile.ts';

/** What a session knows of itself when it writes or reads a message. */
export interface SessionFacts {
  /** 100,000 to 9,999,999, unique to the session. */
  readonly id: number;
  /** Of the process that is the client. */
  readonly pid: number;
  /** The operation's number, from 1; 0 before the first. */
  readonly seq: number;
  /** Of the operation under way; empty where none is. */
  readonly payload: Uint8Array;
  /** What the acknowledgement said; `null`: nothing was saved, and then no step may ask for it. */
  readonly ack: SavedAck | null;
}

/** What was saved of an acknowledgement: bytes up to the first NUL, or a number. */
export type SavedAck = Uint8Array | bigint;

const utf8 = new TextEncoder();

/**
 * The bytes of a message. No steps give no bytes. A field that is longer than the steps want it to
 * be, or `{ack}` where nothing was saved, fails an assertion.
 */
export function encodeMessage(steps: readonly WriteStep[], facts: SessionFacts): Uint8Array {
  return encodeUpTo(steps, { from: 0, facts, closing: null }).bytes;
}

interface Span {
  readonly from: number;
  readonly facts: SessionFacts;
  /** The step that ends this field; `null`: the end of the list. */
  readonly closing: 'fill' | 'end' | null;
}

function encodeUpTo(steps: readonly WriteStep[], { from, facts, closing }: Span) {
  const pieces: Uint8Array[] = [];
  let at = from;
  for (; at < steps.length; at += 1) {
    const step = steps[at] as WriteStep;
    if (step.step === closing) {
      break;
    }
    if (step.step === 'begin' || step.step === 'length') {
      const inner = step.step === 'begin' ? ('fill' as const) : ('end' as const);
      const field = encodeUpTo(steps, { from: at + 1, facts, closing: inner });
      at = field.at;
      pieces.push(...completeField(step, { content: field.bytes, ending: steps[at] }));
    } else {
      pieces.push(encodeStep(step, facts));
    }
  }
  return { bytes: joinBytes(...pieces), at };
}

function completeField(
  opening: WriteStep,
  { content, ending }: { content: Uint8Array; ending: WriteStep | undefined },
): Uint8Array[] {
  if (opening.step === 'length') {
    return [littleEndian(BigInt(content.length), opening.widthBytes), content];
  }
  assert(ending?.step === 'fill', 'a field that nothing completes');
  assert(content.length <= ending.toBytes, 'a field that is longer than it may be');
  return [content, new Uint8Array(ending.toBytes - content.length)];
}

function encodeStep(step: WriteStep, facts: SessionFacts): Uint8Array {
  switch (step.step) {
    case 'bytes':
      return step.bytes;
    case 'payload':
      return facts.payload;
    case 'ack':
      return ackText(facts);
    case 'decimal':
      return utf8.encode(String(numberOf(step.of, facts) + BigInt(step.plus)));
    case 'integer':
      return littleEndian(numberOf(step.of, facts) + BigInt(step.plus), step.widthBytes);
    default:
      throw new assert.AssertionError({ message: `${step.step} without its beginning` });
  }
}

function ackText({ ack }: SessionFacts): Uint8Array {
  assert(ack !== null, 'no acknowledgement was saved');
  return typeof ack === 'bigint' ? utf8.encode(String(ack)) : ack;
}

/** Text that is no number counts as 0, as the C library's `atoi` has it. */
function numberOf(source: NumberSource, facts: SessionFacts): bigint {
  switch (source) {
    case 'payloadBytes':
      return BigInt(facts.payload.length);
    case 'ack': {
      const digits = /^\s*[+-]?\d+/.exec(new TextDecoder('latin1').decode(ackText(facts)));
      return BigInt(digits?.[0].trim().replace(/^\+/, '') ?? 0);
    }
    default:
      return BigInt(facts[source]);
  }
}
