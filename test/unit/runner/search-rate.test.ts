// The search for the highest rate that keeps an objective, on systems whose capacity is known.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  nextStep,
  type RateProbe,
  type RateSearchPlan,
  type RateTally,
  searchRate,
} from '../../../src/runner/search-rate.ts';
import { SeededRandom } from '../../../src/stats/random.ts';

const plan: RateSearchPlan = {
  startPerSecond: 100,
  leastPerSecond: 1,
  mostPerSecond: 1_000_000,
  precisionRatio: 0.05,
  probeLimit: 60,
};

/** Keeps the objective up to a capacity, and remembers what it was asked. */
function system(capacityPerSecond: number) {
  const asked: number[] = [];
  const probe: RateProbe = async (ratePerSecond) => {
    asked.push(ratePerSecond);
    return ratePerSecond <= capacityPerSecond;
  };
  return { asked, probe };
}

function tally(ratePerSecond: number, keptCount: number, brokenCount: number): RateTally {
  return { ratePerSecond, keptCount, brokenCount };
}

group('the next step', () => {
  const start = 100;
  const cases: readonly [readonly RateTally[], ReturnType<typeof nextStep>, string][] = [
    [[], { kind: 'probe', ratePerSecond: start }, 'begins at the start'],
    [[tally(100, 1, 0)], { kind: 'probe', ratePerSecond: 200 }, 'doubles while it is kept'],
    [[tally(100, 0, 1)], { kind: 'probe', ratePerSecond: 50 }, 'halves while it is broken'],
    [
      [tally(900_000, 1, 0)],
      { kind: 'probe', ratePerSecond: 1_000_000 },
      'does not go beyond the highest rate',
    ],
    [[tally(1.5, 0, 1)], { kind: 'probe', ratePerSecond: 1 }, 'does not go below the least rate'],
    [
      [tally(100, 1, 0), tally(400, 0, 1)],
      { kind: 'probe', ratePerSecond: 200 },
      'takes the geometric mean of a kept and a broken rate',
    ],
    [
      [tally(100, 1, 0), tally(104, 0, 1)],
      { kind: 'probe', ratePerSecond: 100 },
      'tries the kept rate again once both are close',
    ],
    [
      [tally(100, 2, 0), tally(104, 0, 1)],
      { kind: 'probe', ratePerSecond: 104 },
      'then the broken rate',
    ],
    [[tally(100, 2, 0), tally(104, 0, 2)], { kind: 'found' }, 'ends when both are confirmed'],
    [
      [tally(100, 1, 1), tally(50, 1, 0), tally(104, 0, 1)],
      { kind: 'probe', ratePerSecond: Math.sqrt(50 * 104) },
      'takes no side of a rate that was kept as often as broken',
    ],
    [[tally(1, 0, 2)], { kind: 'none' }, 'ends where the least rate is broken'],
    [[tally(1_000_000, 2, 0)], { kind: 'unbounded' }, 'ends where the highest rate is kept'],
    [
      [tally(800, 1, 0), tally(100, 0, 1)],
      { kind: 'probe', ratePerSecond: 50 },
      'believes the lower of two rates that contradict each other',
    ],
  ];
  for (const [tallies, expected, what] of cases) {
    test(what, () => assert.deepEqual(nextStep(plan, tallies), expected));
  }
});

group('a system of constant capacity', () => {
  for (const capacityPerSecond of [1, 3, 99, 100, 101, 4_100, 999_999]) {
    test(`of ${capacityPerSecond}/s is found within 5 %`, async () => {
      const { probe } = system(capacityPerSecond);
      const found = await searchRate(plan, probe);
      assert.equal(found.kind, 'found');
      const { keptPerSecond, brokenPerSecond } = found;
      assert.ok(keptPerSecond !== null && brokenPerSecond !== null);
      assert.ok(keptPerSecond <= capacityPerSecond && capacityPerSecond < brokenPerSecond);
      assert.ok(brokenPerSecond / keptPerSecond <= 1.05);
      assert.ok(found.probeCount <= 30, `${found.probeCount} probes`);
    });
  }

  test('is confirmed at the found rate, and broken again just above it', async () => {
    const { asked, probe } = system(4_100);
    const { keptPerSecond, brokenPerSecond, probeCount } = await searchRate(plan, probe);
    const timesOf = (perSecond: number | null) => asked.filter((each) => each === perSecond).length;
    assert.deepEqual([timesOf(keptPerSecond), timesOf(brokenPerSecond)], [2, 2]);
    assert.equal(asked.length, probeCount);
  });

  test('below the least rate keeps nothing', async () => {
    const found = await searchRate(plan, system(0.5).probe);
    assert.equal(found.kind, 'none');
    assert.deepEqual([found.keptPerSecond, found.brokenPerSecond], [null, 1]);
  });

  test('above the highest rate has no bound', async () => {
    const found = await searchRate(plan, system(1e9).probe);
    assert.equal(found.kind, 'unbounded');
    assert.deepEqual([found.keptPerSecond, found.brokenPerSecond], [1_000_000, null]);
  });
});

test('a noisy system is found within 15 % in nine of ten searches', async () => {
  const capacityPerSecond = 4_100;
  let nearCount = 0;
  for (let seed = 0; seed < 100; seed += 1) {
    const random = new SeededRandom(seed);
    const probe: RateProbe = async (ratePerSecond) => {
      // 3 % of probes are spoilt, and the capacity of each is uncertain by 5 %.
      const isSpoilt = random.nextRatio() < 0.03;
      const capacityNow = capacityPerSecond * (0.95 + 0.1 * random.nextRatio());
      return !isSpoilt && ratePerSecond <= capacityNow;
    };
    const found = await searchRate(plan, probe);
    assert.ok(found.probeCount <= plan.probeLimit);
    const kept = found.tallies.find(({ ratePerSecond }) => ratePerSecond === found.keptPerSecond);
    if (found.kind === 'found') {
      assert.ok(kept !== undefined && kept.keptCount - kept.brokenCount >= 2);
    }
    const keptPerSecond = found.keptPerSecond ?? 0;
    nearCount += Math.abs(keptPerSecond / capacityPerSecond - 1) < 0.15 ? 1 : 0;
  }
  assert.ok(nearCount >= 90, `${nearCount} of 100`);
});

group('a search that does not end by itself', () => {
  test('stops when its probes are used up, and says what it knows', async () => {
    const found = await searchRate({ ...plan, probeLimit: 3 }, system(4_100).probe);
    assert.equal(found.kind, 'unsettled');
    assert.deepEqual([found.keptPerSecond, found.brokenPerSecond], [400, null]);
    assert.equal(found.probeCount, 3);
  });

  test('stops when it is aborted, and keeps what it has seen', async () => {
    const { probe } = system(150);
    let probeCount = 0;
    const found = await searchRate(plan, async (ratePerSecond) => {
      probeCount += 1;
      return probeCount > 2 ? null : await probe(ratePerSecond);
    });
    assert.equal(found.kind, 'aborted');
    assert.deepEqual([found.keptPerSecond, found.brokenPerSecond], [100, 200]);
  });

  test('passes an error of the probe on', async () => {
    const failing: RateProbe = async () => {
      throw new Error('no server');
    };
    await assert.rejects(searchRate(plan, failing), /no server/);
  });
});

test('a plan without sense is a mistake of the caller', async () => {
  const { probe } = system(1);
  await assert.rejects(searchRate({ ...plan, leastPerSecond: 0 }, probe), /least rate/);
  await assert.rejects(searchRate({ ...plan, mostPerSecond: 1 }, probe), /highest rate/);
});
