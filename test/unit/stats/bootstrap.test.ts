// The bootstrap interval of a median: repeatable, within the sample, as wide as it should be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapMedianInterval } from '../../../src/stats/bootstrap.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { signInterval } from '../../../src/stats/sign-interval.ts';
import { fc } from '../../support/property.ts';

const value = fc.double({ min: -1, max: 1, noNaN: true });

function intervalOf(values: readonly number[], seed = 1) {
  return bootstrapMedianInterval(values, { random: new SeededRandom(seed) });
}

test('of nothing does not exist', () => {
  assert.equal(intervalOf([]), null);
});

test('of one value, or of a constant, is that value', () => {
  assert.deepEqual(intervalOf([0.5]), { low: 0.5, high: 0.5 });
  assert.deepEqual(intervalOf([2, 2, 2, 2, 2, 2]), { low: 2, high: 2 });
});

test('is the same for the same seed', () => {
  const values = [0.1, 0.4, 0.2, 0.9, 0.3, 0.5, 0.7];
  assert.deepEqual(intervalOf(values, 9), intervalOf(values, 9));
});

test('lies within the sample and encloses its middle', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 6, maxLength: 20 }), fc.nat(), (values, seed) => {
      const interval = intervalOf(values, seed);
      assert.ok(interval !== null && interval.low <= interval.high);
      assert.ok(Math.min(...values) <= interval.low && interval.high <= Math.max(...values));
    }),
    { numRuns: 20 },
  );
});

test('is close to the interval of the sign test, which is exact', () => {
  const values = Array.from({ length: 101 }, (_, index) => index);
  const [bootstrap, exact] = [intervalOf(values), signInterval(values)];
  assert.ok(bootstrap !== null && exact !== null);
  assert.ok(Math.abs(bootstrap.low - exact.low) <= 3);
  assert.ok(Math.abs(bootstrap.high - exact.high) <= 3);
});

test('refuses so few resamples that the tails would be empty', () => {
  const random = new SeededRandom(1);
  const attempt = () => bootstrapMedianInterval([1, 2], { random, resampleCount: 10 });
  assert.throws(attempt, assert.AssertionError);
});
