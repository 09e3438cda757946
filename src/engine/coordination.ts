// The memory that the threads of a block share with the main thread: a stop flag that is set once,
// and counters and histograms that only grow. Reading them takes no lock and no call, and never
// makes the threads wait.

import { type NativeLatencies, nativeAddon } from './native-addon.ts';

/** How far a block has come, over all its threads. */
export interface BlockProgress {
  readonly establishedCount: number;
  readonly failedCount: number;
}

/** What the size of the memory depends on. */
export interface CoordinationSize {
  /** 1 to 64. */
  readonly threadCount: number;
  /** 1 or more. */
  readonly targetCount: number;
}

/** Bytes of the memory of such a block; 432 KiB of it for each target and thread. */
export function coordinationBytes({ threadCount, targetCount }: CoordinationSize): number {
  const { bytes, latencyBytes } = nativeAddon().coordinationLayout;
  return bytes + threadCount * targetCount * latencyBytes;
}

/** One block's shared memory; made by the main thread, handed to each worker as `memory`. */
export class Coordination {
  /** To be passed to the workers; its layout is native/client/coordination.h. */
  readonly memory: SharedArrayBuffer;
  readonly #size: CoordinationSize;

  /** The threads and targets of the block. */
  constructor(size: CoordinationSize) {
    this.memory = new SharedArrayBuffer(coordinationBytes(size));
    this.#size = size;
  }

  /** Ends the block within 50 ms, wherever it is; what was recorded is kept. Never undone. */
  requestStop(): void {
    const { stopOffset } = nativeAddon().coordinationLayout;
    Atomics.store(new Int32Array(this.memory, stopOffset, 1), 0, 1);
  }

  /**
   * When the first turn after the warm-up began, by CLOCK_MONOTONIC: the moment from which the
   * arrivals of an open plan are counted. `null`: it has not begun yet.
   */
  recordingSinceNs(): number | null {
    const { recordingSinceOffset } = nativeAddon().coordinationLayout;
    const sinceNs = Atomics.load(new BigInt64Array(this.memory, recordingSinceOffset, 1), 0);
    return sinceNs === 0n ? null : Number(sinceNs);
  }

  /** Handshakes so far, warm-up included. */
  progress(): BlockProgress {
    const { progressOffset, progressStride } = nativeAddon().coordinationLayout;
    let establishedCount = 0;
    let failedCount = 0;
    for (let thread = 0; thread < this.#size.threadCount; thread += 1) {
      const offset = progressOffset + thread * progressStride;
      const counters = new BigUint64Array(this.memory, offset, 2);
      establishedCount += Number(Atomics.load(counters, 0));
      failedCount += Number(Atomics.load(counters, 1));
    }
    return { establishedCount, failedCount };
  }

  /**
   * The latencies that were recorded so far, one entry for each target of the plan, in its order.
   * A handshake that ends meanwhile may be missing.
   */
  latencies(): NativeLatencies[] {
    const { threadCount, targetCount } = this.#size;
    return nativeAddon().readLatencies(new Uint8Array(this.memory), threadCount, targetCount);
  }
}
