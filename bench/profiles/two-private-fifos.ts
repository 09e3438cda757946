// Servers whose clients bring two FIFOs, one for each way (after Weiss, UPCASE2).

import type { Profile } from '../../src/profile/profile.ts';

/** Two names of 2,048 bytes on a permanent pipe, then text in capitals until the client leaves. */
export const twoPrivateFifosProfile: Profile = {
  profile: 1,
  name: 'two-private-fifos',
  summary: 'two names in 2048 bytes each on a permanent pipe; text comes back in capitals (Weiss)',
  server: { cwd: 'temp', model: 'forking' },
  wkp: { path: '/tmp/UPCASE2_PIPE', lifecycle: 'permanent', hold: 'message', gate: 'none' },
  fifos: {
    ...{ down: '/tmp/upcase2.{id}.down', up: '/tmp/upcase2.{id}.up' },
    ...{ nameMaxBytes: 2_047, mode: '0600', unlink: { by: 'client', at: 'end' } },
  },
  channels: { up: 'fifo', down: 'session' },
  connect: [
    { text: '{up}', bytes: 2_048 },
    { text: '{down}', bytes: 2_048 },
  ],
  ...{ ack: null, response: null },
  operation: {
    ...{ pattern: 'request-reply', request: [{ text: '{payload}' }] },
    ...{ reply: [{ bytes: '{payloadBytes}' }], check: { transform: 'upper' } },
  },
};
