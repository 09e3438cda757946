// Which run ends with which exit code, and how `--fail-on` is read.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { exitCodeOf, parseFailOn } from '../../../src/cli/exit-codes.ts';
import type { Run } from '../../../src/model/run.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { sampleRun } from '../../support/sample-run.ts';

const invalid: Partial<Run> = { validity: { valid: false, causes: ['the server failed'] } };

/** A run whose verdicts are these. */
function judged(words: readonly Verdict['verdict'][]): Partial<Run> {
  const [verdict] = sampleRun().verdicts;
  assert.ok(verdict);
  return { verdicts: words.map((word) => ({ ...verdict, verdict: word })) };
}

const everything = 'invalid,regressed,inconclusive';
const rows: readonly [what: string, run: Partial<Run>, failOn: string, exitCode: number][] = [
  ['no verdict at all', { verdicts: [] }, everything, 0],
  ['an improvement', judged(['improved', 'equivalent']), everything, 0],
  ['a regression', judged(['improved', 'regressed']), everything, 5],
  ['a regression nobody asked about', judged(['regressed']), 'invalid', 0],
  ['an inconclusive metric', judged(['equivalent', 'inconclusive']), everything, 3],
  ['an inconclusive metric nobody asked about', judged(['inconclusive']), 'invalid', 0],
  ['a regression and an inconclusive metric', judged(['inconclusive', 'regressed']), everything, 5],
  ['an inconclusive metric, where only that counts', judged(['regressed', 'inconclusive']),
    'inconclusive', 3],
  ['an invalid run', invalid, 'invalid', 4],
  ['an invalid run with a regression', { ...invalid, ...judged(['regressed']) }, everything, 4],
  ['an invalid run nobody asked about', invalid, 'none', 0],
  ['an interrupted run', { status: 'interrupted' }, 'none', 105],
  ['an interrupted run that is invalid as well', { ...invalid, status: 'interrupted' }, 'invalid', 105],
];

group('exitCodeOf', () => {
  for (const [what, run, failOn, exitCode] of rows) {
    test(`${what}, with --fail-on ${failOn}: ${exitCode}`, () => {
      assert.equal(exitCodeOf(sampleRun(run), parseFailOn(failOn)), exitCode);
    });
  }
});

group('parseFailOn', () => {
  test('reads none as nothing', () => assert.deepEqual(parseFailOn('none'), []));

  test('reads a list, with spaces', () => {
    assert.deepEqual(parseFailOn('invalid, regressed'), ['invalid', 'regressed']);
  });

  for (const text of ['', 'everything', 'invalid,', 'none,invalid', 'Invalid']) {
    test(`refuses '${text}'`, () => {
      assert.throws(() => parseFailOn(text), { code: 'usage', message: /--fail-on/ });
    });
  }
});
