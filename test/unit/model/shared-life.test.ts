// Which servers can live side by side.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import type { ServerSpec } from '../../../src/model/server-spec.ts';
import { obstacleToSharedLife } from '../../../src/model/shared-life.ts';
import type { ProfileServer } from '../../../src/profile/profile.ts';

function command(profileName: string, server: Partial<ProfileServer> = {}): ServerSpec {
  const profile = findProfile(profileName);
  assert.ok(profile);
  const changed = { ...profile, server: { ...profile.server, ...server } };
  return { kind: 'command', name: './mine', argv: ['./mine'], model: 'basic', profile: changed };
}

const basic: ServerSpec = { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' };

test('servers in directories of their own can', () => {
  assert.equal(obstacleToSharedLife([basic, command('text10')]), null);
});

const rows: [string, ServerSpec, RegExp][] = [
  ['an absolute pipe', command('script'), /only one \/tmp\/serverFIFO, .* of \.\/mine/],
  ['a directory that is there', command('text10', { cwd: '/srv' }), /runs in \/srv/],
  ['a limit of sessions', command('text10', { maxSessions: 3 }), /serves 3 sessions/],
];
for (const [claim, spec, wanted] of rows) {
  test(`${claim} stands in the way`, () => {
    assert.match(obstacleToSharedLife([basic, spec]) ?? '', wanted);
  });
}
