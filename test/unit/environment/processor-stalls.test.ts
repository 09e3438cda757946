// A loop that looks at a clock which the test moves, and a short look at this machine.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { availableCpus } from '../../../src/environment/available-cpus.ts';
import { measureNoise } from '../../../src/environment/measure-noise.ts';
import {
  addStalls,
  calibrateSpin,
  watchProcessor,
} from '../../../src/environment/processor-stalls.ts';

/** A clock that advances by the given steps and then by 5 µs at each look. */
function clockOf(stepsNs: readonly number[]): () => number {
  const steps = stepsNs.values();
  let nowNs = 0;
  return () => {
    nowNs += steps.next().value ?? 5_000;
    return nowNs;
  };
}

const plan = { cpu: 1, turnCount: 1 };

group('a watched processor', () => {
  test('that is never taken away has no stall', () => {
    const seen = watchProcessor(clockOf([]), { ...plan, durationNs: 1_000_000 });
    const none = { stallCount: 0, stalledNs: 0, stallNsMax: 0 };
    assert.deepEqual(seen, { cpu: 1, elapsedNs: 1_000_000, ...none });
  });

  test('counts what is missing, not the interrupts of the timer', () => {
    const clock = clockOf([0, 5_000, 10_000, 2_000_000, 5_000, 300_000]);
    const seen = watchProcessor(clock, { ...plan, durationNs: 3_000_000 });
    assert.deepEqual([seen.stallCount, seen.stalledNs, seen.stallNsMax], [2, 2_300_000, 2_000_000]);
  });

  test('is done at once where there is no time', () => {
    const seen = watchProcessor(clockOf([]), { ...plan, durationNs: 0 });
    assert.deepEqual([seen.elapsedNs, seen.stallCount], [0, 0]);
  });

  test('adds its slices up', () => {
    const one = { cpu: 1, elapsedNs: 10, stallCount: 1, stalledNs: 4, stallNsMax: 4 };
    const other = { cpu: 1, elapsedNs: 20, stallCount: 2, stalledNs: 5, stallNsMax: 3 };
    const both = { cpu: 1, elapsedNs: 30, stallCount: 3, stalledNs: 9, stallNsMax: 4 };
    assert.deepEqual(addStalls(one, other), both);
  });

  test('spins less the slower it is, at least one turn', () => {
    assert.equal(calibrateSpin(clockOf(Array(64).fill(40_000))), 1_000);
    assert.equal(calibrateSpin(clockOf(Array(64).fill(1e12))), 1);
    assert.equal(calibrateSpin(clockOf(Array(64).fill(0))), 1);
  });
});

group('the noise of this machine', () => {
  test('is measured on each processor in turn, and they are given back', async () => {
    const cpus = availableCpus();
    const progress: number[] = [];
    const { signal } = new AbortController();
    const noise = await measureNoise({
      ...{ cpus, durationNs: 1, signal },
      onProgress: (doneRatio) => progress.push(doneRatio),
    });
    assert.ok(noise.stalls.length === cpus.length || noise.stalls[0]?.cpu === null);
    assert.ok(noise.stalls.every(({ elapsedNs }) => elapsedNs > 0));
    assert.ok(progress.every((doneRatio) => doneRatio >= 0 && doneRatio <= 1));
    assert.deepEqual(availableCpus(), cpus);
  });

  test('is not measured after an interruption', async () => {
    const signal = AbortSignal.abort();
    const noise = await measureNoise({
      ...{ cpus: availableCpus(), durationNs: 1e9, signal, onProgress: () => undefined },
    });
    assert.deepEqual(noise.stalls, []);
  });
});
