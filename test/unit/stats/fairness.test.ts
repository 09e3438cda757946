// Jain's index: the values that the definition gives by hand, and what must hold for any shares.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { jainIndexRatio } from '../../../src/stats/fairness.ts';
import { fc } from '../../support/property.ts';

group('by hand', () => {
  const cases: readonly [readonly number[], number | null, string][] = [
    [[], null, 'nobody shares'],
    [[0, 0, 0], null, 'there is nothing to share'],
    [[7], 1, 'one client has all there is'],
    [[5, 5, 5, 5], 1, 'all have the same'],
    [[5, 0, 0, 0], 0.25, 'one of four has all'],
    [[5, 5, 0, 0], 0.5, 'two of four have the same, two nothing'],
    [[1, 2, 3], 36 / 42, 'shares of one, two and three'],
    [[1e300, 1e300], 1, 'huge shares do not overflow'],
    [[1e-300, 1e-300], 1, 'tiny shares do not vanish'],
  ];
  for (const [shares, expected, what] of cases) {
    test(what, () => {
      const actual = jainIndexRatio(shares);
      if (expected === null || actual === null) {
        assert.equal(actual, expected);
      } else {
        assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`);
      }
    });
  }
});

test('lies between 1/n and 1, whatever the unit and the order', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(shares, (counts) => {
      const index = jainIndexRatio(counts);
      if (index === null) {
        return;
      }
      assert.ok(index >= 1 / counts.length - 1e-12 && index <= 1);
      const scaled = jainIndexRatio(counts.map((count) => count * 1_000).reverse());
      assert.ok(Math.abs((scaled ?? Number.NaN) - index) < 1e-9);
    }),
  );
});

test('a share below nothing is a mistake of the caller', () => {
  assert.throws(() => jainIndexRatio([1, -1]), /not negative/);
  assert.throws(() => jainIndexRatio([Number.NaN]), /finite/);
});
