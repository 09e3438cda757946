// Servers written as shell scripts: `read line < pipe` in a loop, and an answer into the client's
// FIFO. What a second client writes before the shell has closed the pipe is lost, so one client at
// a time may ask.

import type { Profile } from '../../src/profile/profile.ts';

/** A line on the pipe, which is opened for it and closed again; an answer up to end of file. */
export const scriptProfile: Profile = {
  profile: 1,
  name: 'script',
  summary: 'a line "name text" on a pipe opened for it; all up to the end of file in return',
  server: { cwd: 'temp', model: 'iterative' },
  wkp: { path: '/tmp/serverFIFO', lifecycle: 'permanent', hold: 'message', gate: 'per-operation' },
  fifos: {
    ...{ down: '/tmp/clientFIFO.{id}', nameMaxBytes: 31, mode: '0644' },
    unlink: { by: 'client', at: 'end' },
  },
  channels: { up: 'wkp-shared', down: 'per-reply' },
  ...{ connect: null, ack: null, response: null },
  operation: {
    ...{ pattern: 'request-reply', request: [{ text: '{name} {payload}\n' }] },
    ...{ reply: [{ until: 'eof' }], check: 'golden' },
  },
};
