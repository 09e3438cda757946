// Servers that know their clients by a magic number and put lengths before everything.

import type { Profile } from '../../src/profile/profile.ts';

/** Magic and bare name, 36 bytes in return, then payloads behind 64-bit lengths. */
export const magicLengthPrefixProfile: Profile = {
  profile: 1,
  name: 'magic-length-prefix',
  summary: 'a magic number and the bare name, 36 bytes in return; payloads behind 64-bit lengths',
  server: { cwd: 'temp', model: 'basic' },
  wkp: { path: 'server_pipe', lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
  fifos: {
    ...{ down: '{id}', nameMaxBytes: 31, mode: '0644' },
    unlink: { by: 'any', at: 'after-ack' },
  },
  channels: { up: 'wkp-session', down: 'session' },
  connect: [{ hex: 'c0 de f1 f0' }, { text: '{name}' }],
  ack: [{ bytes: 4 }, { bytes: 32 }],
  response: null,
  operation: {
    pattern: 'request-reply',
    request: [{ text: '{payload}', lengthPrefix: 'u64' }],
    reply: [{ lengthPrefix: 'u64' }],
    check: 'golden',
  },
};
