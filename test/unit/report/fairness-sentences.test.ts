// What is said about the shares of clients, and where nothing is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fairness } from '../../../src/model/fairness.ts';
import { caseFigures } from '../../../src/report/case-figures.ts';
import { fairnessSentences } from '../../../src/report/fairness-sentences.ts';
import { madeBlock, madeCase } from '../../support/made-case.ts';

function sentences(change: Partial<Fairness> | null): string[] {
  const known: Fairness = {
    ...{ clientCount: 4, establishedMin: 1_000, establishedMax: 1_002, jainRatio: 0.9999 },
    ...{ slowestMeanNs: 210_000, slowestP99Ns: 400_000 },
    ...change,
  };
  const block = madeBlock(change === null ? {} : { fairness: known });
  const made = madeCase('basic', [block]);
  const load = { ...made.load, clientCount: known.clientCount };
  return fairnessSentences([caseFigures({ ...made, load })]).map(String);
}

test('says shares, index and the slowest client', () => {
  assert.deepEqual(sentences({}), [
    "basic: each of 4 clients established 1,000 to 1,002 handshakes (Jain's index 0.999); the " +
      "slowest client's response takes 210 µs on average, p99 400 µs.",
  ]);
});

test('calls only what is perfectly even 1', () => {
  assert.match(sentences({ jainRatio: 1, establishedMax: 1_000 })[0] ?? '', /1,000 .*index 1\)/);
});

test('leaves a p99 of too few samples out', () => {
  assert.match(sentences({ slowestP99Ns: null })[0] ?? '', /on average\.$/);
});

test('says nothing of one client alone, and nothing where nobody counted', () => {
  assert.deepEqual(sentences({ clientCount: 1 }), []);
  assert.deepEqual(sentences(null), []);
});
