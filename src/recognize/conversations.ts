// The ways in which a session may go on after the acknowledgement, the likeliest first.

import { type AckKind, type Answer, likelyResponses } from './describe-handshake.ts';
import type { Acknowledged } from './observe-handshake.ts';

/** One of them. */
export interface Conversation extends Answer {
  /** `line`: requests end with a newline; `padded`: they are filled up with NUL. */
  readonly requests: 'line' | 'padded';
}

/**
 * Sizes of the buffer for a response. One that is larger than the response would swallow the first
 * request together with it, or wait for the rest.
 */
const responseSizesBytes = [10, 256, 100, 64, 1_000, 12, 20, 32, 50, 128, 512, 1_024];

/** All conversations that are worth a try with such an acknowledgement; none without end. */
export function conversations(
  kind: AckKind,
  { ack, connectBytes }: Pick<Acknowledged, 'ack' | 'connectBytes'>,
): Conversation[] {
  const responses = likelyResponses(kind);
  const plain = { kind, responseBytes: ack.length };
  const first = (['padded', 'line'] as const).flatMap((requests) =>
    responses.map((response) => ({ ...plain, response, requests })),
  );
  const sizes = [connectBytes, ...responseSizesBytes].filter((bytes) => bytes > ack.length);
  const answered = kind === 'int' ? [] : responses.filter((response) => response !== 'none');
  const filled = answered.flatMap((response) =>
    [...new Set(sizes)].map((responseBytes) => ({
      ...{ kind, response, responseBytes, requests: 'padded' as const },
    })),
  );
  return [...first, ...filled];
}
