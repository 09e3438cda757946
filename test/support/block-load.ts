// The shortest way to put load on a directory: one pool, one block, the counters of all threads
// added up.

import type { NativeHistogram, NativeRecord } from '../../src/engine/native-addon.ts';
import { compileProfile } from '../../src/profile/compile-profile.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import {
  LoadPool,
  type WholeBlockPlan,
  type WholeBlockResult,
} from '../../src/runner/load-pool.ts';
import type { LiveServer } from './live-server.ts';

/** A plan of one client, 100 handshakes and nothing else, for whatever is in `directory`. */
export function blockPlan(
  directory: string,
  changes: Partial<WholeBlockPlan> = {},
): WholeBlockPlan {
  return {
    targets: [{ directory, serverPid: 0, forks: false, profile: compileProfile(seedProfile) }],
    cpus: [],
    threadCount: 1,
    clientCount: 1,
    operationCount: 0,
    payloadBytes: 0,
    thinkNs: 0,
    // Far longer than a busy machine takes: who tests deadlines sets a shorter one.
    timeoutNs: 30_000_000_000,
    race: false,
    warmupHandshakeCount: 0,
    warmupNs: 0,
    sliceHandshakeCount: 0,
    discardHandshakeCount: 0,
    handshakeLimit: 100,
    durationNs: 0,
    recordedBeforeNs: 0,
    countsSystemCalls: false,
    seed: 1,
    ...changes,
  };
}

/** The plan for a built-in server, which ends when the server has no children left. */
export function planFor(
  { directory, pid }: LiveServer,
  changes: Partial<WholeBlockPlan> = {},
): WholeBlockPlan {
  return blockPlan(directory, {
    targets: [{ directory, serverPid: pid, forks: true, profile: compileProfile(seedProfile) }],
    ...changes,
  });
}

/** Runs one block on a pool of its own. */
export async function runBlockOnce(plan: WholeBlockPlan): Promise<WholeBlockResult> {
  const pool = new LoadPool(plan.threadCount);
  try {
    return await pool.startBlock(plan).result;
  } finally {
    await pool.close();
  }
}

/** A counter over all threads and targets. */
export function totalOf(
  { recordsByTarget }: WholeBlockResult,
  read: (record: NativeRecord) => number,
): number {
  return recordsByTarget.flat().reduce((total, record) => total + read(record), 0);
}

/** How many values a histogram holds. */
export function countIn({ counts, overflowCount }: NativeHistogram): number {
  return counts.reduce((total, count) => total + count, overflowCount);
}

/** The sum of a histogram's values, as exactly as its bars are wide. */
export function sumNsOf({ valuesNs, counts }: NativeHistogram): number {
  return valuesNs.reduce((total, valueNs, bar) => total + valueNs * (counts[bar] ?? 0), 0);
}
