// Loads cut down to what a server can bear, and what is said about it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import { fitLoad } from '../../../src/model/fit-load.ts';
import type { Load } from '../../../src/model/load.ts';
import { defaultCase } from '../../../src/model/scenario.ts';
import type { Profile, ProfileServer } from '../../../src/profile/profile.ts';

const load: Load = { ...defaultCase, clientCount: 8, threadCount: 2, operationCount: 3 };

function profileWith(name: string, server: Partial<ProfileServer> = {}): Profile {
  const profile = findProfile(name);
  assert.ok(profile);
  return { ...profile, server: { ...profile.server, ...server } };
}

const rows: [string, Partial<Load>, Profile, Partial<Load>, RegExp[]][] = [
  ['what fits comes back without a word', {}, profileWith('text10'), {}, []],
  [
    'fewer clients need fewer threads',
    {},
    profileWith('text10', { maxConcurrent: 1 }),
    { clientCount: 1, threadCount: 1 },
    [/^1 client instead of 8/],
  ],
  [
    'operations end where the server ends them',
    {},
    profileWith('text10', { maxOperations: 1 }),
    { operationCount: 1 },
    [/^1 operation a session instead of 3/],
  ],
  [
    'a server that only hears requests gets one',
    { operationCount: 0 },
    profileWith('script'),
    { operationCount: 1 },
    [/nothing is sent/],
  ],
  [
    'a server that acknowledges nothing gets one, or its clients would be gone unserved',
    { operationCount: 0 },
    profileWith('two-private-fifos'),
    { operationCount: 1 },
    [/nothing comes back/],
  ],
  [
    'a buffer keeps room for its NUL',
    { payloadBytes: 1_000 },
    profileWith('text10'),
    { payloadBytes: 999 },
    [/^a payload of 999 B instead of 1000 B/],
  ],
  [
    'a payload without a buffer is not cut',
    { payloadBytes: 1_048_576 },
    profileWith('seed'),
    {},
    [],
  ],
  ['sleeps are told', {}, profileWith('text10', { builtinDelayMs: 20 }), {}, [/up to 20 ms/]],
];

describe('fitLoad', () => {
  for (const [claim, asked, profile, changes, notes] of rows) {
    test(claim, () => {
      const fitted = fitLoad({ ...load, ...asked }, profile);
      assert.deepEqual(fitted.load, { ...load, ...asked, ...changes });
      assert.equal(fitted.notes.length, notes.length, fitted.notes.join());
      notes.forEach((pattern, index) => assert.match(fitted.notes[index] ?? '', pattern));
    });
  }
});
