// The list of probes: names that can be relied on, and which servers a probe makes no sense for.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { chooseProbes, probes } from '../../../src/check/probes.ts';
import { FifobenchError } from '../../../src/errors.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { seedProfile } from '../../../src/profile/seed.ts';
import { exampleProfile } from '../../support/example-profiles.ts';

function skippedBy(profile: Profile): string[] {
  return probes.filter(({ skips }) => skips(profile) !== null).map(({ name }) => name);
}

group('the list of probes', () => {
  test('has names that differ, and a question each', () => {
    const names = probes.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(probes.every(({ question }) => question.endsWith('?')));
  });

  test('is all there is where nothing is chosen', () => {
    assert.equal(chooseProbes([]), probes);
  });

  test('keeps its order whatever the order of the choice', () => {
    const chosen = chooseProbes(['stale-pipe', 'session-twice']);
    assert.deepEqual(
      chosen.map(({ name }) => name),
      ['session-twice', 'stale-pipe'],
    );
  });

  test('is named where a probe is asked for that there is not', () => {
    assert.throws(
      () => chooseProbes(['session-thrice']),
      (error) =>
        error instanceof FifobenchError &&
        error.code === 'usage' &&
        /session-twice, replies/.test(error.remedy ?? ''),
    );
  });
});

group('probes that make no sense are skipped', () => {
  test('none for the seed', () => {
    assert.deepEqual(skippedBy(seedProfile), []);
  });

  test('those of a handshake, a full pipe and chosen names for a textbook', () => {
    assert.deepEqual(skippedBy(exampleProfile('sequence_numbers', '/tmp/pipe')), [
      ...['dead-after-ack', 'dead-in-operation', 'name-outside', 'slow-reader'],
    ]);
  });

  test('whatever needs a second client for a server of one session', () => {
    const { server } = seedProfile;
    const skipped = skippedBy({ ...seedProfile, server: { ...server, maxSessions: 1 } });
    assert.deepEqual(
      probes.map(({ name }) => name).filter((name) => !skipped.includes(name)),
      ['session-twice', 'replies', 'slow-reader', 'stale-pipe', 'stop-idle', 'stop-in-session'],
    );
  });

  test('twenty sessions for a server that ends before, two clients for one that bears one', () => {
    const server = { ...seedProfile.server, maxSessions: 5, maxConcurrent: 1 };
    assert.deepEqual(skippedBy({ ...seedProfile, server }), ['second-client', 'twenty-sessions']);
  });
});
