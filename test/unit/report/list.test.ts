// What there is to choose from, for programs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarios } from '../../../bench/index.ts';
import { microSubjects } from '../../../bench/micro-index.ts';
import { profileFamilies, profiles } from '../../../bench/profile-index.ts';
import { serverPatterns } from '../../../src/model/server-spec.ts';
import { renderListJson } from '../../../src/report/list.ts';

test('every name is in the list for programs, profiles that differ in little too', () => {
  const inventory = { patterns: serverPatterns, profiles: profileFamilies, scenarios };
  const listed = JSON.parse(renderListJson({ ...inventory, micro: microSubjects }));
  const names = (kind: string) => listed[kind].map(({ name }: { name: string }) => name);
  assert.deepEqual(names('patterns'), ['basic', 'forking', 'forking-unlink-first']);
  assert.deepEqual(names('profiles').toSorted(), profiles.map(({ name }) => name).toSorted());
  assert.ok(names('profiles').includes('text10-mute'));
  assert.deepEqual(
    names('scenarios'),
    scenarios.map(({ name }) => name),
  );
  assert.equal(names('micro').length, microSubjects.length);
});
