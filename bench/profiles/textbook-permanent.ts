// The iterative servers of the textbooks: one permanent pipe that all clients share, and a private
// FIFO that the server opens for each reply (Kerrisk, The Linux Programming Interface, 44.8;
// Stevens, UNIX Network Programming volume 2, 4.8).

import type { Profile } from '../../src/profile/profile.ts';

const base = {
  profile: 1,
  server: { cwd: 'temp', model: 'iterative' },
  channels: { up: 'wkp-shared', down: 'per-reply' },
  ...{ connect: null, ack: null, response: null },
} as const satisfies Partial<Profile>;

/** A struct of two ints on the pipe, an int in return. */
export const sequenceNumberProfile: Profile = {
  ...base,
  name: 'textbook-struct',
  summary: 'two C ints on a permanent pipe, id and count; one int in return (TLPI 44.8)',
  wkp: { path: '/tmp/seqnum_sv', lifecycle: 'permanent', hold: 'session', gate: 'none' },
  fifos: {
    ...{ down: '/tmp/seqnum_cl.{id}', nameMaxBytes: 31, mode: '0622' },
    unlink: { by: 'client', at: 'end' },
  },
  operation: {
    pattern: 'request-reply',
    request: [
      { int: 'i32', value: '{id}' },
      { int: 'i32', value: '1' },
    ],
    reply: [{ int: 'i32' }],
  },
};

/** A line with id and file name on the pipe, text up to the end of the file in return. */
export const fileServerProfile: Profile = {
  ...base,
  name: 'textbook-line',
  summary: 'a line "id text" on a permanent pipe; all up to the end of file in return (UNPv2 4.8)',
  wkp: { path: '/tmp/fifo.serv', lifecycle: 'permanent', hold: 'session', gate: 'none' },
  fifos: {
    ...{ down: '/tmp/fifo.{id}', nameMaxBytes: 31, mode: '0644' },
    unlink: { by: 'client', at: 'end' },
  },
  operation: {
    ...{ pattern: 'request-reply', request: [{ text: '{id} {payload}\n' }] },
    ...{ reply: [{ until: 'eof' }], check: 'golden' },
  },
};
