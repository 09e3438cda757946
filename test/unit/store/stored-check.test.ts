// A check-up in a results file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import { sampleCheck } from '../../support/made-check.ts';
import { sampleRun } from '../../support/sample-run.ts';

test('a check comes back from its text as it was', () => {
  const run = sampleCheck(3);
  const back = parseRun(formatRun(run), 'a.json');
  assert.equal(back.kind, 'check');
  assert.deepEqual(back.checks, run.checks);
});

test('a run of another kind has no checks at all, in the file and after', () => {
  const text = formatRun(sampleRun());
  assert.equal('checks' in (JSON.parse(text) as object), false);
  assert.equal('checks' in parseRun(text, 'a.json'), false);
});
