// The profile of the built-in servers: 64-byte messages, so that a stray connect message can be
// told from everything else. docs/protocol.md shows them in use.

import type { Profile } from './profile.ts';

/** What `basic`, `forking` and their variants speak. */
export const seedProfile: Profile = {
  profile: 1,
  name: 'seed',
  summary: 'the built-in servers: tagged messages of 64 bytes, payloads behind their length',
  server: { cwd: 'temp', model: 'basic' },
  wkp: { path: 'wkp', lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
  fifos: {
    // Below a directory of their own, so that whoever watches for the pipe is not woken by them.
    down: 'c/{id}',
    nameMaxBytes: 59,
    mode: '0600',
    unlink: { by: 'client', at: 'after-ack' },
  },
  channels: { up: 'wkp-session', down: 'session' },
  connect: [{ text: 'CONN' }, { text: '{down}', bytes: 60 }],
  ack: [
    { bytes: 4, expect: 'ACK' },
    { bytes: 60, expect: '{down}' },
  ],
  response: [{ text: 'RESP' }, { text: '{down}', bytes: 60 }],
  operation: {
    pattern: 'request-reply',
    request: [{ text: 'DATA' }, { int: 'u32', value: '{payloadBytes}' }, { text: '{payload}' }],
    reply: [
      { bytes: 4, expect: 'DATA' },
      { int: 'u32', expect: '{payloadBytes}' },
      { bytes: '{payloadBytes}', expect: '{payload}' },
    ],
  },
};
