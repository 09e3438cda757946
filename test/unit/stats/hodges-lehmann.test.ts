// The Hodges-Lehmann estimate against its definition and against what it is known to do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { center, Sample } from 'pragmastat';
import { median } from 'simple-statistics';
import { hodgesLehmann } from '../../../src/stats/hodges-lehmann.ts';
import { fc } from '../../support/property.ts';

const value = fc.double({ min: -1, max: 1, noNaN: true });

const rows: readonly [number[], number | null, string][] = [
  [[], null, 'of nothing is unknown'],
  [[4], 4, 'of one is that one'],
  [[1, 5], 3, 'of two is their mean'],
  [[2, 2, 2], 2, 'of a constant is the constant'],
  [[1, 2, 9], 3.5, 'of 1, 2, 9 lies between the means 2 and 5'],
];
for (const [values, expected, claim] of rows) {
  test(claim, () => {
    assert.equal(hodgesLehmann(values), expected);
  });
}

test('is the median of all pairwise means', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 15 }), (values) => {
      const means = values.flatMap((left, at) =>
        values.filter((_, index) => index >= at).map((right) => (left + right) / 2),
      );
      assert.ok(Math.abs((hodgesLehmann(values) ?? Number.NaN) - median(means)) < 1e-9);
    }),
  );
});

test('is the centre of a symmetric sample, whatever its tails', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 10 }), (half) => {
      const symmetric = [...half, ...half.map((number) => -number)];
      assert.ok(Math.abs(hodgesLehmann(symmetric) ?? Number.NaN) < 1e-9);
    }),
  );
});

test('parts from the median where the halves of a sample pull apart', () => {
  const values = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
  assert.equal(median(values), 0);
  assert.equal(hodgesLehmann(values), 0.5);
});

test('agrees with pragmastat', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
      const theirs = center(Sample.of(values)).value;
      assert.ok(Math.abs((hodgesLehmann(values) ?? Number.NaN) - theirs) < 1e-9);
    }),
  );
});
