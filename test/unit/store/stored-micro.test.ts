// Micro-benchmarks in a results file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import { sampleBenchRun } from '../../support/made-micro.ts';
import { sampleRun } from '../../support/sample-run.ts';

test('a bench run comes back from its text as it was', () => {
  const run = sampleBenchRun();
  const back = parseRun(formatRun(run), 'a.json');
  assert.equal(back.kind, 'bench');
  assert.deepEqual(back.micro, run.micro);
});

test('the file has the head that every run has, and the figures under micro', () => {
  const stored = JSON.parse(formatRun(sampleBenchRun())) as Record<string, unknown>;
  assert.equal(stored['schemaVersion'], 1);
  assert.deepEqual(stored['cases'], []);
  const [first] = stored['micro'] as { operations: number; batches: number }[];
  assert.equal(first?.operations, 100);
  assert.equal(first?.batches, 300);
});

test('a run of another kind has no micro at all, in the file and after', () => {
  const text = formatRun(sampleRun());
  assert.equal('micro' in (JSON.parse(text) as object), false);
  assert.equal('micro' in parseRun(text, 'a.json'), false);
});
