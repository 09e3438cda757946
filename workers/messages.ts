// What the main thread and a worker say to each other: one request, one response. Both sides import
// these types and neither the other's code.

import type { NativeBlockPlan, NativeBlockResult } from '../src/engine/native-addon.ts';

/** One thread's share of a block. */
export interface BlockRequest {
  readonly plan: NativeBlockPlan;
  /** The memory of the block's `Coordination`. */
  readonly memory: SharedArrayBuffer;
}

/** What the share came to; an expected failure is inside, not thrown, so that nothing is lost. */
export type BlockResponse = NativeBlockResult;

/** What the echo worker is to do. It owns the two descriptors from then on. */
export interface EchoRequest {
  readonly readFd: number;
  readonly writeFd: number;
  readonly messageBytes: number;
  /** Where it runs; empty: anywhere. */
  readonly cpus: readonly number[];
}
