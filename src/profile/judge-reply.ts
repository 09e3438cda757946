// Holds a reply's body against the request's payload, as a profile wants it; the engine does the
// same natively.

import type { CompiledProfile } from './compiled-profile.ts';
import { showBytes, upToNul } from './decode-message.ts';
import type { Transform } from './profile.ts';

/**
 * What is wrong with a reply, in words; `null`: nothing. `golden` is the body of the first reply to
 * the same payload, `null` while there is none, and then any body will do.
 */
export function replyFault(
  { check, trim }: Pick<CompiledProfile, 'check' | 'trim'>,
  { body, payload, golden }: { body: Uint8Array; payload: Uint8Array; golden: Uint8Array | null },
): string | null {
  const cut = (bytes: Uint8Array) =>
    trim === 'nul'
      ? upToNul(bytes)
      : trim === 'payload'
        ? bytes.subarray(0, payload.length)
        : bytes;
  const said = cut(body);
  switch (check.check) {
    case 'none':
      return null;
    case 'golden':
      return golden === null ? null : difference(said, cut(golden));
    case 'prefix':
      return difference(said.subarray(0, check.bytes.length), check.bytes);
    case 'transform':
      return difference(said, transformed(payload, check.transform));
  }
}

/** What a server makes of a payload that it changes letter by letter; other bytes stay. */
export function transformed(payload: Uint8Array, transform: Transform): Uint8Array {
  return payload.map((byte) => transformByte(byte, transform));
}

function transformByte(byte: number, transform: Transform): number {
  const isUpper = byte >= 0x41 && byte <= 0x5a;
  const isLower = byte >= 0x61 && byte <= 0x7a;
  switch (transform) {
    case 'identity':
      return byte;
    case 'upper':
      return isLower ? byte - 0x20 : byte;
    case 'lower':
      return isUpper ? byte + 0x20 : byte;
    case 'swapcase':
      return isUpper || isLower ? byte ^ 0x20 : byte;
    case 'rot13': {
      const first = isUpper ? 0x41 : 0x61;
      return isUpper || isLower ? ((byte - first + 13) % 26) + first : byte;
    }
  }
}

function difference(said: Uint8Array, wanted: Uint8Array): string | null {
  const isSame = said.length === wanted.length && said.every((byte, at) => byte === wanted[at]);
  return isSame ? null : `the reply is ${showBytes(said)} and should be ${showBytes(wanted)}`;
}
