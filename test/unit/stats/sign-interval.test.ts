// The interval that decides, against counted coin throws, and the power that it claims.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { median } from '../../../src/stats/quantile.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import {
  detectableShift,
  fewestPairs,
  fewestPairsFor,
  signInterval,
  signRanks,
} from '../../../src/stats/sign-interval.ts';
import { fc } from '../../support/property.ts';

const value = fc.double({ min: -1, max: 1, noNaN: true });

/** Share of all 2^n ways to fall about the median in which the two ranks enclose it, counted. */
function countedCoverage(valueCount: number, lowerRank: number): number {
  let enclosing = 0;
  for (let ways = 0; ways < 2 ** valueCount; ways += 1) {
    let below = 0;
    for (let bits = ways; bits > 0; bits >>= 1) {
      below += bits & 1;
    }
    enclosing += below >= lowerRank && below <= valueCount - lowerRank ? 1 : 0;
  }
  return enclosing / 2 ** valueCount;
}

group('the ranks of the interval', () => {
  const rows: readonly [number, number, number, number, string][] = [
    [6, 1, 6, 0.9688, 'the fewest: the extremes'],
    [8, 1, 8, 0.9922, 'still the extremes'],
    [9, 2, 8, 0.9609, 'one from each end'],
    [12, 3, 10, 0.9614, 'the first planned look'],
    [20, 6, 15, 0.9586, 'the default'],
    [30, 10, 21, 0.9572, 'the last planned look'],
    [40, 14, 27, 0.9615, 'twice the default'],
  ];
  for (const [valueCount, lowerRank, upperRank, coverage, why] of rows) {
    test(`of ${valueCount} are ${lowerRank} and ${upperRank}: ${why}`, () => {
      const ranks = signRanks(valueCount);
      assert.deepEqual([ranks?.lowerRank, ranks?.upperRank], [lowerRank, upperRank]);
      assert.ok(Math.abs((ranks?.coverageRatio ?? 0) - coverage) < 5e-5);
    });
  }

  for (const valueCount of [0, 1, 2, 3, 4, 5]) {
    test(`of ${valueCount} do not exist: even the extremes cover too seldom`, () => {
      assert.equal(signRanks(valueCount), null);
    });
  }

  test('cover as often as counting says, and the next narrower ones too seldom', () => {
    for (let valueCount = fewestPairs; valueCount <= 14; valueCount += 1) {
      const { lowerRank = 0, coverageRatio = 0 } = signRanks(valueCount) ?? {};
      assert.ok(Math.abs(coverageRatio - countedCoverage(valueCount, lowerRank)) < 1e-9);
      assert.ok(coverageRatio >= 0.95);
      assert.ok(countedCoverage(valueCount, lowerRank + 1) < 0.95);
    }
  });

  const looks: readonly [number, number, number][] = [
    [12, 2, 0.0063],
    [20, 5, 0.0118],
    [30, 9, 0.0161],
  ];
  for (const [valueCount, lowerRank, missRatio] of looks) {
    test(`of ${valueCount} that may miss in 2.2 % begin at the ${lowerRank}th`, () => {
      const ranks = signRanks(valueCount, { errorRatio: 0.022 });
      assert.deepEqual(
        [ranks?.lowerRank, ranks?.upperRank],
        [lowerRank, valueCount + 1 - lowerRank],
      );
      assert.ok(Math.abs(1 - (ranks?.coverageRatio ?? 0) - missRatio) < 5e-5);
    });
  }

  test('need the more pairs the less they may miss', () => {
    for (const [errorRatio, expected] of [
      [0.5, 2],
      [0.05, 6],
      [0.022, 7],
      [0.05 / 18, 10],
    ] as const) {
      assert.equal(fewestPairsFor({ errorRatio }), expected);
      assert.notEqual(signRanks(expected, { errorRatio }), null);
      assert.equal(signRanks(expected - 1, { errorRatio }), null);
    }
  });

  test('exist for thousands of pairs', () => {
    const ranks = signRanks(5_000);
    assert.ok(ranks !== null && ranks.coverageRatio >= 0.95 && ranks.coverageRatio < 0.955);
  });
});

group('the interval', () => {
  test('of 1 to 20 runs from 6 to 15', () => {
    const interval = signInterval(Array.from({ length: 20 }, (_, index) => 20 - index));
    assert.deepEqual([interval?.low, interval?.high], [6, 15]);
  });

  test('of five pairs does not exist', () => {
    assert.equal(signInterval([1, 2, 3, 4, 5]), null);
    assert.equal(signInterval([]), null);
  });

  test('of a constant is that constant', () => {
    const interval = signInterval(Array.from({ length: 20 }, () => 0.3));
    assert.deepEqual([interval?.low, interval?.high], [0.3, 0.3]);
  });

  test('does not move with an outlier, however far', () => {
    const calm = Array.from({ length: 20 }, (_, index) => index);
    const wild = calm.map((number) => (number === 19 ? 1e9 : number));
    assert.deepEqual(signInterval(wild), signInterval(calm));
  });

  test('encloses the median and moves with the sample', () => {
    const samples = fc.array(value, { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(samples, (values) => {
        const { low = Number.NaN, high = Number.NaN } = signInterval(values) ?? {};
        const centre = median(values) ?? Number.NaN;
        assert.ok(low <= centre && centre <= high);
        const shifted = signInterval(values.map((number) => number + 4));
        assert.ok(Math.abs((shifted?.low ?? 0) - low - 4) < 1e-9);
      }),
    );
  });

  test('turns with the sign of the sample', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 6, maxLength: 30 }), (values) => {
        const interval = signInterval(values);
        const turned = signInterval(values.map((number) => -number));
        assert.ok(interval !== null && turned !== null);
        assert.ok(interval.low + turned.high === 0 && interval.high + turned.low === 0);
      }),
    );
  });

  test('covers the true median of skewed samples as often as it says', () => {
    const random = new SeededRandom(7);
    let coveredCount = 0;
    for (let trial = 0; trial < 2_000; trial += 1) {
      const values = Array.from({ length: 20 }, () => -Math.log(1 - random.nextRatio()));
      const interval = signInterval(values);
      const isCovered = interval !== null && interval.low <= Math.LN2 && Math.LN2 <= interval.high;
      coveredCount += isCovered ? 1 : 0;
    }
    assert.ok(coveredCount / 2_000 > 0.945 && coveredCount / 2_000 < 0.972);
  });
});

group('the smallest shift that could have been found', () => {
  test('is unknown below six pairs', () => {
    assert.equal(detectableShift([]), null);
    assert.equal(detectableShift([0, 0, 0, 0, 0]), null);
  });

  test('of a constant is nothing: any shift would show', () => {
    assert.equal(detectableShift(Array.from({ length: 20 }, () => 0.1)), 0);
  });

  test('of six pairs is the farthest of them from the median', () => {
    const shift = detectableShift([-1, -1, 0, 0, 1, 5]) ?? Number.NaN;
    assert.ok(Math.abs(shift - 5) < 1e-9);
  });

  test('does not depend on the effect itself, and grows with the spread', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 6, maxLength: 30 }), (values) => {
        const shift = detectableShift(values) ?? Number.NaN;
        const moved = detectableShift(values.map((number) => number + 3)) ?? Number.NaN;
        const spread = detectableShift(values.map((number) => number * 2)) ?? Number.NaN;
        assert.ok(Math.abs(moved - shift) < 1e-9);
        assert.ok(Math.abs(spread - 2 * shift) < 1e-9);
      }),
    );
  });

  test('is found about four times in five when it is real', () => {
    const random = new SeededRandom(11);
    const noise = (count: number) => Array.from({ length: count }, () => gaussian(random));
    const shift = median(Array.from({ length: 300 }, () => detectableShift(noise(20)) ?? 0)) ?? 0;
    let foundCount = 0;
    for (let trial = 0; trial < 1_000; trial += 1) {
      const interval = signInterval(noise(20).map((number) => number + shift));
      foundCount += interval !== null && interval.low > 0 ? 1 : 0;
    }
    assert.ok(foundCount / 1_000 > 0.75 && foundCount / 1_000 < 0.95, `${foundCount} of 1,000`);
  });
});

function gaussian(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextRatio()));
  return radius * Math.cos(2 * Math.PI * random.nextRatio());
}
