// Servers that speak in C ints: the client's number, a number in return, its successor, and then a
// stream of numbers.

import type { Profile } from '../../src/profile/profile.ts';

/** All messages are 32-bit integers. */
export const binaryNumberProfile: Profile = {
  profile: 1,
  name: 'binary-number',
  summary: 'all messages are C ints: id, a number, its successor; then numbers come unasked',
  server: { cwd: 'temp', model: 'basic' },
  wkp: { path: 'server.fifo', lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
  fifos: {
    ...{ down: '{id}.fifo', nameMaxBytes: 31, mode: '0644' },
    unlink: { by: 'any', at: 'after-ack' },
  },
  channels: { up: 'wkp-session', down: 'session' },
  connect: [{ int: 'i32', value: '{id}' }],
  ack: [{ int: 'i32', save: 'ack' }],
  response: [{ int: 'i32', value: '{ack+1}' }],
  operation: { pattern: 'push', reply: [{ int: 'i32' }] },
};
