// A loop that only looks at the clock wants one processor for itself. Where it finds a gap,
// something else had the processor: another task, an interrupt, or the host.

import { spawnSync } from 'node:child_process';
import type { StallFacts } from '../model/machine.ts';

/** An interrupt of the timer takes some µs; a gap longer than this is a stall. */
const stallNs = 25_000;
/** Arithmetic between two looks: looking all the time makes garbage, whose collection stalls. */
const spinNs = 4_000;
const calibrationBatchCount = 16;
const turnsPerBatch = 10_000;

/** A clock in nanoseconds; it never goes back. */
export type Clock = () => number;

/** How many turns of the spin fill the time between two looks, by the fastest batch seen. */
export function calibrateSpin(nowNs: Clock): number {
  let fastestNs = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < calibrationBatchCount; batch += 1) {
    const startedNs = nowNs();
    spin(turnsPerBatch);
    fastestNs = Math.min(fastestNs, nowNs() - startedNs);
  }
  const turnCount = Math.floor((turnsPerBatch * spinNs) / fastestNs);
  return Number.isFinite(turnCount) ? Math.max(1, Math.min(turnsPerBatch, turnCount)) : 1;
}

/** Spins for `durationNs` on whatever processor it is given and returns what it missed. */
export function watchProcessor(
  nowNs: Clock,
  { cpu, durationNs, turnCount }: { cpu: number | null; durationNs: number; turnCount: number },
): StallFacts {
  const startedNs = nowNs();
  let seenNs = startedNs;
  let stallCount = 0;
  let stalledNs = 0;
  let stallNsMax = 0;
  while (seenNs - startedNs < durationNs) {
    spin(turnCount);
    const lookNs = nowNs();
    const gapNs = lookNs - seenNs;
    if (gapNs >= stallNs) {
      stallCount += 1;
      stalledNs += gapNs;
      stallNsMax = Math.max(stallNsMax, gapNs);
    }
    seenNs = lookNs;
  }
  return { cpu, elapsedNs: seenNs - startedNs, stallCount, stalledNs, stallNsMax };
}

let residue = 1;

/** Integer arithmetic that no compiler can leave out, and that allocates nothing. */
function spin(turnCount: number): void {
  for (let turn = 0; turn < turnCount; turn += 1) {
    residue = (Math.imul(residue, 1_103_515_245) + 12_345) | 0;
  }
}

/** Both slices of one processor together. */
export function addStalls(earlier: StallFacts, later: StallFacts): StallFacts {
  return {
    cpu: earlier.cpu,
    elapsedNs: earlier.elapsedNs + later.elapsedNs,
    stallCount: earlier.stallCount + later.stallCount,
    stalledNs: earlier.stalledNs + later.stalledNs,
    stallNsMax: Math.max(earlier.stallNsMax, later.stallNsMax),
  };
}

/**
 * Moves the main thread to the given processors by the program `taskset`; Node itself cannot.
 * Returns whether it is there now: not where the program is missing, or a processor is forbidden.
 */
export function pinMainThread(cpus: readonly number[]): boolean {
  const parts = ['-p', '-c', cpus.join(','), String(process.pid)];
  return spawnSync('taskset', parts, { stdio: 'ignore', timeout: 1_000 }).status === 0;
}
