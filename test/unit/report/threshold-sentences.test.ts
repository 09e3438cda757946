// Thresholds in words: the crossed ones first, each with its figure or with why there is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThresholdOutcome } from '../../../src/model/threshold-outcome.ts';
import { thresholdSentences } from '../../../src/report/threshold-sentences.ts';
import { sampleRun } from '../../support/sample-run.ts';

const kept: ThresholdOutcome = {
  ...{ text: 'response_p99<2ms', metric: 'response_p99', case: 'basic, alone' },
  ...{ value: 1_500_000, isLowerBound: false, crossed: false, reason: null },
};

test('a run without thresholds has no sentence', () => {
  assert.deepEqual(thresholdSentences(sampleRun()), []);
  assert.deepEqual(thresholdSentences(sampleRun({ thresholds: [] })), []);
});

test('crossed ones come first, and bounds and unknowns are told from values', () => {
  const thresholds: ThresholdOutcome[] = [
    kept,
    { ...kept, value: 2_500_000, crossed: true },
    { ...kept, value: 2_500_000, isLowerBound: true, crossed: true },
    { ...kept, value: null, crossed: true, reason: 'too few samples' },
  ];
  assert.deepEqual(thresholdSentences(sampleRun({ thresholds })).map(String), [
    'CROSSED: response_p99<2ms; basic, alone: 2.50 ms.',
    'CROSSED: response_p99<2ms; basic, alone: ≥ 2.50 ms.',
    'CROSSED: response_p99<2ms; basic, alone: unknown (too few samples).',
    'kept: response_p99<2ms; basic, alone: 1.50 ms.',
  ]);
});
