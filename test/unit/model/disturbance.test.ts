// Two readings of the sentinels, and what they say about the time between.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  disturbanceLimits,
  disturbanceOf,
  type SentinelReading,
} from '../../../src/model/disturbance.ts';

const second = 1_000_000_000;

const start: SentinelReading = {
  ...{ atNs: 5 * second, cpuCount: 2, busyNs: 7 * second, stealNs: 0, ownBusyNs: second },
  ...{ contextSwitchCount: 1_000, forkCount: 10, pressureNs: 0, queueWaitNs: 0 },
};

/** What the counters say after one second in which they grew by `gains`. */
function afterOneSecond(gains: Partial<Record<keyof SentinelReading, number>>): SentinelReading {
  const reading: SentinelReading = { ...start, atNs: start.atNs + second };
  const grown = Object.entries(gains).map(([name, gain]) => [
    name,
    (start[name as keyof SentinelReading] ?? 0) + gain,
  ]);
  return { ...reading, ...Object.fromEntries(grown) };
}

const judgements: readonly [
  claim: string,
  gains: Parameters<typeof afterOneSecond>[0],
  string[],
][] = [
  ['an idle second is quiet', {}, []],
  ['our own load, on all cores, is no disturbance', { busyNs: 2e9, ownBusyNs: 2e9 }, []],
  ['forks and switches, which our own servers make, are none', { forkCount: 4e3 }, []],
  ['waiting, which pinned parties do for each other, is none', { pressureNs: 9e8 }, []],
  ['a loop beside our load is one', { busyNs: 1.9e9, ownBusyNs: 9.5e8 }, ['other work']],
  ['a little housekeeping beside it is none', { busyNs: 1e9, ownBusyNs: 9e8 }, []],
  ['time that the host took is one', { busyNs: 9e8, ownBusyNs: 9e8, stealNs: 1e8 }, ['steal']],
  ['a few ticks of it are none', { busyNs: 9e8, ownBusyNs: 9e8, stealNs: 2e7 }, []],
  ['both can come together', { busyNs: 1e9, stealNs: 1e9 }, ['steal', 'other work']],
];

for (const [claim, gains, causes] of judgements) {
  test(claim, () => {
    const disturbance = disturbanceOf(start, afterOneSecond(gains));
    assert.deepEqual(disturbance.causes, causes);
    assert.equal(disturbance.isDisturbed, causes.length > 0);
  });
}

test('shares and rates are of the time between', () => {
  const gains = { busyNs: 1.5e9, ownBusyNs: 1e9, stealNs: 5e8, pressureNs: 25e7, forkCount: 30 };
  const disturbance = disturbanceOf(start, afterOneSecond({ ...gains, queueWaitNs: 1e8 }));
  assert.equal(disturbance.elapsedNs, second);
  assert.equal(disturbance.otherCoreCount, 0.5);
  assert.equal(disturbance.stealRatio, 0.25);
  assert.equal(disturbance.pressureRatio, 0.25);
  assert.equal(disturbance.queueWaitRatio, 0.1);
  assert.equal(disturbance.forksPerSecond, 30);
  assert.equal(disturbance.contextSwitchesPerSecond, 0);
});

test('what the kernel does not tell stays unknown', () => {
  const silent = { ...start, pressureNs: null, queueWaitNs: null };
  const disturbance = disturbanceOf(silent, { ...silent, atNs: silent.atNs + second });
  assert.deepEqual([disturbance.pressureRatio, disturbance.queueWaitRatio], [null, null]);
});

test('a short time is not condemned by the coarseness of ticks', () => {
  const after = { ...start, atNs: start.atNs + 20e6, busyNs: start.busyNs + 40e6 };
  assert.equal(disturbanceOf(start, after).isDisturbed, false);
  assert.ok(40e6 < disturbanceLimits.evidenceNs);
});

test('no time between, and counters that step back, disturb nothing', () => {
  assert.equal(disturbanceOf(start, start).isDisturbed, false);
  assert.equal(disturbanceOf(start, start).forksPerSecond, 0);
  const back = { ...afterOneSecond({}), stealNs: -second, busyNs: 0 };
  const disturbance = disturbanceOf(start, back);
  assert.deepEqual([disturbance.stealRatio, disturbance.otherCoreCount], [0, 0]);
});
