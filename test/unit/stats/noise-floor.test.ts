// The floor of a median: between nothing and the worst single value, smaller for more values, and
// as far as medians really stray.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { medianNoiseFloor } from '../../../src/stats/noise-floor.ts';
import { median, nearestRankQuantile } from '../../../src/stats/quantile.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { fc } from '../../support/property.ts';

function floorOf(noise: readonly number[], valueCount: number, seed = 1): number | null {
  return medianNoiseFloor(noise, { valueCount, random: new SeededRandom(seed) });
}

test('of no noise is unknown, of zeros is 0', () => {
  assert.equal(floorOf([], 20), null);
  assert.equal(floorOf([0, 0, 0], 20), 0);
});

test('of a single value is that value, whatever its sign', () => {
  assert.equal(floorOf([-0.2], 6), 0.2);
  assert.equal(floorOf([0.2], 20), 0.2);
});

test('is the same for the same seed, for either sign, and in proportion', () => {
  const noise = [0.5, -2, 3, 0.1, 1];
  const turned = noise.map((value) => -value);
  assert.equal(floorOf(noise, 20), floorOf(noise, 20));
  assert.equal(floorOf(noise, 20), floorOf(turned, 20));
  const doubled = noise.map((value) => 2 * value);
  assert.equal(floorOf(doubled, 20), 2 * (floorOf(noise, 20) ?? 0));
});

test('never exceeds the largest deviation, and does not grow with the number of pairs', () => {
  const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(values, (noise) => {
      const [of12 = 0, of30 = 0] = [12, 30].map((count) => floorOf(noise, count) ?? 0);
      assert.ok(of30 >= 0 && of12 <= Math.max(...noise.map(Math.abs)));
      assert.ok(of30 <= of12 + 1e-12);
    }),
    { numRuns: 20 },
  );
});

test('is not set by one value far off', () => {
  const calm = floorOf([1, -1, 1, -1, 1], 20) ?? 0;
  assert.equal(floorOf([1, -1, 1, -1, 100], 20), calm);
});

test('is as far as medians of such values stray', () => {
  const random = new SeededRandom(3);
  const draw = (count: number) => Array.from({ length: count }, () => random.nextRatio() - 0.5);
  const medians = Array.from({ length: 2_000 }, () => Math.abs(median(draw(20)) ?? 0));
  const strayed = nearestRankQuantile(medians, { ratio: 0.99 }) ?? 0;
  const floor = floorOf(draw(400), 20) ?? 0;
  assert.ok(Math.abs(floor / strayed - 1) < 0.15, `${floor} instead of ${strayed}`);
});
