// Where two laws of throughput cross: against closed forms, and at every edge.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  type CrossoverFinding,
  findCrossover,
  nextServiceNs,
  type ThroughputPair,
} from '../../../src/stats/crossover.ts';

type Law = (serviceNs: number) => ThroughputPair;

/** A server that does one thing after the other, and one that does two at a time but pays more. */
const serialAndParallel: Law = (serviceNs) => ({
  serviceNs,
  baselinePerSecond: 1e9 / (90_000 + serviceNs),
  candidatePerSecond: 2e9 / (300_000 + serviceNs),
});
/** Where 2 (90 + S) = 300 + S. */
const crossingNs = 120_000;

function at(law: Law, servicesNs: readonly number[]): CrossoverFinding {
  return findCrossover(servicesNs.map(law));
}

/** Measures between the neighbours until they are close, as a sweep does. */
function refine(law: Law, { first, closeRatio }: { first: number[]; closeRatio: number }) {
  const servicesNs = [...first];
  for (let step = 0; step < 20; step += 1) {
    const next = nextServiceNs(at(law, servicesNs), { closeRatio });
    if (next === null) {
      return { finding: at(law, servicesNs), servicesNs };
    }
    servicesNs.push(next);
  }
  return assert.fail('the refinement has no end');
}

group('a crossover', () => {
  test('is exact where the ratio of the two is a power of service time', () => {
    const law: Law = (serviceNs) => ({
      ...{ serviceNs, baselinePerSecond: 1_000 },
      candidatePerSecond: 1_000 * (serviceNs / 123_456) ** 0.3,
    });
    const { kind, serviceNs, betweenNs, changeCount } = at(law, [1e6, 1e4, 1e5]);
    assert.equal(kind, 'at');
    assert.ok(Math.abs((serviceNs ?? 0) / 123_456 - 1) < 1e-12);
    assert.deepEqual([betweenNs, changeCount], [[1e5, 1e6], 1]);
  });

  test('of a serial and a parallel server is found to a tenth from points a decade apart', () => {
    const { serviceNs } = at(serialAndParallel, [0, 1e4, 1e5, 1e6, 1e7]);
    assert.ok(Math.abs((serviceNs ?? 0) / crossingNs - 1) < 0.1, `${serviceNs} ns`);
  });

  test('is found to half a percent when the points come close, with few of them', () => {
    for (const first of [
      [0, 1e4, 1e5, 1e6],
      [0, 1e6],
      [1e4, 1e9],
    ]) {
      const { finding, servicesNs } = refine(serialAndParallel, { first, closeRatio: 1.3 });
      assert.ok(Math.abs((finding.serviceNs ?? 0) / crossingNs - 1) < 0.005, `${first}`);
      assert.ok(servicesNs.length - first.length <= 7, `${servicesNs.length} points`);
    }
  });

  test('next to 0 is interpolated in proportion', () => {
    const leads = [0.5, 2];
    const points = [0, 8_000].map((serviceNs, index) => ({
      ...{ serviceNs, baselinePerSecond: 100, candidatePerSecond: 100 * (leads[index] ?? 0) },
    }));
    assert.equal(findCrossover(points).serviceNs, 4_000);
  });
});

group('there is no crossover', () => {
  const cases: readonly [string, readonly number[], CrossoverFinding['kind']][] = [
    ['where the candidate leads everywhere', [200_000, 1e6], 'always'],
    ['where it leads nowhere', [0, 50_000], 'never'],
    ['where it is level at the end', [0, crossingNs], 'never'],
    ['in a single point', [1e6], 'always'],
    ['in no point', [], 'unknown'],
  ];
  for (const [what, servicesNs, kind] of cases) {
    test(what, () => {
      const finding = at(serialAndParallel, servicesNs);
      assert.deepEqual(finding, { kind, serviceNs: null, betweenNs: null, changeCount: 0 });
      assert.equal(nextServiceNs(finding, { closeRatio: 1.3 }), null);
    });
  }
});

group('an order that changes to and fro', () => {
  const wavering = (leads: readonly number[]) =>
    findCrossover(
      leads.map((lead, index) => ({
        ...{ serviceNs: 10 ** index, baselinePerSecond: 100, candidatePerSecond: 100 * lead },
      })),
    );

  test('is counted, and the last change is the crossover', () => {
    const { kind, betweenNs, changeCount } = wavering([0.5, 2, 0.5, 2, 2]);
    assert.deepEqual([kind, betweenNs, changeCount], ['at', [100, 1_000], 3]);
  });

  test('that ends with the baseline ahead is never', () => {
    assert.deepEqual([wavering([0.5, 2, 0.5]).kind, wavering([2, 0.5]).changeCount], ['never', 1]);
  });
});

group('the next service time', () => {
  const finding = (betweenNs: [number, number]): CrossoverFinding => ({
    ...{ kind: 'at', serviceNs: betweenNs[1], betweenNs, changeCount: 1 },
  });

  test('is the middle by ratio, of two digits; from 0 on, the half', () => {
    assert.equal(nextServiceNs(finding([100_000, 1_000_000]), { closeRatio: 1.3 }), 320_000);
    assert.equal(nextServiceNs(finding([0, 10_000]), { closeRatio: 1.3 }), 5_000);
  });

  test('is none where the points are close or nothing lies between', () => {
    assert.equal(nextServiceNs(finding([100_000, 130_000]), { closeRatio: 1.3 }), null);
    assert.equal(nextServiceNs(finding([100, 101]), { closeRatio: 1.000_1 }), null);
    assert.equal(nextServiceNs(finding([0, 1]), { closeRatio: 1.3 }), null);
  });
});
