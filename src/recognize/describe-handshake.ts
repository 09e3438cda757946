// From what a server said to the words of a profile: what kind of acknowledgement it was, and which
// responses it may want. Nothing is tried here.

import { upToNul } from '../profile/decode-message.ts';
import type { InField, OutField, Profile } from '../profile/profile.ts';
import type { Acknowledged } from './observe-handshake.ts';

/** What an acknowledgement is; `named`: a text with the client's number in it. */
export type AckKind = 'none' | 'name' | 'named' | 'number' | 'int' | 'fixed' | 'varying';

/** What a client may answer to it. */
export type ResponseKind = 'same' | 'successor' | 'none';

const latin1 = new TextDecoder('latin1');

/** What kind of acknowledgement two sessions of the same server show. */
export function ackKindOf(first: Acknowledged, second: Acknowledged): AckKind {
  if (first.ack.length === 0) {
    return 'none';
  }
  if (first.ack.length !== second.ack.length) {
    return 'varying';
  }
  const texts = [first, second].map(({ ack }) => latin1.decode(upToNul(ack)));
  if (texts[0] === String(first.id) && texts[1] === String(second.id)) {
    return 'name';
  }
  if (templateOf(first) !== null && templateOf(first) === templateOf(second)) {
    return 'named';
  }
  // A random number that was never seeded is the same in each fresh instance.
  if (texts.every((text) => /^\s*\d+\s*$/.test(text))) {
    return 'number';
  }
  if (first.introduction === 'int' && first.ack.length === 4) {
    return 'int';
  }
  return latin1.decode(first.ack) === latin1.decode(second.ack) ? 'fixed' : 'varying';
}

/** The acknowledgement with `{id}` in place of the client's number; `null`: it is not in there. */
function templateOf({ ack, id }: Acknowledged): string | null {
  const text = latin1.decode(upToNul(ack)).replace(/[{}]/g, '$&$&');
  return text.includes(String(id)) ? text.replace(String(id), '{id}') : null;
}

/** The responses that are worth a try, the likeliest first. */
export function likelyResponses(kind: AckKind): readonly ResponseKind[] {
  switch (kind) {
    case 'none':
      return ['none'];
    case 'number':
    case 'int':
      return ['successor', 'same', 'none'];
    default:
      return ['same', 'none'];
  }
}

/** The message that introduces a client, as a profile has it. */
export function connectFields({ introduction, connectBytes }: Acknowledged): OutField[] {
  switch (introduction) {
    case 'padded':
      return [{ text: '{id}', bytes: connectBytes }];
    case 'bare':
      return [{ text: '{id}' }];
    case 'line':
      return [{ text: '{id}\n' }];
    case 'int':
      return [{ int: 'i32', value: '{id}' }];
  }
}

/** How a handshake is answered. */
export interface Answer {
  readonly kind: AckKind;
  readonly response: ResponseKind;
  /** Size to which the response is filled up; at least that of the acknowledgement. */
  readonly responseBytes: number;
}

/** Acknowledgement and response, as a profile has them. */
export function handshakeFields(
  known: Acknowledged,
  { kind, response, responseBytes }: Answer,
): Pick<Profile, 'ack' | 'response'> {
  if (kind === 'none') {
    return { ack: null, response: null };
  }
  const bytes = known.ack.length;
  const isUsed = response !== 'none';
  const save = isUsed ? { save: 'ack' as const } : {};
  if (kind === 'int') {
    const value = response === 'successor' ? '{ack+1}' : '{ack}';
    return {
      ack: [{ int: 'i32', ...save }],
      response: isUsed ? [{ int: 'i32', value }] : null,
    };
  }
  const expect = kind === 'name' || kind === 'named' ? templateOf(known) : null;
  const text = response === 'successor' ? '{ack+1}' : (expect ?? '{ack}');
  return {
    ack: [ackField(kind, { bytes, save, expect })],
    response: isUsed ? [{ text, bytes: responseBytes }] : null,
  };
}

function ackField(
  kind: AckKind,
  { bytes, save, expect }: { bytes: number; save: { save?: 'ack' }; expect: string | null },
): InField {
  if (expect !== null) {
    return { bytes, expect };
  }
  return kind === 'number' ? { decimal: bytes, ...save } : { bytes, ...save };
}
