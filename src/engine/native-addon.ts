// The only file that names the native addon. It declares what the addon offers and loads it once in
// each thread; everybody else goes through the typed functions beside it.

import { createRequire } from 'node:module';
import { FifobenchError } from '../errors.ts';
import type { CompiledProfile } from '../profile/compiled-profile.ts';
import type { SparseCounts } from '../stats/latency-histogram.ts';

/** A server as the addon wants it. */
export interface NativeTarget {
  /** Absolute; relative paths of the profile begin here. */
  readonly directory: string;
  /** 0: unknown. */
  readonly serverPid: number;
  readonly forks: boolean;
  /** How the server speaks. */
  readonly profile: CompiledProfile;
}

/** A plan of arrivals; what each field means is said in native/client/block_plan.h. */
export interface NativeOpenPlan {
  /** In ns from the start of the recorded turn, ascending. */
  readonly arrivalsNs: Float64Array;
  readonly dropOnOverload: boolean;
  readonly spinNs: number;
  readonly drainNs: number;
}

/** One thread's share of a block. What each field means is said in native/client/block_plan.h. */
export interface NativeBlockPlan {
  readonly targets: readonly NativeTarget[];
  readonly cpus: readonly number[];
  readonly threadIndex: number;
  readonly threadCount: number;
  readonly clientCount: number;
  readonly operationCount: number;
  readonly payloadBytes: number;
  readonly thinkNs: number;
  readonly timeoutNs: number;
  readonly race: boolean;
  readonly warmupHandshakeCount: number;
  readonly warmupNs: number;
  readonly sliceHandshakeCount: number;
  readonly discardHandshakeCount: number;
  readonly handshakeLimit: number;
  readonly durationNs: number;
  readonly recordedBeforeNs: number;
  readonly countsSystemCalls: boolean;
  readonly seed: number;
  /** Absent: closed model. */
  readonly open?: NativeOpenPlan;
}

/** The bars of a histogram that are not empty, and how many values were too large for it. */
export interface NativeHistogram extends SparseCounts {
  readonly overflowCount: number;
}

/** What the threads of a block have recorded about one target so far. */
export interface NativeLatencies {
  /** Service times of closed load, responses of open load. */
  readonly latency: SparseCounts;
  /** Responses that were only seen to be longer than this. */
  readonly censored: SparseCounts;
}

/** The histograms of a record; the names of phases are those of `model/block.ts`. */
export type NativeHistogramName =
  | 'service'
  | 'response'
  | 'lag'
  | 'censored'
  | 'gate'
  | 'roundTrip'
  | 'prepare'
  | 'connect'
  | 'send'
  | 'ack'
  | 'respond';

/** One entry for each client of a thread; empty in open load, whose clients are but slots. */
export interface NativeClientTallies {
  readonly established: Float64Array;
  readonly responseSumNs: Float64Array;
  /** As good as native/client/client_tally.h says, whatever the number of responses; 0: none. */
  readonly responseP99Ns: Float64Array;
}

/**
 * When handshakes ended: the cells of native/client/time_grid.h that are not empty, each by its
 * column of time and its bar of response time.
 */
export interface NativeTimeGrid {
  /** A power of two; columns begin at its multiples. */
  readonly columnNs: number;
  /** From the beginning to the end of the recording; 0: it never began. */
  readonly spanNs: number;
  /** Failures, an entry for each column that the span touches. */
  readonly failed: Float64Array;
  readonly columns: Float64Array;
  readonly bars: Float64Array;
  readonly counts: Float64Array;
}

/** What one thread recorded about one server. */
export interface NativeRecord {
  readonly established: number;
  readonly failed: number;
  readonly unrecordedFailed: number;
  readonly attempts: number;
  readonly refusedAttempts: number;
  readonly lostAttempts: number;
  readonly unfinished: number;
  readonly dropped: number;
  readonly operationCount: number;
  readonly operationBytes: number;
  readonly servedCount: number;
  readonly busyNs: number;
  readonly turnCount: number;
  readonly uncleanTurnCount: number;
  readonly gateTimeoutCount: number;
  /** errno of the last failed system call; 0: none. */
  readonly lastError: number;
  readonly failures: readonly { phase: string; cause: string; count: number }[];
  readonly histograms: Readonly<Record<NativeHistogramName, NativeHistogram>>;
  readonly clients: NativeClientTallies;
  readonly overTime: NativeTimeGrid;
  readonly clientUse: {
    readonly userNs: number;
    readonly systemNs: number;
    readonly voluntarySwitchCount: number;
    readonly involuntarySwitchCount: number;
    readonly minorFaultCount: number;
    /** -1: not counted. */
    readonly systemCallCount: number;
  };
}

/** What a thread's share of a block came to. */
export interface NativeBlockResult {
  /** In the order of the plan's targets. */
  readonly records: readonly NativeRecord[];
  /** Nothing was established for five timeouts, so the block ended early. */
  readonly gaveUp: boolean;
  /** The call that failed before the block began; `null`: none. */
  readonly faultOperation: string | null;
  readonly faultError: number;
}

/** One end of a FIFO; results are the kernel's, with a negated errno for a failure. */
export interface NativeFifoEnd {
  readonly error: number;
  read(bytes: Uint8Array): number;
  write(bytes: Uint8Array): number;
  wait(timeoutMs: number): { ready: boolean; hungUp: boolean };
  close(): void;
}

/** Processors kept awake; `error` is 0 or an errno. */
export interface NativeAwakeCores {
  readonly error: number;
  release(): void;
}

/** A batch of a micro-benchmark. What each field means is said in native/client/micro_batch.h. */
export interface NativeMicroPlan {
  /** Place of the operation in the enum MicroOperation. */
  readonly operation: number;
  readonly operationCount: number;
  readonly parentDirectory: string;
  readonly payloadBytes: number;
  /** -1: any processor. */
  readonly ownCpu: number;
  /** -1: any processor. */
  readonly partnerCpu: number;
}

/** What a batch came to. */
export interface NativeMicroResult {
  readonly elapsedNs: number;
  /** `null`: none failed. */
  readonly failedCall: string | null;
  readonly error: number;
}

/** Everything that the addon offers. */
export interface NativeAddon {
  runBlock(plan: NativeBlockPlan, coordination: Uint8Array): NativeBlockResult;
  readLatencies(
    coordination: Uint8Array,
    threadCount: number,
    targetCount: number,
  ): NativeLatencies[];
  readonly coordinationLayout: {
    /** Of the part that every block has. */
    readonly bytes: number;
    /** What each target adds for each thread. */
    readonly latencyBytes: number;
    readonly stopOffset: number;
    readonly turnOffset: number;
    readonly recordingSinceOffset: number;
    readonly progressOffset: number;
    readonly progressStride: number;
    readonly threadCountMax: number;
  };
  canCountSystemCalls(): boolean;
  runMicroBatch(plan: NativeMicroPlan): NativeMicroResult;
  doNothing(): void;
  pinThisThread(cpus: Int32Array): number;
  makeFifo(path: string): number;
  removeFifo(path: string): number;
  raiseDescriptorLimit(wantedCount: number): number;
  readonly AwakeCores: new (cpus: Int32Array) => NativeAwakeCores;
  readonly FifoEnd: new (path: string, side: 'read' | 'write') => NativeFifoEnd;
}

let loaded: NativeAddon | undefined;

/**
 * The addon, loaded at the first call.
 * Throws a FifobenchError of code `native` where it has not been built for this Node.
 */
export function nativeAddon(): NativeAddon {
  try {
    loaded ??= createRequire(import.meta.url)('#native') as NativeAddon;
  } catch (cause) {
    throw new FifobenchError('native', 'the native addon does not load', {
      remedy: 'run npm run build',
      cause,
    });
  }
  return loaded;
}
