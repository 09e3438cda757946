// The sign test as a probability: counted by hand, and never at odds with its interval.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { signInterval } from '../../../src/stats/sign-interval.ts';
import { equivalenceChanceRatio, signChanceRatio } from '../../../src/stats/sign-test.ts';
import { fc } from '../../support/property.ts';

const samples = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
const errorRatio = fc.constantFrom(0.05, 0.022, 0.001);

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);
}

group('no change', () => {
  const rows: readonly [number[], number, string][] = [
    [[], 1, 'explains an empty sample'],
    [[0, 0, 0], 1, 'explains zeros'],
    [[1, 2, 3, 4, 5, 6], 2 / 64, 'puts six on one side twice in 64 times'],
    [[-1, 2, 3, 4, 5, 6], 14 / 64, 'puts five of six on one side 14 times'],
    [[1, -1], 1, 'explains one on each side'],
    [[1, 2, 3, 4, 5, 0], 14 / 64, 'has a zero count for neither side'],
  ];
  for (const [values, expected, claim] of rows) {
    test(claim, () => close(signChanceRatio(values), expected));
  }

  test('is improbable exactly where the interval excludes it', () => {
    fc.assert(
      fc.property(samples, errorRatio, (values, error) => {
        const interval = signInterval(values, { errorRatio: error });
        const excludes = interval !== null && (interval.low > 0 || interval.high < 0);
        assert.equal(signChanceRatio(values) <= error, excludes);
      }),
      { numRuns: 500 },
    );
  });
});

group('a change that matters', () => {
  test('explains an empty sample', () => close(equivalenceChanceRatio([], { delta: 1 }), 1));

  test('is improbable where all values lie within what does not matter', () => {
    close(equivalenceChanceRatio([0, 0, 0, 0, 0, 0], { delta: 1 }), 2 / 64);
  });

  test('is as probable as its likelier direction', () => {
    close(equivalenceChanceRatio([0, 0, 0, 0, 0, 5], { delta: 1 }), 14 / 64);
    close(equivalenceChanceRatio([0, 0, 0, 0, -5, 5], { delta: 1 }), 14 / 64);
  });

  test('is improbable exactly where the interval lies within what does not matter', () => {
    fc.assert(
      fc.property(samples, errorRatio, fc.nat(9), (values, error, delta) => {
        const interval = signInterval(values, { errorRatio: error });
        const within = interval !== null && interval.low >= -delta && interval.high <= delta;
        assert.equal(equivalenceChanceRatio(values, { delta }) <= error, within);
      }),
      { numRuns: 500 },
    );
  });
});
