// How figures of the self-test are judged: what a disturbance excuses and what it cannot.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  type CountFigure,
  type DurationFigure,
  deviationRatio,
  type FigureVerdict,
  judgeFigure,
  judgeFigures,
  mayPassNextTime,
  type SelftestCheck,
  type SelftestFigure,
  type SelftestStatus,
  selftestStatus,
} from '../../../src/model/selftest.ts';

function duration(changes: Partial<DurationFigure> = {}): DurationFigure {
  return {
    ...{ kind: 'duration', what: 'a wait', expectedNs: 1_000, measuredNs: 1_000 },
    ...{ allowedRatio: 0.02, leastNs: 900 },
    ...changes,
  };
}

function count(measuredCount: number): CountFigure {
  return { kind: 'count', what: 'handshakes', expectedCount: 7, measuredCount };
}

group('a figure', () => {
  const rows: readonly [SelftestFigure, FigureVerdict, string][] = [
    [duration(), 'ok', 'that is as expected is ok'],
    [duration({ measuredNs: 1_020 }), 'ok', 'at the upper bound is ok'],
    [duration({ measuredNs: 980 }), 'ok', 'at the lower bound is ok'],
    [duration({ measuredNs: 1_021 }), 'off', 'above the bound is off'],
    [duration({ measuredNs: 979 }), 'off', 'below the bound is off'],
    [duration({ measuredNs: 899 }), 'impossible', 'below what is possible is impossible'],
    [duration({ measuredNs: 899, allowedRatio: 0.5 }), 'impossible', 'however much is allowed'],
    [duration({ measuredNs: null }), 'off', 'that could not be measured is off'],
    [count(7), 'ok', 'that counts what was expected is ok'],
    [count(6), 'impossible', 'that counts one too few is impossible'],
    [count(8), 'impossible', 'that counts one too many is impossible'],
    [{ ...count(7), isOfDurations: true }, 'ok', 'that counts as many durations is ok'],
    [{ ...count(8), isOfDurations: true }, 'off', 'that counts more durations is off'],
  ];
  for (const [figure, verdict, sentence] of rows) {
    test(sentence, () => {
      assert.equal(judgeFigure(figure), verdict);
    });
  }

  test('deviates by a share of the expected, and by nothing known where unmeasured', () => {
    assert.ok(Math.abs((deviationRatio(duration({ measuredNs: 1_100 })) ?? 0) - 0.1) < 1e-12);
    assert.equal(deviationRatio(duration({ measuredNs: null })), null);
  });
});

group('the figures of a check', () => {
  const off = duration({ measuredNs: 2_000 });
  const rows: readonly [SelftestFigure[], boolean, SelftestStatus, string][] = [
    [[duration(), count(7)], false, 'ok', 'are ok where each of them is'],
    [[duration(), count(7)], true, 'ok', 'are ok also on a disturbed machine'],
    [[duration(), off], false, 'failed', 'fail where one is off'],
    [[duration(), off], true, 'disturbed', 'are not judged where a disturbance may be to blame'],
    [[off, count(6)], true, 'failed', 'fail where one is impossible, whatever else disturbed'],
    [[], true, 'failed', 'fail where there are none'],
  ];
  for (const [figures, isDisturbed, status, sentence] of rows) {
    test(sentence, () => {
      assert.equal(judgeFigures(figures, { isDisturbed }), status);
    });
  }
});

group('measuring again', () => {
  const off = duration({ measuredNs: 2_000 });
  const rows: readonly [SelftestFigure[], boolean, string][] = [
    [[off, count(7)], true, 'may help where a duration is off'],
    [[duration(), count(7)], false, 'is needless where all is as it must be'],
    [[off, count(6)], false, 'cannot help where a count is wrong as well'],
  ];
  for (const [figures, expected, sentence] of rows) {
    test(sentence, () => {
      assert.equal(mayPassNextTime(figures), expected);
    });
  }
});

group('a self-test', () => {
  const check = (status: SelftestStatus): SelftestCheck => ({
    ...{ name: 'delay', status, attemptCount: 1, disturbedBy: [], figures: [], detail: null },
  });
  const rows: readonly [SelftestStatus[], SelftestStatus, string][] = [
    [[], 'ok', 'without checks is ok'],
    [['ok', 'ok'], 'ok', 'is ok where all checks are'],
    [['ok', 'disturbed'], 'disturbed', 'is not judged where a check is not'],
    [['disturbed', 'failed', 'ok'], 'failed', 'fails where a check fails'],
  ];
  for (const [statuses, expected, sentence] of rows) {
    test(sentence, () => {
      const result = { checks: statuses.map(check), isInterrupted: false };
      assert.equal(selftestStatus(result), expected);
    });
  }
});
