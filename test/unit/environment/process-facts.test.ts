// What /proc says of a process, read from copies of its files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFamilyAtRest, readProcessFacts } from '../../../src/environment/process-facts.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { writeTree } from '../../support/write-tree.ts';

test('counts descriptors, zombies and living children over all threads', (context) => {
  const root = scratchDirectory(context);
  writeTree(root, {
    ...{ 'proc/7/fd/0': '', 'proc/7/fd/1': '', 'proc/7/fd/2': '' },
    ...{ 'proc/7/task/7/children': '8 9 ', 'proc/7/task/70/children': '10 11 ' },
    'proc/8/status': 'Name:\ta\nState:\tS (sleeping)\n',
    'proc/9/status': 'Name:\ta\nState:\tZ (zombie)\n',
    'proc/10/status': 'Name:\ta\nState:\tR (running)\n',
  });
  // The child 11 ended between the two looks.
  assert.deepEqual(readProcessFacts(7, root), {
    ...{ descriptorCount: 3, zombieCount: 1, liveChildCount: 2 },
  });
});

test('knows nothing of a process that is not there', (context) => {
  assert.equal(readProcessFacts(7, scratchDirectory(context)), null);
  assert.equal(isFamilyAtRest(7, scratchDirectory(context)), true);
});

test('a family rests where all of it sleeps or has ended, down to the youngest', (context) => {
  const cases: [state: string, isAtRest: boolean][] = [
    ['S (sleeping)', true],
    ['Z (zombie)', true],
    ['T (stopped)', true],
    ['R (running)', false],
    ['D (disk sleep)', false],
  ];
  for (const [state, isAtRest] of cases) {
    const root = scratchDirectory(context);
    const statusOf = (text: string) => `Name:\ta\nState:\t${text}\n`;
    writeTree(root, {
      ...{ 'proc/7/status': statusOf('S (sleeping)'), 'proc/7/task/7/children': '8 ' },
      ...{ 'proc/8/status': statusOf('S (sleeping)'), 'proc/8/task/8/children': '9 ' },
      'proc/9/status': statusOf(state),
    });
    assert.equal(isFamilyAtRest(7, root), isAtRest, state);
  }
});
