// Servers that read the client's name into a buffer of fixed size, answer with a fixed text, and
// then read and write buffers of 1,000 bytes. The sizes differ from server to server, so this is a
// family; `--profile auto` finds out which member fits.

import type { Profile } from '../../src/profile/profile.ts';

/** How a member of the family differs from the others. */
export interface TextDialect {
  readonly name: string;
  readonly summary?: string;
  /** Path of the well-known pipe. */
  readonly wkpPath: string;
  /** Size of the buffer for the client's name. */
  readonly nameBytes: number;
  /** Size of the acknowledgement, whatever it says. */
  readonly ackBytes: number;
  /** Whether the client sends the acknowledgement back. */
  readonly responds: boolean;
  /** Size of the buffers for requests and replies. */
  readonly bufferBytes: number;
}

/** A member of the family. */
export function textProfile(dialect: TextDialect): Profile {
  const { name, nameBytes, ackBytes, bufferBytes } = dialect;
  return {
    ...{ profile: 1, name, ...(dialect.summary === undefined ? {} : { summary: dialect.summary }) },
    server: { cwd: 'temp', model: 'basic' },
    wkp: { path: dialect.wkpPath, lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
    fifos: {
      ...{ down: '{id}', nameMaxBytes: nameBytes - 1, mode: '0644' },
      unlink: { by: 'any', at: 'after-ack' },
    },
    channels: { up: 'wkp-session', down: 'session' },
    connect: [{ text: '{name}', bytes: nameBytes }],
    ack: [{ bytes: ackBytes, save: 'ack' }],
    response: dialect.responds ? [{ text: '{ack}', bytes: ackBytes }] : null,
    operation: {
      pattern: 'request-reply',
      request: [{ text: '{payload}', nul: true, bytes: bufferBytes }],
      reply: [{ bytes: bufferBytes }],
      ...{ check: 'golden', trim: 'nul' },
    },
  };
}

/** Sizes of name buffers that are met most; the first is by far the most frequent. */
export const commonNameBytes = [10, 12, 8, 1_000] as const;

/** Sizes of acknowledgements that are met most. */
export const commonAckBytes = [10, 5, 8] as const;

/** `text10` and its like: a member for each pair of common sizes, answered and not. */
export const textProfiles: readonly Profile[] = commonNameBytes.flatMap((nameBytes) =>
  commonAckBytes.flatMap((ackBytes) =>
    [true, false].map((responds) => {
      const ackPart = ackBytes === commonAckBytes[0] ? '' : `-ack${ackBytes}`;
      const response = responds ? 'which the client sends back' : 'to which nothing is answered';
      return textProfile({
        name: `text${nameBytes}${ackPart}${responds ? '' : '-mute'}`,
        summary:
          `the name in ${nameBytes} bytes, a fixed text of ${ackBytes} bytes in return, ` +
          `${response}; requests and replies of 1000 bytes`,
        ...{ wkpPath: 'mario', nameBytes, ackBytes, responds, bufferBytes: 1_000 },
      });
    }),
  ),
);
