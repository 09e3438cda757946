// Which outcome earns which exit code, and which one wins where several came together.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { type ExitCode, exitCodeOf, exitCodes, parseFailOn } from '../../../src/cli/exit-codes.ts';
import { FifobenchError } from '../../../src/errors.ts';
import type { Run } from '../../../src/model/run.ts';
import type { ThresholdOutcome } from '../../../src/model/threshold-outcome.ts';
import { sampleChecked } from '../../support/made-check.ts';
import { sampleRun, sampleVerdict } from '../../support/sample-run.ts';

function outcome(crossed: boolean): ThresholdOutcome {
  return {
    ...{ text: 'service_p50<1us', metric: 'service_p50', case: 'basic, alone' },
    ...{ value: 46_400, isLowerBound: false, crossed, reason: null },
  };
}

const invalid: Partial<Run> = { validity: { valid: false, causes: ['it was too loud'] } };
const crossed: Partial<Run> = { thresholds: [outcome(false), outcome(true)] };
const kept: Partial<Run> = { thresholds: [outcome(false)] };
const interrupted: Partial<Run> = { status: 'interrupted' };
const regressed: Partial<Run> = { verdicts: [sampleVerdict()] };
const open: Partial<Run> = { verdicts: [sampleVerdict({ verdict: 'inconclusive' })] };
const equal: Partial<Run> = { verdicts: [sampleVerdict({ verdict: 'equivalent' })] };
const missing: Partial<Run> = {
  gate: {
    ...{ baseline: 'main', baselineStartedAt: '2025-01-02T03:04:05.000Z', isSameProgram: false },
    ...{ way: 'interleaved', missing: ['1 client, cross core'], forced: [] },
  },
};
const single: Partial<Run> = { kind: 'run', verdicts: [] };

group('the exit code', () => {
  const all = 'invalid,regressed,inconclusive';
  const cases: readonly [Partial<Run>, string, ExitCode, string][] = [
    [single, all, exitCodes.done, 'of a sound run is 0'],
    [kept, 'invalid', exitCodes.done, 'of a kept threshold is 0'],
    [crossed, 'invalid', exitCodes.crossed, 'of a crossed threshold is 99 without being asked'],
    [crossed, 'none', exitCodes.done, 'of a crossed threshold is 0 where nothing may fail'],
    [{ ...crossed, ...regressed }, all, exitCodes.crossed, 'a threshold is graver than a verdict'],
    [{ ...crossed, ...invalid }, all, exitCodes.invalid, 'an invalid run is graver still'],
    [{ ...crossed, ...invalid }, 'regressed', exitCodes.crossed, 'unless nobody asks for it'],
    [{ ...crossed, ...invalid, ...interrupted }, all, exitCodes.interrupted, 'an abort goes first'],
    [interrupted, 'none', exitCodes.interrupted, 'an abort is told also where nothing may fail'],
    [invalid, 'none', exitCodes.done, 'of an invalid run is 0 where nothing may fail'],
    [{ ...invalid, ...regressed }, 'regressed', exitCodes.done, 'an invalid run has no verdict'],
    [regressed, 'invalid', exitCodes.done, 'of a regression is 0 unless asked for'],
    [regressed, all, exitCodes.regressed, 'of a regression is 5 where asked for'],
    [{ ...equal, ...missing }, 'missing', exitCodes.regressed, 'of a vanished case is 5'],
    [{ ...equal, ...missing }, all, exitCodes.done, 'of a vanished case is 0 unless asked for'],
    [{ ...invalid, ...missing }, 'missing', exitCodes.regressed, 'validity saves no missing case'],
    [{ checks: [sampleChecked] }, all, exitCodes.faulty, 'of a check with faults is 6'],
    [{ ...invalid, checks: [sampleChecked] }, all, exitCodes.invalid, 'no start is graver'],
    [open, all, exitCodes.inconclusive, 'of an open question is 3 where asked for'],
  ];
  for (const [change, failOn, expected, what] of cases) {
    test(what, () => {
      assert.equal(exitCodeOf(sampleRun(change), parseFailOn(failOn)), expected);
    });
  }
});

test('99 stands for a crossed threshold, as the outside relies on', () => {
  assert.equal(exitCodes.crossed, 99);
});

group('what makes a failure', () => {
  test('is a list, with spaces where one likes', () => {
    assert.deepEqual(parseFailOn('invalid, regressed'), ['invalid', 'regressed']);
    assert.deepEqual(parseFailOn('none'), []);
  });

  test('is refused where it is no outcome', () => {
    for (const text of ['', 'slow', 'invalid,,regressed']) {
      assert.throws(() => parseFailOn(text), FifobenchError);
    }
  });
});
