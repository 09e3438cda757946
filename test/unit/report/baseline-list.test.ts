// The list of baselines: one a line, with what tells whether it can be compared here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderBaselineList } from '../../../src/report/baseline-list.ts';
import { sampleRun } from '../../support/sample-run.ts';

const style = { columns: 120, colour: false };

test('says for each what was measured, when, and on which machine', () => {
  const run = sampleRun();
  const baselines = [
    { name: 'main', run },
    { name: 'v1', run },
  ];
  const here = run.environment.fingerprint;
  const lines = renderBaselineList(baselines, { ...style, fingerprint: here }).split('\n');
  assert.match(lines[0] ?? '', /^baseline +server +cases +blocks +measured +commit +machine$/);
  assert.match(lines[2] ?? '', /^main +basic, forking.* 2025-01-02T03:04:05Z .*this one$/);
  assert.match(lines[3] ?? '', /^v1 /);
  const elsewhere = renderBaselineList(baselines, { ...style, fingerprint: 'other' });
  assert.match(elsewhere, new RegExp(`${here}\n`));
});

test('without any says how to make one', () => {
  const text = renderBaselineList([], { ...style, fingerprint: 'x' });
  assert.match(text, /fifobench baseline save NAME SERVER\n$/);
});
