// What is said of a race: how often it was lost and how, and nothing where a gate prevents it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../../src/model/block.ts';
import { caseFigures } from '../../../src/report/case-figures.ts';
import { raceSentences } from '../../../src/report/race-sentences.ts';
import { madeBlock, madeCase } from '../../support/made-case.ts';

function sentences(change: Partial<Block>): string[] {
  return raceSentences([caseFigures(madeCase('forking', [madeBlock(change)]))]).map(String);
}

const counts = { established: 2_000, failed: 2, attempts: 2_012, collisions: 10, unfinished: 0 };

test('says collisions as a share of attempts, and how they ended', () => {
  assert.deepEqual(sentences({ handshakes: counts, race: { refusedCount: 7, lostCount: 3 } }), [
    'forking: 10 of 2,012 attempts at the well-known pipe collided (0.50 %, 1.006 for each ' +
      'established handshake): 7 refused, 3 lost; 2 sessions failed.',
  ]);
});

test('says that none collided', () => {
  assert.deepEqual(sentences({ race: { refusedCount: 0, lostCount: 0 } }), [
    'forking: none of 2,000 attempts at the well-known pipe collided; 0 sessions failed.',
  ]);
});

test('has no ratio where nothing was established', () => {
  const handshakes = { ...counts, established: 0 };
  const [sentence] = sentences({ handshakes, race: { refusedCount: 10, lostCount: 0 } });
  assert.match(sentence ?? '', /\(0\.50 %\)/);
});

test('says nothing behind a gate', () => {
  assert.deepEqual(sentences({}), []);
});
