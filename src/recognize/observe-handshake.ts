// Finds out how a server wants to be told of a client's FIFO, by telling it in one way after the
// other, each on a fresh instance, until one of the client's FIFOs comes alive.

import { joinBytes, littleEndian } from '../profile/compile-write.ts';
import { eventually } from '../target/eventually.ts';
import { type Heard, TrialClient } from './trial-client.ts';
import { likelyDowns, type TriedServer } from './tried-server.ts';

/** Ways to introduce oneself. */
export const introductions = ['padded', 'bare', 'line', 'int'] as const;

/** `padded`: the name, filled up with NUL; `bare`; `line`: ended by a newline; `int`: a C int. */
export type Introduction = (typeof introductions)[number];

/** What a server made of an introduction. */
export interface Acknowledged {
  readonly introduction: Introduction;
  /** Template of the private FIFO that came alive. */
  readonly down: string;
  readonly id: number;
  /** Bytes that had been written when it did. */
  readonly connectBytes: number;
  /** What the server said; empty: it only opened the FIFO. */
  readonly ack: Uint8Array;
  /** How long the server slept before it answered; 0: it answered at once. */
  readonly delayMs: number;
  /** The well-known pipe had been taken away when the acknowledgement was there, or soon after. */
  readonly isWkpGone: boolean;
}

/** An introduction that is tried. */
export interface HandshakeTrial {
  readonly wkpPath: string;
  readonly introduction: Introduction;
  /** The name is sent in the least size, and waited for longer than servers sleep as a rule. */
  readonly isPatient?: boolean;
}

/** What became of an introduction. */
export interface SeenHandshake {
  /** `null`: it led to no acknowledgement. */
  readonly known: Acknowledged | null;
  /** What else the server did, in words. */
  readonly remarks: readonly string[];
}

/** Holds a name of seven digits and a NUL. */
export const leastSizeBytes = 8;

/** Sizes of buffers that are met; who reads until a buffer is full answers at one of them. */
const bufferSizesBytes = [
  ...[
    leastSizeBytes,
    10,
    12,
    16,
    20,
    24,
    30,
    32,
    40,
    48,
    50,
    60,
    64,
    80,
    100,
    120,
    128,
    150,
    200,
    250,
    255,
  ],
  ...[256, 300, 400, 500, 512, 600, 800, 1_000, 1_024, 2_000, 2_048, 4_000, 4_096],
];

const patience = {
  /** For what is answered at once, and for a fork or an interpreter on the way. */
  first: { firstMs: 300, quietMs: 40 },
  growth: { firstMs: 20, quietMs: 40 },
  last: { firstMs: 700, quietMs: 40 },
  /** For a server that sleeps before it answers. */
  sleeping: { firstMs: 2_500, quietMs: 40 },
};

/**
 * Writes a text and then NULs up to one size of buffer after the other, until something comes, and
 * returns it with the bytes written by then. The text has at most 7 bytes.
 */
export async function sendGrowing(
  client: TrialClient,
  text: Uint8Array,
): Promise<{ heard: Heard; sentBytes: number }> {
  let sentBytes = 0;
  let heard: Heard = { down: null, bytes: new Uint8Array(), isEnded: false };
  for (const sizeBytes of bufferSizesBytes) {
    const piece = new Uint8Array(sizeBytes - sentBytes);
    piece.set(sentBytes === 0 ? text : []);
    client.send(piece);
    const isFirst = sentBytes === 0;
    sentBytes = sizeBytes;
    heard = await client.listen(isFirst ? patience.first : patience.growth);
    if (heard.bytes.length > 0 || heard.isEnded) {
      return { heard, sentBytes };
    }
  }
  return { heard: await client.listen(patience.last), sentBytes };
}

/**
 * Introduces a client in one way. Nothing is known then where nothing came alive, or where what
 * came was a reply at once, for the server closed its end and kept its pipe.
 */
export async function observeHandshake(
  server: TriedServer,
  { wkpPath, introduction, isPatient = false }: HandshakeTrial,
): Promise<SeenHandshake> {
  const client = new TrialClient(server, { wkpPath, downs: likelyDowns(wkpPath) });
  try {
    if (!(await client.connect())) {
      return { known: null, remarks: ['it did not open its pipe', ...remarksOn(server, client)] };
    }
    const sinceMs = performance.now();
    const { heard, sentBytes } = isPatient
      ? await introducePatiently(client)
      : await introduce(client, introduction);
    const tookMs = Math.round(performance.now() - sinceMs);
    const isReply = heard.isEnded && heard.bytes.length > 0 && !client.isWkpGone();
    if (heard.down === null || isReply) {
      return { known: null, remarks: remarksOn(server, client) };
    }
    const gone = await eventually(() => (client.isWkpGone() ? true : null), { timeoutMs: 250 });
    const known: Acknowledged = {
      ...{ introduction, down: heard.down, id: client.id, connectBytes: sentBytes },
      ...{ ack: heard.bytes, isWkpGone: gone !== null, delayMs: isPatient ? tookMs : 0 },
    };
    return { known, remarks: [] };
  } finally {
    client.close();
  }
}

function remarksOn(server: TriedServer, client: TrialClient): string[] {
  const ending = server.ending();
  const removed = client.removedUnread();
  return [
    ...(ending === null ? [] : [`when a client came, ${ending}`]),
    ...removed.map((down) => `it removed the client's FIFO ${down} instead of opening it`),
  ];
}

async function introducePatiently(client: TrialClient) {
  const bytes = new Uint8Array(leastSizeBytes);
  bytes.set(new TextEncoder().encode(client.nameOf('{id}')));
  client.send(bytes);
  return { heard: await client.listen(patience.sleeping), sentBytes: leastSizeBytes };
}

async function introduce(client: TrialClient, introduction: Introduction) {
  const name = new TextEncoder().encode(client.nameOf('{id}'));
  if (introduction === 'padded') {
    return await sendGrowing(client, name);
  }
  const bytes =
    introduction === 'int'
      ? littleEndian(BigInt(client.id), 4)
      : introduction === 'line'
        ? joinBytes(name, Uint8Array.of(0x0a))
        : name;
  client.send(bytes);
  return { heard: await client.listen(patience.last), sentBytes: bytes.length };
}
