// Which metrics are compared, and which way is up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blockMetrics,
  caseMetrics,
  defaultComparedMetrics,
  isHigherBetter,
} from '../../../src/compare/metrics.ts';
import { metricNames } from '../../../src/model/verdict.ts';
import { madeCase, steadyBlock } from '../../support/made-case.ts';

test('more is better of what happens in a second, and of nothing else', () => {
  assert.deepEqual(metricNames.filter(isHigherBetter), [
    'handshakes_per_second',
    'operations_per_second',
    'bytes_per_second',
  ]);
});

test('the metrics compared by default exist, each once', () => {
  assert.equal(new Set(defaultComparedMetrics).size, defaultComparedMetrics.length);
  assert.ok(defaultComparedMetrics.every((metric) => metricNames.includes(metric)));
});

test('a case of one block has the metrics of that block', () => {
  const block = steadyBlock(1_234);
  assert.deepEqual(caseMetrics(madeCase('basic', [block])), blockMetrics(block));
});

test('a case without blocks has no metric at all', () => {
  const values = Object.values(caseMetrics(madeCase('basic', [])));
  assert.ok(values.every((value) => value === null));
});
