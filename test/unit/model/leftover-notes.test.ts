// What is said of a server that kept what nobody needed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerLeftovers } from '../../../src/model/block.ts';
import { leftoverNotes } from '../../../src/model/leftover-notes.ts';
import { madeBlock } from '../../support/made-case.ts';

const clean: ServerLeftovers = {
  ...{ sessionCount: 100, zombieCount: 0, liveChildCount: 0, openFileGrowthCount: 0 },
};

function notesOf(...all: (Partial<ServerLeftovers> | null)[]): string[] {
  return leftoverNotes(
    all.map((each) => madeBlock(each === null ? {} : { leftovers: { ...clean, ...each } })),
  );
}

test('nothing is said of a server that kept nothing, or of which nothing is known', () => {
  assert.deepEqual(notesOf(), []);
  assert.deepEqual(notesOf(null, {}), []);
});

test('a few that may be on their way out are not remarkable', () => {
  assert.deepEqual(notesOf({ zombieCount: 2, liveChildCount: 2, openFileGrowthCount: 2 }), []);
});

test('what grows with the sessions is told for each session, over all blocks', () => {
  assert.deepEqual(notesOf({ zombieCount: 100 }, { zombieCount: 100, openFileGrowthCount: 200 }), [
    'after 200 sessions the server kept 200 zombies, children that it never waited for, 1 each',
    'after 200 sessions the server kept 200 descriptors that it never closed, 1 each',
  ]);
});

test('without a session there is nothing to divide by', () => {
  assert.deepEqual(notesOf({ sessionCount: 0, liveChildCount: 7 }), [
    'after 0 sessions the server kept 7 children still running',
  ]);
});
