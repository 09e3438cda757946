// Servers that acknowledge with a random number in decimal and want its successor back, so that
// each side knows that the other has read what it wrote.

import type { Profile } from '../../src/profile/profile.ts';

const base: Omit<Profile, 'name' | 'operation'> = {
  profile: 1,
  server: { cwd: 'temp', model: 'basic' },
  wkp: { path: 'mario', lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
  fifos: {
    ...{ down: '{id}', nameMaxBytes: 9, mode: '0644' },
    unlink: { by: 'any', at: 'after-ack' },
  },
  channels: { up: 'wkp-session', down: 'session' },
  connect: [{ text: '{name}', bytes: 10 }],
  ack: [{ decimal: 10, save: 'ack' }],
  response: [{ text: '{ack+1}', bytes: 10 }],
};

function withBuffers(name: string, bufferBytes: number): Profile {
  return {
    ...{ ...base, name },
    summary:
      'a random number in 10 bytes, whose successor the client sends back; requests and replies ' +
      `of ${bufferBytes} bytes`,
    operation: {
      pattern: 'request-reply',
      request: [{ text: '{payload}', nul: true, bytes: bufferBytes }],
      reply: [{ bytes: bufferBytes }],
      ...{ check: 'golden', trim: 'nul' },
    },
  };
}

/** With buffers of 1,000 and of 10,000 bytes, and with numbers that the server keeps sending. */
export const numberSuccessorProfiles: readonly Profile[] = [
  withBuffers('number-successor', 1_000),
  withBuffers('number-successor-10000', 10_000),
  {
    ...{ ...base, name: 'number-successor-push' },
    summary:
      'a random number in 10 bytes, whose successor the client sends back; then numbers of 10 ' +
      'bytes come unasked',
    operation: { pattern: 'push', reply: [{ decimal: 10 }] },
  },
];
