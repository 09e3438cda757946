// The fit of the Universal Scalability Law: known laws are found again, with noise and without, the
// bounds hold whatever is measured, and no other law within them fits better.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { SeededRandom } from '../../../src/stats/random.ts';
import {
  fitScalabilityLaw,
  type ScalabilityLaw,
  type ScalingPoint,
  scaledThroughputPerSecond,
} from '../../../src/stats/usl.ts';
import { fc } from '../../support/property.ts';

type Parameters = Pick<ScalabilityLaw, 'singlePerSecond' | 'contentionRatio' | 'coherencyRatio'>;

const clientCounts = [1, 2, 4, 8, 16, 32, 64, 128, 256];

function throughput({ singlePerSecond, contentionRatio, coherencyRatio }: Parameters, n: number) {
  return (singlePerSecond * n) / (1 + contentionRatio * (n - 1) + coherencyRatio * n * (n - 1));
}

function pointsOf(
  law: Parameters,
  noise: (perSecond: number) => number = (perSecond) => perSecond,
): ScalingPoint[] {
  return clientCounts.map((clientCount) => ({
    clientCount,
    perSecond: noise(throughput(law, clientCount)),
  }));
}

function assertNear(actual: number | null, expected: number, tolerance: number): void {
  assert.ok(actual !== null && Math.abs(actual - expected) <= tolerance, `${actual} ~ ${expected}`);
}

function law(singlePerSecond: number, contentionRatio: number, coherencyRatio: number): Parameters {
  return { singlePerSecond, contentionRatio, coherencyRatio };
}

group('a law without noise is found again', () => {
  const laws: readonly [Parameters, string][] = [
    [law(1_000, 0.05, 0.000_2), 'that rises, bends and falls'],
    [law(9_800, 0, 0), 'of perfect scaling'],
    [law(9_800, 0.3, 0), 'of contention alone'],
    [law(9_800, 0, 0.01), 'of coherency alone'],
    [law(8_100, 1, 0), 'of a server that takes one client at a time'],
    [law(8_100, 1, 0.000_1), 'of such a server that suffers from a crowd'],
    [law(0.001, 0.02, 0.000_5), 'of a very slow server'],
    [law(1e9, 0.02, 0.000_5), 'of a very fast one'],
  ];
  for (const [parameters, what] of laws) {
    test(what, () => {
      const fit = fitScalabilityLaw(pointsOf(parameters));
      assert.ok(fit !== null);
      assertNear(
        fit.singlePerSecond,
        parameters.singlePerSecond,
        parameters.singlePerSecond * 1e-6,
      );
      assertNear(fit.contentionRatio, parameters.contentionRatio, 1e-6);
      assertNear(fit.coherencyRatio, parameters.coherencyRatio, 1e-8);
      assertNear(fit.residualRatio, 0, 1e-6);
    });
  }
});

group('with noise', () => {
  const parameters = law(1_000, 0.05, 0.000_2);

  test('of 3 % a law is found to a few percent, and the residual says how much it was', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = new SeededRandom(seed);
      const noise = (value: number) =>
        value * (1 + 0.03 * Math.sqrt(3) * (2 * random.nextRatio() - 1));
      const fit = fitScalabilityLaw(pointsOf(parameters, noise));
      assert.ok(fit !== null);
      assertNear(fit.singlePerSecond, 1_000, 80);
      assertNear(fit.contentionRatio, 0.05, 0.02);
      assertNear(fit.coherencyRatio, 0.000_2, 0.000_06);
      assertNear(fit.peakClientCount, Math.sqrt(0.95 / 0.000_2), 14);
      assert.ok(fit.residualRatio > 0.005 && fit.residualRatio < 0.05);
    }
  });

  test('of 30 % the bounds still hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            clientCount: fc.integer({ min: 1, max: 5_000 }),
            perSecond: fc.double({ min: 1, max: 1e6, noNaN: true }),
          }),
          { minLength: 3, maxLength: 12 },
        ),
        (points) => {
          const fit = fitScalabilityLaw(points);
          if (fit === null) {
            return;
          }
          assert.ok(fit.singlePerSecond > 0);
          assert.ok(fit.contentionRatio >= 0 && fit.contentionRatio <= 1);
          assert.ok(fit.coherencyRatio >= 0);
          assert.ok(fit.residualRatio >= 0);
          assert.ok(fit.peakClientCount === null || fit.peakClientCount >= 1);
        },
      ),
    );
  });

  test('no law near the fitted one, and none of a coarse grid, has smaller relative errors', () => {
    const random = new SeededRandom(7);
    const points = pointsOf(parameters, (value) => value * (0.9 + 0.2 * random.nextRatio()));
    const fit = fitScalabilityLaw(points);
    assert.ok(fit !== null);
    const residual = (other: Parameters) =>
      Math.sqrt(
        points.reduce((sum, { clientCount, perSecond }) => {
          return sum + (throughput(other, clientCount) / perSecond - 1) ** 2;
        }, 0) / points.length,
      );
    assertNear(residual(fit), fit.residualRatio, 1e-12);
    for (const single of [0.7, 0.9, 0.999, 1, 1.001, 1.1, 1.4]) {
      for (const contention of [0, 0.5, 0.99, 1, 1.01, 2]) {
        for (const coherency of [0, 0.5, 0.99, 1, 1.01, 2]) {
          const other = law(
            fit.singlePerSecond * single,
            Math.min(1, fit.contentionRatio * contention),
            fit.coherencyRatio * coherency,
          );
          assert.ok(residual(other) >= fit.residualRatio - 1e-9);
        }
      }
    }
  });
});

group('the peak', () => {
  test('lies where Gunther puts it, and no whole number of clients gets through more', () => {
    const fit = fitScalabilityLaw(pointsOf(law(1_000, 0.05, 0.000_2)));
    assert.ok(fit !== null);
    assertNear(fit.peakClientCount, 68.92, 0.01);
    const highest = scaledThroughputPerSecond(fit, 69);
    for (const clientCount of [1, 10, 60, 68, 70, 80, 1_000]) {
      assert.ok(scaledThroughputPerSecond(fit, clientCount) <= highest);
    }
  });

  test('does not exist where more clients never lower throughput', () => {
    const constant = clientCounts.map((clientCount) => ({ clientCount, perSecond: 8_000 }));
    const fit = fitScalabilityLaw(constant);
    assertNear(fit?.contentionRatio ?? null, 1, 1e-9);
    assert.equal(fit?.peakClientCount, null);
  });

  test('is one client where every further one lowers throughput', () => {
    const falling = clientCounts.map((clientCount) => ({
      clientCount,
      perSecond: 9_000 / clientCount,
    }));
    assert.equal(fitScalabilityLaw(falling)?.peakClientCount, 1);
  });
});

group('there is no law', () => {
  const few: readonly [readonly ScalingPoint[], string][] = [
    [[], 'without a point'],
    [[{ clientCount: 1, perSecond: 5 }], 'through one point'],
    [
      [1, 1, 2, 2].map((clientCount) => ({ clientCount, perSecond: 5 })),
      'through many points at two numbers of clients',
    ],
    [
      [1, 2, 4].map((clientCount) => ({ clientCount, perSecond: clientCount === 4 ? 0 : 5 })),
      'through three points of which one got nothing through',
    ],
  ];
  for (const [points, what] of few) {
    test(what, () => assert.equal(fitScalabilityLaw(points), null));
  }

  test('for points that cannot be: that is a mistake of the caller', () => {
    assert.throws(() => fitScalabilityLaw([{ clientCount: 0, perSecond: 5 }]), /from 1/);
    assert.throws(() => fitScalabilityLaw([{ clientCount: 1, perSecond: Number.NaN }]), /finite/);
    const infinite = { clientCount: 1, perSecond: Number.POSITIVE_INFINITY };
    assert.throws(() => fitScalabilityLaw([infinite]), /finite/);
  });
});

test('extreme numbers of clients and rates neither overflow nor vanish', () => {
  const wide = [1, 1_000, 100_000].map((clientCount) => ({
    clientCount,
    perSecond: throughput(law(1e-6, 0.5, 1e-9), clientCount),
  }));
  const fit = fitScalabilityLaw(wide);
  assertNear(fit?.contentionRatio ?? null, 0.5, 1e-6);
  assertNear(fit?.coherencyRatio ?? null, 1e-9, 1e-13);
});
