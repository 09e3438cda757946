// Least squares within bounds, against a dense grid and against what is known by hand.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  leastSquaresNonNegative,
  type WeightedRow,
} from '../../../src/stats/non-negative-least-squares.ts';
import { fc } from '../../support/property.ts';

function row(terms: readonly number[], target: number, weight = 1): WeightedRow {
  return { terms, target, weight };
}

function squares(rows: readonly WeightedRow[], coefficients: readonly number[]): number {
  return rows.reduce((sum, { terms, target, weight }) => {
    const value = terms.reduce((total, term, at) => total + term * (coefficients[at] ?? 0), 0);
    return sum + (weight * (value - target)) ** 2;
  }, 0);
}

group('by hand', () => {
  const cases: readonly [readonly WeightedRow[], readonly number[], string][] = [
    [[], [], 'no rows have no coefficients'],
    [[row([2], 6)], [3], 'one row, one coefficient'],
    [[row([1, 0], 3), row([0, 1], 4)], [3, 4], 'as many rows as coefficients'],
    [[row([1, 0], 3), row([0, 1], -4)], [3, 0], 'what would be negative is 0'],
    [[row([1], -1), row([1], -2)], [0], 'targets that only a negative coefficient reaches'],
    [[row([1], 1, 3), row([1], 2, 0.001)], [1], 'the heavier row decides'],
    [[row([1, 1], 2), row([2, 2], 4)], [2, 0], 'of two columns that say the same one is used'],
    [[row([0, 1], 5), row([0, 1], 7)], [0, 6], 'a column of zeros is not used'],
  ];
  for (const [rows, expected, what] of cases) {
    test(what, () => {
      const actual = leastSquaresNonNegative(rows);
      assert.equal(actual.length, expected.length);
      for (const [index, value] of expected.entries()) {
        assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) < 1e-5, `${actual}`);
      }
    });
  }
});

test('no point of a grid of coefficients that are not negative fits better', () => {
  const amount = fc.double({ min: -5, max: 5, noNaN: true });
  const anyRow = fc.record({
    terms: fc.tuple(amount, amount),
    target: amount,
    weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 2, maxLength: 6 }), (rows) => {
      const best = leastSquaresNonNegative(rows);
      assert.ok(best.every((value) => value >= 0));
      const least = squares(rows, best);
      for (let first = 0; first <= 4; first += 0.25) {
        for (let second = 0; second <= 4; second += 0.25) {
          assert.ok(least <= squares(rows, [first, second]) * (1 + 1e-6) + 1e-9);
        }
      }
    }),
  );
});

test('more coefficients than it is made for are a mistake of the caller', () => {
  assert.throws(() => leastSquaresNonNegative([row([1, 1, 1, 1, 1, 1, 1], 1)]), /at most 6/);
});
