// Binomial tails against closed forms, against an exact count and against simple-statistics.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binomialDistribution } from 'simple-statistics';
import { binomialCdf } from '../../../src/stats/binomial.ts';
import { fc } from '../../support/property.ts';

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

/** Number of ways in which at most `successCount` of `trialCount` coins fall heads, exactly. */
function waysAtMost(successCount: number, trialCount: number): bigint {
  let ways = 1n;
  let sum = 1n;
  for (let successes = 1; successes <= successCount; successes += 1) {
    ways = (ways * BigInt(trialCount - successes + 1)) / BigInt(successes);
    sum += ways;
  }
  return sum;
}

const rows: readonly [number, number, number, number, string][] = [
  [5, 20, 0.5, 21_700 / 2 ** 20, 'at most 5 of 20 coins: the tail of the default design'],
  [0, 6, 0.5, 1 / 64, 'no heads in six throws'],
  [-1, 6, 0.5, 0, 'fewer than none'],
  [6, 6, 0.5, 1, 'at most all'],
  [0, 0, 0.5, 1, 'no trial at all'],
  [3, 10, 0, 1, 'success is impossible'],
  [3, 10, 1, 0, 'success is certain'],
  [0, 10, 0.1, 0.9 ** 10, 'ten failures'],
];
for (const [successCount, trialCount, successRatio, probability, what] of rows) {
  test(`knows the probability of ${what}`, () => {
    near(binomialCdf(successCount, { trialCount, successRatio }), probability);
  });
}

test('is the exact share of coin throws', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.double({ min: 0, max: 1 }), (n, share) => {
      const k = Math.floor(share * n);
      const scale = 10n ** 15n;
      const exact = Number((waysAtMost(k, n) * scale) / 2n ** BigInt(n)) / 1e15;
      near(binomialCdf(k, { trialCount: n, successRatio: 0.5 }), exact);
    }),
    { numRuns: 50 },
  );
});

test('is the running sum of the distribution of simple-statistics', () => {
  const trials = fc.integer({ min: 2, max: 40 });
  const ratios = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(trials, ratios, (trialCount, successRatio) => {
      let sum = 0;
      for (const [k, term] of (binomialDistribution(trialCount, successRatio) ?? []).entries()) {
        sum += term;
        if (sum < 0.999) {
          assert.ok(Math.abs(binomialCdf(k, { trialCount, successRatio }) - sum) < 1e-6);
        }
      }
    }),
  );
});

test('does not underflow for thousands of trials', () => {
  const half = binomialCdf(4_999, { trialCount: 9_999, successRatio: 0.5 });
  assert.ok(Math.abs(half - 0.5) < 1e-9);
});
