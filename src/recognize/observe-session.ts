// Goes through a whole session with a server whose acknowledgement is known: answers in one of the
// likely ways, asks something, and sees what comes back and how long it is.

import { compileRead } from '../profile/compile-read.ts';
import { compileWrite, joinBytes } from '../profile/compile-write.ts';
import { decodeMessage } from '../profile/decode-message.ts';
import { encodeMessage, type SessionFacts } from '../profile/encode-message.ts';
import type { InField, OutField } from '../profile/profile.ts';
import { eventually } from '../target/eventually.ts';
import { type Answer, connectFields, handshakeFields } from './describe-handshake.ts';
import { type Acknowledged, sendGrowing } from './observe-handshake.ts';
import { TrialClient } from './trial-client.ts';
import type { TriedServer } from './tried-server.ts';

/** How requests and replies look, or that nothing came. */
export type SeenOperation =
  | { readonly seen: 'reply'; readonly request: OutField[]; readonly reply: InField[] }
  /** Something came before anything had been asked. */
  | { readonly seen: 'unasked'; readonly bytes: Uint8Array }
  | { readonly seen: 'nothing' };

/** What a session came to. */
export interface SeenSession {
  readonly operation: SeenOperation;
  /** The server ended with the session. */
  readonly isLast: boolean;
  /** While the session was open there was a pipe for others. */
  readonly servesOthers: boolean;
}

/** What is known of the handshake, and how it is answered this time. */
export interface SessionPlan extends Answer {
  readonly wkpPath: string;
  readonly known: Acknowledged;
  /** `line`: requests end with a newline; `padded`: they are filled up with NUL. */
  readonly requests: 'line' | 'padded';
}

const patience = {
  ack: { firstMs: 1_000, quietMs: 40 },
  unasked: { firstMs: 120, quietMs: 30 },
  reply: { firstMs: 500, quietMs: 60 },
};

/** Sizes of requests that are worth a try, the largest first. */
const requestSizesBytes = [1_000, 256, 100, 64, 32, 16, 10, 8];

const shortText = 'Hello';
const longText = 'Hello, world';

const utf8 = new TextEncoder();

/** Has a session; `null`: not even the handshake came about. */
export async function observeSession(
  server: TriedServer,
  plan: SessionPlan,
): Promise<SeenSession | null> {
  const { wkpPath, known } = plan;
  const client = new TrialClient(server, { wkpPath, downs: [known.down] });
  let operation: SeenOperation;
  let servesOthers: boolean;
  try {
    if (!(await client.connect()) || !(await shakeHands(client, plan))) {
      return null;
    }
    const unasked = await client.listen(patience.unasked);
    servesOthers = client.isWkpBack();
    if (unasked.isEnded) {
      return null;
    }
    operation =
      unasked.bytes.length > 0
        ? { seen: 'unasked', bytes: unasked.bytes }
        : await observeOperation(client, plan);
  } finally {
    client.close();
  }
  const after = await eventually(
    () => (server.ending() !== null ? 'ended' : client.isWkpBack() ? 'back' : null),
    { timeoutMs: known.isWkpGone ? 500 : 100 },
  );
  return { operation, isLast: after === 'ended', servesOthers };
}

async function shakeHands(client: TrialClient, plan: SessionPlan): Promise<boolean> {
  const { known } = plan;
  const { ack, response } = handshakeFields(known, plan);
  const { firstMs, quietMs } = patience.ack;
  const names = { down: [], up: [] };
  const facts: SessionFacts = {
    ...{ id: client.id, pid: process.pid, seq: 0, payload: new Uint8Array(), ack: null },
  };
  client.send(encodeMessage(compileWrite(connectFields(known), names), facts));
  const heard = await client.listen({ firstMs: firstMs + known.delayMs, quietMs });
  const decoded = decodeMessage(compileRead(ack ?? [], names), facts, heard);
  if (decoded.state !== 'complete') {
    return false;
  }
  if (response !== null) {
    const answer = encodeMessage(compileWrite(response, names), { ...facts, ack: decoded.ack });
    return client.send(answer);
  }
  return true;
}

async function observeOperation(
  client: TrialClient,
  { requests }: SessionPlan,
): Promise<SeenOperation> {
  return requests === 'line' ? await observeLines(client) : await observePadded(client);
}

async function observeLines(client: TrialClient): Promise<SeenOperation> {
  const replies: Uint8Array[] = [];
  for (const text of [shortText, longText]) {
    client.send(utf8.encode(`${text}\n`));
    const heard = await client.listen(patience.reply);
    if (heard.bytes.length === 0) {
      return { seen: 'nothing' };
    }
    replies.push(heard.bytes);
  }
  const reply = replyFields(replies as [Uint8Array, Uint8Array], { sizesBytes: [0, 0] });
  return reply === null
    ? { seen: 'nothing' }
    : { seen: 'reply', request: [{ text: '{payload}\n' }], reply };
}

async function observePadded(client: TrialClient): Promise<SeenOperation> {
  const first = await sendGrowing(client, utf8.encode(shortText));
  if (first.heard.bytes.length === 0) {
    return { seen: 'nothing' };
  }
  // Who answered only when a buffer was full will want just as much each time.
  const sizesBytes = first.sentBytes > 8 ? [first.sentBytes] : requestSizesBytes;
  for (const sizeBytes of sizesBytes) {
    const text = longText.slice(0, Math.min(longText.length, sizeBytes - 1));
    client.send(joinBytes(utf8.encode(text), new Uint8Array(sizeBytes - text.length)));
    const heard = await client.listen(patience.reply);
    const replies: [Uint8Array, Uint8Array] = [first.heard.bytes, heard.bytes];
    const reply = replyFields(replies, { sizesBytes: [first.sentBytes, sizeBytes], text });
    if (reply !== null) {
      const request: OutField[] = [{ text: '{payload}', nul: true, bytes: sizeBytes }];
      return { seen: 'reply', request, reply };
    }
    if (heard.bytes.length === 0) {
      break;
    }
  }
  return { seen: 'nothing' };
}

/**
 * What two replies have in common: a fixed length, that of the text, that of the request, or lines.
 * `null`: nothing that a profile could say.
 */
export function replyFields(
  [short, long]: readonly [Uint8Array, Uint8Array],
  { sizesBytes, text = longText }: { sizesBytes: readonly [number, number]; text?: string },
): InField[] | null {
  const growth = long.length - short.length;
  if (short.length === 0 || long.length === 0) {
    return null;
  }
  if (growth === 0) {
    return [{ bytes: long.length }];
  }
  if (short.length === sizesBytes[0] && long.length === sizesBytes[1]) {
    return [{ bytes: long.length }];
  }
  if ([short, long].every((reply) => reply.indexOf(0x0a) === reply.length - 1)) {
    return [{ until: 'newline' }];
  }
  const more = short.length - shortText.length;
  if (growth !== text.length - shortText.length || more < 0) {
    return null;
  }
  const body = { bytes: '{payloadBytes}' as const };
  const rest = more === 0 ? [] : [{ bytes: more }];
  return long.at(-1) === 0 ? [body, ...rest] : [...rest, body];
}
