// Wilcoxon's test against published critical values, against counting every pattern of signs, and
// against the bounds of an independent implementation.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { centerBounds, Sample } from 'pragmastat';
import { SeededRandom } from '../../../src/stats/random.ts';
import { wilcoxonChanceRatio } from '../../../src/stats/wilcoxon.ts';
import { fc } from '../../support/property.ts';

/** Ranks 1 to n, of which those up to the sum `negativeSum` are negative, the largest first. */
function withNegativeSum(count: number, negativeSum: number): number[] {
  let left = negativeSum;
  return Array.from({ length: count }, (_, index) => count - index).map((rank) => {
    const isNegative = rank <= left;
    left -= isNegative ? rank : 0;
    return isNegative ? -rank : rank;
  });
}

group('the critical values of the tables', () => {
  // Wilcoxon & Wilcox 1964, two-sided 5 %: the largest smaller sum that is significant.
  const rows: readonly [count: number, critical: number][] = [
    [6, 0],
    [8, 3],
    [10, 8],
    [12, 13],
    [15, 25],
    [20, 52],
    [25, 89],
  ];
  for (const [count, critical] of rows) {
    test(`of ${count} pairs it is ${critical}`, () => {
      assert.ok(wilcoxonChanceRatio(withNegativeSum(count, critical)) <= 0.05);
      assert.ok(wilcoxonChanceRatio(withNegativeSum(count, critical + 1)) > 0.05);
    });
  }
});

/** Share of all 2^n patterns of signs that are at least as lopsided; ranks by definition. */
function countedChance(values: readonly number[]): number {
  const nonZero = values.filter((value) => value !== 0);
  const sizes = nonZero.map(Math.abs);
  const ranks = sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    return below + (sizes.filter((other) => other === size).length + 1) / 2;
  });
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const smaller = (positive: number) => Math.min(positive, total - positive);
  const observed = smaller(
    ranks.reduce((sum, rank, index) => sum + ((nonZero[index] ?? 0) > 0 ? rank : 0), 0),
  );
  let extreme = 0;
  for (let pattern = 0; pattern < 2 ** ranks.length; pattern += 1) {
    const positive = ranks.reduce((sum, rank, at) => sum + ((pattern >> at) & 1 ? rank : 0), 0);
    extreme += smaller(positive) <= observed ? 1 : 0;
  }
  return extreme / 2 ** ranks.length;
}

test('counts every pattern of signs, ties and zeros included', () => {
  const values = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 9 });
  fc.assert(
    fc.property(values, (sample) => {
      assert.ok(Math.abs(wilcoxonChanceRatio(sample) - countedChance(sample)) < 1e-12);
    }),
  );
});

test('of nothing, or of zeros alone, is 1', () => {
  assert.equal(wilcoxonChanceRatio([]), 1);
  assert.equal(wilcoxonChanceRatio([0, 0]), 1);
});

test('does not depend on the direction', () => {
  const values = fc.array(fc.integer({ min: -99, max: 99 }), { maxLength: 120 });
  fc.assert(
    fc.property(values, (sample) => {
      const turned = sample.map((value) => -value);
      assert.ok(Math.abs(wilcoxonChanceRatio(sample) - wilcoxonChanceRatio(turned)) < 1e-12);
    }),
  );
});

test('agrees with pragmastat on whether an interval of the centre excludes 0', () => {
  const random = new SeededRandom(3);
  for (let trial = 0; trial < 200; trial += 1) {
    const shift = (trial % 10) / 10;
    const sample = Array.from({ length: 20 }, () => random.nextRatio() - 0.5 + shift);
    const bounds = centerBounds(Sample.of(sample), 0.05);
    const excludes = bounds.lower > 0 || bounds.upper < 0;
    assert.equal(wilcoxonChanceRatio(sample) <= 0.05, excludes);
  }
});

test('beyond 100 pairs the approximation is what throwing signs comes to', () => {
  const random = new SeededRandom(17);
  const sizes = Array.from({ length: 130 }, () => 1 + random.nextIndex(40));
  const thrown = () => sizes.map((size) => (random.nextIndex(2) === 0 ? size : -size));
  const sample = sizes.map((size, index) => (index % 17 < 7 ? -size : size));
  const chanceRatio = wilcoxonChanceRatio(sample);
  assert.ok(chanceRatio > 0.01 && chanceRatio < 0.5, `${chanceRatio}`);
  let lopsidedCount = 0;
  for (let trial = 0; trial < 2_000; trial += 1) {
    lopsidedCount += wilcoxonChanceRatio(thrown()) <= chanceRatio ? 1 : 0;
  }
  const errorRatio = Math.sqrt((chanceRatio * (1 - chanceRatio)) / 2_000);
  assert.ok(Math.abs(lopsidedCount / 2_000 - chanceRatio) < 4 * errorRatio, `${lopsidedCount}`);
});
