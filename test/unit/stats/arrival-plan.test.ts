// Plans of arrivals against closed forms, and the random ones against the distribution that they
// claim to have.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  type ArrivalRequest,
  expectedArrivalCount,
  meanRatePerSecond,
  planArrivals,
  type RateStage,
} from '../../../src/stats/arrival-plan.ts';
import { fc } from '../../support/property.ts';

const secondNs = 1_000_000_000;

function constantRate(perSecond: number, seconds = 1): RateStage {
  const endNs = seconds * secondNs;
  return { startNs: 0, endNs, startPerSecond: perSecond, endPerSecond: perSecond };
}

function plan(stages: readonly RateStage[], rest: Partial<ArrivalRequest> = {}): Float64Array {
  return planArrivals({ stages, spacing: 'constant', seed: 1, mostCount: 1_000_000, ...rest });
}

group('evenly spaced arrivals', () => {
  test("spread a second's arrivals instead of sending them in one burst", () => {
    const arrivals = plan([constantRate(1_000)]);
    assert.equal(arrivals.length, 1_000);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const from = (tenth * secondNs) / 10;
      const within = arrivals.filter((at) => at >= from && at < from + secondNs / 10);
      assert.equal(within.length, 100);
    }
  });

  test('are one interval apart, the first half an interval after the start', () => {
    assert.deepEqual([...plan([constantRate(4)])], [125e6, 375e6, 625e6, 875e6]);
  });

  test('of a ramp follow the square root that its closed form gives', () => {
    const ramp = { startNs: 0, endNs: 2 * secondNs, startPerSecond: 0, endPerSecond: 1_000 };
    const arrivals = plan([ramp]);
    assert.equal(arrivals.length, 1_000);
    for (const [index, at] of arrivals.entries()) {
      const expectedNs = Math.sqrt((index + 0.5) / 250) * secondNs;
      assert.ok(Math.abs(at - expectedNs) <= 2, `arrival ${index}`);
    }
  });

  test('of a falling ramp mirror those of the rising one', () => {
    const endNs = secondNs;
    const rising = plan([{ startNs: 0, endNs, startPerSecond: 100, endPerSecond: 900 }]);
    const falling = plan([{ startNs: 0, endNs, startPerSecond: 900, endPerSecond: 100 }]);
    assert.equal(falling.length, rising.length);
    for (const [index, at] of falling.entries()) {
      const mirrored = endNs - (rising[rising.length - 1 - index] ?? Number.NaN);
      assert.ok(Math.abs(at - mirrored) <= 2, `arrival ${index}`);
    }
  });

  test('of a burst between pauses all lie within the burst', () => {
    const stages = [
      { ...constantRate(0), endNs: secondNs },
      { ...constantRate(500), startNs: secondNs, endNs: 2 * secondNs },
      { ...constantRate(0), startNs: 2 * secondNs, endNs: 3 * secondNs },
    ];
    const arrivals = plan(stages);
    assert.equal(arrivals.length, 500);
    assert.ok(arrivals.every((at) => at >= secondNs && at < 2 * secondNs));
  });
});

test('an arrival due when a ramp begins at 0 is at that beginning', () => {
  const stages = [
    { ...constantRate(0), startPerSecond: 27, endPerSecond: 249, endNs: 250_000_000 },
    { ...constantRate(0), endPerSecond: 1_000, startNs: 250_000_000, endNs: secondNs },
  ];
  assert.equal(plan(stages)[34], 250_000_000);
});

group('every plan', () => {
  const stageRates = fc.array(fc.tuple(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 50 })), {
    minLength: 1,
    maxLength: 4,
  });

  function chained(rates: readonly (readonly [number, number, number])[]): RateStage[] {
    let startNs = 0;
    return rates.map(([startPerSecond, endPerSecond, hundredths]) => {
      const stage = { startNs, endNs: startNs + hundredths * 1e7, startPerSecond, endPerSecond };
      startNs = stage.endNs;
      return stage;
    });
  }

  test('is ascending, within its stages, and has the expected number of arrivals', () => {
    fc.assert(
      fc.property(stageRates, (rates) => {
        const stages = chained(rates);
        const arrivals = plan(stages);
        const endNs = stages.at(-1)?.endNs ?? 0;
        assert.ok(Math.abs(arrivals.length - expectedArrivalCount(stages)) <= 1);
        assert.ok(arrivals.every((at, index) => at >= (arrivals[index - 1] ?? 0) && at < endNs));
        assert.ok(arrivals.every(Number.isInteger));
      }),
    );
  });

  test('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => plan([constantRate(100)], { spacing: 'poisson', seed });
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });

  test('without a rate is empty', () => {
    assert.equal(plan([constantRate(0)]).length, 0);
    assert.equal(plan([constantRate(0)], { spacing: 'poisson' }).length, 0);
    assert.equal(plan([]).length, 0);
  });

  test('with more arrivals than allowed is refused', () => {
    assert.throws(() => plan([constantRate(1_000)], { mostCount: 999 }), /more arrivals/);
  });
});

/** Largest distance between the empirical distribution of samples in 0 to 1 and the even one. */
function kolmogorovDistance(samples: readonly number[]): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return Math.max(
    ...sorted.map((value, index) =>
      Math.max(
        Math.abs((index + 1) / sorted.length - value),
        Math.abs(value - index / sorted.length),
      ),
    ),
  );
}

/** Kolmogorov's critical distance at 0.1 % for large samples: 1.949 / sqrt(n). */
const criticalFactor = 1.949;

group('Poisson arrivals', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    test(`of seed ${seed} have exponentially distributed gaps`, () => {
      const arrivals = plan([constantRate(2_000, 5)], { spacing: 'poisson', seed });
      const gaps = [...arrivals].map((at, index) => at - (arrivals[index - 1] ?? 0));
      const evened = gaps.map((gapNs) => 1 - Math.exp((-gapNs * 2_000) / secondNs));
      assert.ok(kolmogorovDistance(evened) < criticalFactor / Math.sqrt(evened.length));
    });

    test(`of seed ${seed} on a ramp are even in the integral of the rate`, () => {
      const ramp = { startNs: 0, endNs: secondNs, startPerSecond: 0, endPerSecond: 8_000 };
      const arrivals = plan([ramp], { spacing: 'poisson', seed });
      const shares = [...arrivals].map((at) => (at / secondNs) ** 2);
      assert.ok(kolmogorovDistance(shares) < criticalFactor / Math.sqrt(shares.length));
    });
  }

  test('vary in number as a Poisson count does: variance and mean are alike', () => {
    const counts = Array.from(
      { length: 400 },
      (_, seed) => plan([constantRate(100)], { spacing: 'poisson', seed }).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const squares = counts.map((count) => (count - mean) ** 2);
    const variance = squares.reduce((sum, square) => sum + square, 0) / (counts.length - 1);
    assert.ok(Math.abs(mean - 100) < 3, `mean ${mean}`);
    assert.ok(variance > 75 && variance < 130, `variance ${variance}`);
  });
});

test('the mean rate is that of all stages by their length, and 0 without any', () => {
  const rising = { startNs: 0, endNs: 1e9, startPerSecond: 0, endPerSecond: 200 };
  const steady = { startNs: 1e9, endNs: 4e9, startPerSecond: 500, endPerSecond: 500 };
  assert.equal(meanRatePerSecond([rising, steady]), 400);
  assert.equal(meanRatePerSecond([]), 0);
});
