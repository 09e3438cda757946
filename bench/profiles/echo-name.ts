// Servers that acknowledge with the name that they were sent, and want it once more.

import type { InField, OutField, Profile } from '../../src/profile/profile.ts';

function echoNameProfile(
  name: string,
  { what, request, reply }: { what: string; request: OutField; reply: InField },
): Profile {
  return {
    ...{ profile: 1, name },
    summary: `the name in 10 bytes goes to, fro and to again; ${what}`,
    server: { cwd: 'temp', model: 'basic' },
    wkp: { path: 'luigi', lifecycle: 'recreate', hold: 'session', gate: 'until-unlinked' },
    fifos: {
      ...{ down: '{id}', nameMaxBytes: 9, mode: '0644' },
      unlink: { by: 'any', at: 'after-ack' },
    },
    channels: { up: 'wkp-session', down: 'session' },
    connect: [{ text: '{name}', bytes: 10 }],
    ack: [{ bytes: 10, expect: '{name}' }],
    response: [{ text: '{name}', bytes: 10 }],
    operation: {
      ...{ pattern: 'request-reply', request: [request], reply: [reply] },
      ...{ check: 'golden', trim: 'nul' },
    },
  };
}

/** With replies as long as the text, of 1,000 bytes, and of two times 10 bytes. */
export const echoNameProfiles: readonly Profile[] = [
  echoNameProfile('echo-name', {
    what: 'requests of 1000 bytes, replies of 1000 bytes',
    request: { text: '{payload}', nul: true, bytes: 1_000 },
    reply: { bytes: 1_000 },
  }),
  echoNameProfile('echo-name-256', {
    what: 'requests of 256 bytes, replies as long as the text',
    request: { text: '{payload}', nul: true, bytes: 256 },
    reply: { bytes: '{payloadBytes}' },
  }),
  echoNameProfile('echo-name-10', {
    what: 'requests of 10 bytes, replies of twice 10 bytes',
    request: { text: '{payload}', nul: true, bytes: 10 },
    reply: { bytes: 20 },
  }),
];
