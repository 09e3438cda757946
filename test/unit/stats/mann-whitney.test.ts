// The Mann-Whitney test against published critical values, against counting every choice, and
// against the bounds of an independent implementation.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { Sample, shiftBounds } from 'pragmastat';
import { mannWhitneyChanceRatio } from '../../../src/stats/mann-whitney.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { fc } from '../../support/property.ts';

/** Two samples without ties in which the first beats the second `wins` times. */
function withWins(count: number, wins: number): [number[], number[]] {
  const first = Array.from({ length: count }, (_, index) => index - 1_000);
  const full = Math.floor(wins / count);
  const moved = first.map((value, index) => {
    if (index >= count - full) {
      return value + 10_000;
    }
    return index === count - full - 1 ? (wins % count) - 0.5 : value;
  });
  return [moved, Array.from({ length: count }, (_, index) => index)];
}

group('the critical values of the tables', () => {
  // Mann & Whitney, two-sided 5 %, both samples of one size: the largest significant U.
  const rows: readonly [count: number, critical: number][] = [
    [4, 0],
    [5, 2],
    [8, 13],
    [10, 23],
    [12, 37],
    [15, 64],
    [20, 127],
  ];
  for (const [count, critical] of rows) {
    test(`of two samples of ${count} it is ${critical}`, () => {
      assert.ok(mannWhitneyChanceRatio(...withWins(count, critical)) <= 0.05);
      assert.ok(mannWhitneyChanceRatio(...withWins(count, critical + 1)) > 0.05);
    });
  }
});

/** Wins of the first over the second, ties a half. */
function winsOf(first: readonly number[], second: readonly number[]): number {
  const points = (mine: number, theirs: number) => (mine > theirs ? 1 : mine === theirs ? 0.5 : 0);
  return first.reduce(
    (sum, mine) => sum + second.reduce((wins, theirs) => wins + points(mine, theirs), 0),
    0,
  );
}

/** Share of all ways to call as many of the values "first" that set them as far apart. */
function countedChance(first: readonly number[], second: readonly number[]): number {
  const values = [...first, ...second];
  const middle = (first.length * second.length) / 2;
  const observed = Math.abs(winsOf(first, second) - middle);
  const wins: number[] = [];
  for (let choice = 0; choice < 2 ** values.length; choice += 1) {
    const isFirst = (at: number) => ((choice >> at) & 1) === 1;
    const chosen = values.filter((_, at) => isFirst(at));
    if (chosen.length === first.length) {
      wins.push(
        winsOf(
          chosen,
          values.filter((_, at) => !isFirst(at)),
        ),
      );
    }
  }
  return wins.filter((each) => Math.abs(each - middle) >= observed).length / wins.length;
}

test('counts every choice, ties included', () => {
  const values = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 });
  fc.assert(
    fc.property(values, values, (first, second) => {
      const chance = mannWhitneyChanceRatio(first, second);
      assert.ok(Math.abs(chance - countedChance(first, second)) < 1e-12);
    }),
  );
});

test('of a sample and nothing is 1', () => {
  assert.equal(mannWhitneyChanceRatio([], [1, 2]), 1);
  assert.equal(mannWhitneyChanceRatio([], []), 1);
});

test('of many equal values is 1', () => {
  const same = Array.from({ length: 50 }, () => 7);
  assert.equal(mannWhitneyChanceRatio(same, same), 1);
});

test('does not depend on which sample comes first', () => {
  const values = fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 60 });
  fc.assert(
    fc.property(values, values, (first, second) => {
      const [there, back] = [
        mannWhitneyChanceRatio(first, second),
        mannWhitneyChanceRatio(second, first),
      ];
      assert.ok(Math.abs(there - back) < 1e-12);
    }),
  );
});

test('agrees with pragmastat on whether an interval of the shift excludes 0', () => {
  const random = new SeededRandom(9);
  for (let trial = 0; trial < 100; trial += 1) {
    const shift = (trial % 10) / 12;
    const first = Array.from({ length: 20 }, () => random.nextRatio() + shift);
    const second = Array.from({ length: 18 }, () => random.nextRatio());
    const bounds = shiftBounds(Sample.of(first), Sample.of(second), 0.05);
    const excludes = bounds.lower > 0 || bounds.upper < 0;
    const chanceRatio = mannWhitneyChanceRatio(first, second);
    // Where a step of the statistic crosses 5 %, theirs takes the step and ours does not.
    if (Math.abs(chanceRatio - 0.05) > 0.004) {
      assert.equal(chanceRatio <= 0.05, excludes);
    }
  }
});

test('beyond 60 values the approximation is what shuffling comes to', () => {
  const random = new SeededRandom(21);
  const draw = (count: number, to: number) =>
    Array.from({ length: count }, () => random.nextIndex(to));
  const [first, second] = [draw(60, 30), draw(50, 42)];
  const middle = (first.length * second.length) / 2;
  const observed = Math.abs(winsOf(first, second) - middle);
  let distantCount = 0;
  for (let trial = 0; trial < 2_000; trial += 1) {
    const shuffled = random.shuffled([...first, ...second]);
    const wins = winsOf(shuffled.slice(0, first.length), shuffled.slice(first.length));
    distantCount += Math.abs(wins - middle) >= observed ? 1 : 0;
  }
  const chanceRatio = mannWhitneyChanceRatio(first, second);
  assert.ok(chanceRatio > 0.01 && chanceRatio < 0.5, `${chanceRatio}`);
  const errorRatio = Math.sqrt((chanceRatio * (1 - chanceRatio)) / 2_000);
  assert.ok(Math.abs(distantCount / 2_000 - chanceRatio) < 4 * errorRatio);
});
