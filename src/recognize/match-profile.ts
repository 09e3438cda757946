// Holds what was seen of a server against a profile: either something speaks against it, in words,
// or the profile as it would have to be for this server, with its pipe and FIFOs in their places.

import { longestTextBytes } from '../profile/longest-text.ts';
import type { InField, Profile } from '../profile/profile.ts';
import type { AckKind } from './describe-handshake.ts';
import { withDelay } from './infer-profile.ts';
import type { Acknowledged, Introduction } from './observe-handshake.ts';

/** What was seen of a server before any profile is tried. */
export interface SeenServer {
  readonly wkpPath: string;
  /** `null`: it answered to none of the introductions. */
  readonly known: Acknowledged | null;
  readonly kind: AckKind;
}

/** Profiles that are worth a try, in their order; or why this one is not. */
export type Match =
  | { readonly candidates: readonly Profile[]; readonly reason: null }
  | { readonly candidates: null; readonly reason: string };

/** How a server is introduced to, in words. */
export const introductionWords: Readonly<Record<Introduction, string>> = {
  padded: 'a name filled up with NUL',
  bare: 'a bare name',
  line: 'a name and a newline',
  int: 'a C int',
};

/** Holds a profile against what was seen. */
export function matchProfile(profile: Profile, { wkpPath, known, kind }: SeenServer): Match {
  const introduction = introductionOf(profile);
  if (known === null) {
    return introduction === 'other'
      ? { candidates: relocated(profile, wkpPath), reason: null }
      : refuse(`it did not answer to ${introductionWords[introduction]}`);
  }
  if (introduction !== known.introduction) {
    return refuse(`it answered to ${introductionWords[known.introduction]}`);
  }
  const isRemoved = profile.wkp.lifecycle === 'recreate';
  if (isRemoved !== known.isWkpGone) {
    return refuse(known.isWkpGone ? 'it removes its pipe' : 'its pipe stays');
  }
  const reason = nameConflict(profile, known) ?? ackConflict(profile.ack, { known, kind });
  if (reason !== null) {
    return refuse(reason);
  }
  const wkp = { ...profile.wkp, path: wkpPath };
  const fifos = withDown(profile, known.down);
  const server = { ...profile.server, ...withDelay(known) };
  return { candidates: [{ ...profile, server, wkp, fifos }], reason: null };
}

function refuse(reason: string): Match {
  return { candidates: null, reason };
}

/** How clients introduce themselves; `other`: in a way that is not observed without a profile. */
export function introductionOf({ connect }: Profile): Introduction | 'other' {
  const [field, ...more] = connect ?? [];
  if (field === undefined || more.length > 0) {
    return 'other';
  }
  if ('int' in field) {
    return field.int === 'i32' && field.value === '{id}' ? 'int' : 'other';
  }
  if (!('text' in field) || !['{name}', '{down}', '{id}'].includes(field.text)) {
    return 'other';
  }
  return field.bytes === undefined ? 'bare' : 'padded';
}

/** Who reads until a buffer is full answered only at its size. */
function nameConflict({ connect }: Profile, { connectBytes }: Acknowledged): string | null {
  const [field] = connect ?? [];
  const bytes = field !== undefined && 'text' in field ? field.bytes : undefined;
  const readsAll = connectBytes > 8;
  return readsAll && bytes !== undefined && bytes !== connectBytes
    ? `it wants ${connectBytes} bytes of name, not ${bytes}`
    : null;
}

function ackConflict(
  fields: Profile['ack'],
  { known, kind }: { known: Acknowledged; kind: AckKind },
): string | null {
  const byteCount = (fields ?? []).reduce((sum, field) => sum + fieldBytes(field), 0);
  // Who sends back what it has read, sends back as much.
  const isEcho = kind === 'name' && known.ack.length === known.connectBytes;
  if (byteCount !== known.ack.length && !isEcho) {
    return `it acknowledges with ${known.ack.length} bytes, not ${byteCount}`;
  }
  const [field] = fields ?? [];
  if (field === undefined) {
    return null;
  }
  const wanted: AckKind =
    'decimal' in field ? 'number' : 'int' in field ? 'int' : hasExpect(field) ? 'name' : 'fixed';
  const words: Readonly<Record<AckKind, string>> = {
    ...{ none: 'nothing', name: 'the name', number: 'a number', int: 'a C int' },
    named: 'a text with the name in it',
    ...{ fixed: 'the same text each time', varying: 'a text that changes' },
  };
  return wanted === kind ? null : `it acknowledges with ${words[kind]}, not ${words[wanted]}`;
}

function hasExpect(field: InField): boolean {
  return 'expect' in field && field.expect !== undefined;
}

function fieldBytes(field: InField): number {
  if ('bytes' in field) {
    return field.bytes === '{payloadBytes}' ? 0 : field.bytes;
  }
  if ('decimal' in field) {
    return field.decimal;
  }
  return 'int' in field ? (field.int === 'i16' ? 2 : field.int.endsWith('32') ? 4 : 8) : 0;
}

/**
 * A profile with the server's pipe. Where clients tell the names of their FIFOs, those lie in the
 * server's directory; where the server makes the name up from a number, the likely ones are tried.
 */
function relocated(profile: Profile, wkpPath: string): Profile[] {
  const moved = { ...profile, wkp: { ...profile.wkp, path: wkpPath } };
  const { down, up } = profile.fifos;
  if (wkpPath === profile.wkp.path || profile.name === 'seed') {
    return [moved];
  }
  if (tellsNames(profile)) {
    const fifos = {
      ...withDown(profile, '{id}.down'),
      ...(up === undefined ? {} : { up: '{id}.up' }),
    };
    return [{ ...moved, fifos }];
  }
  return [`${wkpPath}.{id}`, down].map((template) => ({
    ...moved,
    fifos: withDown(profile, template),
  }));
}

function tellsNames({ connect, operation }: Profile): boolean {
  return [...(connect ?? []), ...(operation.request ?? [])].some(
    (field) => 'text' in field && /\{(?:name|down|up)\}/.test(field.text),
  );
}

function withDown(profile: Profile, down: string): Profile['fifos'] {
  const fifos = { ...profile.fifos, down };
  const longestBytes = longestTextBytes(down, { ...profile, fifos });
  return { ...fifos, nameMaxBytes: Math.max(fifos.nameMaxBytes, longestBytes) };
}
