// Makes a profile of what was seen in whole sessions, where no known one fits.

import { longestTextBytes } from '../profile/longest-text.ts';
import type { InField, Profile, ProfileOperation } from '../profile/profile.ts';
import { type AckKind, type Answer, connectFields, handshakeFields } from './describe-handshake.ts';
import type { Acknowledged } from './observe-handshake.ts';
import type { SeenSession } from './observe-session.ts';

/** A handshake that works, and what came after it. */
export interface SeenDialect extends Answer {
  readonly name: string;
  readonly wkpPath: string;
  readonly known: Acknowledged;
  readonly session: SeenSession;
}

/** The profile that says just what was seen. */
export function inferProfile(seen: SeenDialect): Profile {
  const { known, kind, session } = seen;
  const fifos = { down: known.down, nameMaxBytes: 1 };
  const isRemoved = known.isWkpGone;
  const profile: Profile = {
    ...{ profile: 1, name: seen.name, summary: 'inferred from what the server did' },
    server: {
      ...{ cwd: 'temp', model: session.servesOthers ? 'forking' : 'basic' },
      ...(session.isLast ? { maxSessions: 1 } : {}),
      ...withDelay(known),
    },
    wkp: {
      ...{ path: seen.wkpPath, lifecycle: isRemoved ? 'recreate' : 'permanent', hold: 'session' },
      gate: isRemoved ? 'until-unlinked' : kind === 'none' ? 'none' : 'until-ack',
    },
    fifos,
    channels: { up: isRemoved ? 'wkp-session' : 'wkp-shared', down: 'session' },
    connect: connectFields(known),
    ...handshakeFields(known, seen),
    operation: operationOf(seen),
  };
  const longestBytes = longestTextBytes(known.down, profile);
  const nameMaxBytes = Math.max(longestBytes, known.connectBytes - 1);
  return { ...profile, fifos: { ...fifos, nameMaxBytes, unlink: unlinkOf(kind) } };
}

/** A sleep of the server, as a profile has it, with room for one that is longer now and then. */
export function withDelay({ delayMs }: Pick<Acknowledged, 'delayMs'>) {
  return delayMs === 0 ? {} : { builtinDelayMs: Math.ceil(delayMs * 1.5) };
}

/** A server may remove the private FIFO itself; without an acknowledgement it is needed longer. */
function unlinkOf(kind: AckKind) {
  return kind === 'none'
    ? ({ by: 'any', at: 'end' } as const)
    : ({ by: 'any', at: 'after-ack' } as const);
}

function operationOf({ session: { operation }, kind, known }: SeenDialect): ProfileOperation {
  if (operation.seen === 'unasked') {
    const field = pushedField(operation.bytes, { kind, ackBytes: known.ack.length });
    return field === null ? { pattern: 'none' } : { pattern: 'push', reply: [field] };
  }
  if (operation.seen === 'nothing') {
    return { pattern: 'none' };
  }
  const { request, reply } = operation;
  const trim = reply.some((field) => 'bytes' in field && field.bytes !== '{payloadBytes}');
  return {
    ...{ pattern: 'request-reply', request, reply, check: 'golden' },
    ...(trim ? { trim: 'nul' } : {}),
  };
}

/** What comes unasked is likely to look as the acknowledgement did; `null`: nobody knows. */
function pushedField(
  bytes: Uint8Array,
  { kind, ackBytes }: { kind: AckKind; ackBytes: number },
): InField | null {
  if (bytes.includes(0x0a)) {
    return { until: 'newline' };
  }
  if (kind === 'int' && bytes.length % 4 === 0) {
    return { int: 'i32' };
  }
  return kind === 'number' && bytes.length % ackBytes === 0 ? { decimal: ackBytes } : null;
}
