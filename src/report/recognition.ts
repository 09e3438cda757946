// What was found out about how a server speaks, in words.

import { showBytes } from '../profile/decode-message.ts';
import type { Profile } from '../profile/profile.ts';

/** What was found out; see `Recognition` of src/recognize. */
export interface RecognitionFacts {
  readonly kind: 'known' | 'inferred' | 'unknown';
  readonly profile: Profile | null;
  readonly rejections: readonly { readonly name: string; readonly reason: string }[];
  readonly wkpPath: string | null;
  readonly known: {
    readonly introduction: 'padded' | 'bare' | 'line' | 'int';
    readonly connectBytes: number;
    readonly down: string;
    readonly ack: Uint8Array;
  } | null;
  readonly troubles: readonly string[];
  readonly printed: string;
}

/** Reasons that are told; what speaks against many profiles is told once for all of them. */
const reasonCountMax = 12;

const introductionWords = {
  padded: 'a name filled up with NUL',
  bare: 'a bare name',
  line: 'a name and a newline',
  int: 'a C int',
};

/** One sentence a line: what fits, or what is in the way; what was seen; why others do not fit. */
export function recognitionLines(facts: RecognitionFacts): string[] {
  return [...verdictLines(facts), ...seenLines(facts), ...rejectionLines(facts)];
}

function verdictLines({ kind, profile, troubles }: RecognitionFacts): string[] {
  if (profile === null) {
    return [...troubles];
  }
  return kind === 'known'
    ? [`it speaks as the profile ${profile.name} says, and sessions came off`]
    : ['it speaks like none of the known profiles; one was inferred, and sessions came off'];
}

function seenLines({ wkpPath, known, profile, printed }: RecognitionFacts): string[] {
  const pipe = wkpPath === null ? [] : [`its well-known pipe is ${wkpPath}`];
  const said = printed.trim().split('\n').slice(-3).join(' | ');
  const words = profile !== null || said === '' ? [] : [`it printed: ${said}`];
  if (known === null) {
    return [...pipe, ...words];
  }
  const { introduction, connectBytes, down, ack } = known;
  const answer =
    ack.length === 0 ? `opened ${down}` : `wrote ${ack.length} bytes to ${down}: ${showBytes(ack)}`;
  const sent = `${introductionWords[introduction]} (${connectBytes} bytes)`;
  return [...pipe, `told ${sent}, it ${answer}`, ...words];
}

function rejectionLines({ rejections }: RecognitionFacts): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of rejections) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].slice(0, reasonCountMax).map(([reason, names]) => {
    const others = names.length > 3 ? ` and ${names.length - 3} more` : '';
    return `not ${names.slice(0, 3).join(', ')}${others}: ${reason}`;
  });
}
