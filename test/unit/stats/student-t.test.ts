// Student's test: published critical values, an independent implementation, and the samples of
// which nothing can be said.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { tTestTwoSample } from 'simple-statistics';
import { studentTest, studentTwoSided } from '../../../src/stats/student-t.ts';
import { fc } from '../../support/property.ts';

group('the distribution', () => {
  // Fisher & Yates, Statistical Tables, table III: two-sided critical values.
  const published: readonly [degrees: number, t: number, chance: number][] = [
    [1, 12.706, 0.05],
    [2, 4.303, 0.05],
    [5, 2.571, 0.05],
    [10, 2.228, 0.05],
    [10, 4.587, 0.001],
    [30, 2.042, 0.05],
    [30, 3.646, 0.001],
    [120, 1.98, 0.05],
    [120, 3.373, 0.001],
  ];
  for (const [degrees, t, chance] of published) {
    test(`of ${degrees} degrees of freedom leaves ${chance} beyond ${t}`, () => {
      const actual = studentTwoSided(t, { degrees });
      assert.ok(Math.abs(actual / chance - 1) < 0.002, `${actual}`);
    });
  }

  test('of one and of two degrees of freedom is what its closed forms say', () => {
    for (const t of [0, 1e-6, 0.5, 1, 3, 100, 1e6]) {
      const one = 1 - (2 / Math.PI) * Math.atan(t);
      const two = 1 - t / Math.sqrt(2 + t * t);
      assert.ok(Math.abs(studentTwoSided(t, { degrees: 1 }) - one) < 1e-12);
      assert.ok(Math.abs(studentTwoSided(t, { degrees: 2 }) - two) < 1e-12);
    }
  });

  test('leaves nothing beyond infinity, and everything beyond 0', () => {
    assert.equal(studentTwoSided(Number.POSITIVE_INFINITY, { degrees: 4 }), 0);
    assert.equal(studentTwoSided(0, { degrees: 4 }), 1);
  });
});

group('the test of two samples', () => {
  // Not as small as 1e-160, of which the square is 0.
  const value = fc.integer({ min: -100_000, max: 100_000 }).map((thousandths) => thousandths / 1e3);
  const sample = fc.array(value, { minLength: 2, maxLength: 12 });

  test('has the statistic of simple-statistics', () => {
    fc.assert(
      fc.property(sample, sample, (left, right) => {
        const t = tTestTwoSample(left, right, 0);
        fc.pre(t !== null && Number.isFinite(t));
        const expected = studentTwoSided(Math.abs(t ?? 0), {
          degrees: left.length + right.length - 2,
        });
        assert.ok(Math.abs(studentTest(left, right) - expected) < 1e-6);
      }),
    );
  });

  test('does not care which sample is named first', () => {
    fc.assert(
      fc.property(sample, sample, (left, right) => {
        assert.ok(Math.abs(studentTest(left, right) - studentTest(right, left)) < 1e-12);
      }),
    );
  });

  test('is sure of two different constants and says nothing of equal ones', () => {
    assert.equal(studentTest([1, 1, 1], [2, 2, 2]), 0);
    assert.equal(studentTest([1, 1, 1], [1, 1]), 1);
  });

  test('says nothing of samples that are too small', () => {
    assert.equal(studentTest([], [1, 2, 3]), 1);
    assert.equal(studentTest([1], [9]), 1);
  });
});
