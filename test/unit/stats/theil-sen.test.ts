// The slope that outliers do not turn: a published example, lines, noise, and what cannot be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SeededRandom } from '../../../src/stats/random.ts';
import { theilSen } from '../../../src/stats/theil-sen.ts';
import { fc } from '../../support/property.ts';

const value = fc.integer({ min: -1_000, max: 1_000 });

function near(actual: number | undefined, expected: number, tolerance = 1e-12): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= tolerance, `${actual} ~ ${expected}`);
}

test('fewer than three values have no drift', () => {
  assert.equal(theilSen([]), null);
  assert.equal(theilSen([1, 2]), null);
});

test('a constant has none either, and its order is wholly chance', () => {
  assert.deepEqual(theilSen([5, 5, 5, 5]), { slopePerPoint: 0, chanceRatio: 1 });
});

test('a line has its slope, whatever a third of wild points does', () => {
  const line = Array.from({ length: 30 }, (_, index) => 3 + 0.5 * index);
  near(theilSen(line)?.slopePerPoint, 0.5);
  const wild = line.map((point, index) => (index % 5 === 0 ? point + 1_000 : point));
  near(theilSen(wild)?.slopePerPoint, 0.5, 0.05);
});

test('the chance is that of Kendall: all 10 values in order have 45 pairs, z = 44 / √125', () => {
  const rising = Array.from({ length: 10 }, (_, index) => index ** 3);
  // Two-sided tail of the standard normal distribution beyond 3.9355.
  near(theilSen(rising)?.chanceRatio, 8.303e-5, 1e-7);
});

test('the slope is the median over all pairs, by brute force', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 3, maxLength: 9 }), (values) => {
      const slopes = values
        .flatMap((left, i) => values.slice(i + 1).map((right, gap) => (right - left) / (gap + 1)))
        .sort((left, right) => left - right);
      const middle = slopes.length / 2;
      const expected =
        ((slopes[Math.ceil(middle) - 1] ?? 0) + (slopes[Math.floor(middle)] ?? 0)) / 2;
      near(theilSen(values)?.slopePerPoint, expected, 1e-9);
    }),
  );
});

test('turning a series round turns its slope, and leaves the chance', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 3, maxLength: 20 }), (values) => {
      const [forth, back] = [theilSen(values), theilSen(values.toReversed())];
      near(back?.slopePerPoint, -(forth?.slopePerPoint ?? 0), 1e-9);
      near(back?.chanceRatio, forth?.chanceRatio ?? 0);
    }),
  );
});

test('of pure noise about one series in twenty drifts at 5 %', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const alarms = seeds.filter((seed) => {
    const random = new SeededRandom(seed);
    const noise = Array.from({ length: 20 }, () => random.nextRatio());
    return (theilSen(noise)?.chanceRatio ?? 1) < 0.05;
  });
  assert.ok(alarms.length >= 8 && alarms.length <= 34, `${alarms.length}`);
});
