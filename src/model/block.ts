// A block is one stretch of load on one fresh server: counters, histograms and resources, nothing
// derived. Blocks add up to a case; a pair of blocks is the unit of a comparison.

import type { LatencyHistogram } from '../stats/latency-histogram.ts';
import type { TimeGrid } from '../stats/time-grid.ts';
import type { Fairness } from './fairness.ts';

/** The phases of a handshake in the order of time, then the operations. */
export const phases = ['prepare', 'connect', 'send', 'ack', 'respond'] as const;

/** A phase of a handshake. */
export type Phase = (typeof phases)[number];

/** Where a session can fail: in a phase of its handshake, or in an operation. */
export type FailurePhase = Phase | 'operation';

/** Why a session failed. */
export type FailureCause =
  | 'timeout' // nothing came before the deadline
  | 'refused' // the server closed before it acknowledged
  | 'lost' // the other end vanished afterwards
  | 'corrupted' // bytes came that the protocol does not allow here
  | 'system'; // a system call failed

/** Failures of one kind. */
export interface FailureCount {
  readonly phase: FailurePhase;
  readonly cause: FailureCause;
  readonly count: number;
}

/** What became of the handshakes of a block. `established + failed + unfinished` were begun. */
export interface HandshakeCounts {
  readonly established: number;
  readonly failed: number;
  /** Opens of the well-known pipe; more than the handshakes in a race. */
  readonly attempts: number;
  /** Attempts that met another client on the same pipe and were begun again. */
  readonly collisions: number;
  /** Begun, but cut off by the end of the block. */
  readonly unfinished: number;
}

/** Every latency of a block, in nanoseconds. */
export interface Latencies {
  /** Established less intended start: what a user waits. */
  readonly response: LatencyHistogram;
  /** Established less actual start: what the handshake takes. */
  readonly service: LatencyHistogram;
  /** Actual start less intended start, where the generator is to blame. */
  readonly lag: LatencyHistogram;
  /** Time spent waiting for the gate. */
  readonly gate: LatencyHistogram;
  readonly phases: Readonly<Record<Phase, LatencyHistogram>>;
  /** One operation: request written until its reply is read. */
  readonly roundTrip: LatencyHistogram;
}

/** What the kernel charged to a party, over `handshakeCount` handshakes. */
export interface ResourceUse {
  readonly handshakeCount: number;
  readonly userNs: number;
  readonly systemNs: number;
  readonly voluntarySwitchCount: number;
  readonly involuntarySwitchCount: number;
  readonly minorFaultCount: number;
  /** Read and write calls, exact; `null` or absent where nobody counted them. */
  readonly ioCallCount?: number | null;
  /** All system calls; `null` or absent where nobody counted them. */
  readonly systemCallCount?: number | null;
  /** Processes forked; `null` where nobody counted them. */
  readonly forkCount: number | null;
}

/** What a server kept at the end of a block although nobody needed it any more. */
export interface ServerLeftovers {
  /** Sessions that it had served, those of the warm-up included. */
  readonly sessionCount: number;
  /** Children that had ended and that it had not waited for. */
  readonly zombieCount: number;
  readonly liveChildCount: number;
  /** Descriptors beyond those that it had at the start. */
  readonly openFileGrowthCount: number;
}

/** What became of a plan of arrivals. */
export interface OpenOutcome {
  readonly plannedCount: number;
  /** Arrivals that found no free client and were not to wait. */
  readonly droppedCount: number;
  /** Duration of the plan, without the drain. */
  readonly durationNs: number;
}

/** How attempts of a race ended that met another client on the same pipe; together collisions. */
export interface RaceOutcome {
  /** The server opened the private FIFO and closed it again: try again. */
  readonly refusedCount: number;
  /** The pipe had no reader any more, before the name was written or before the acknowledgement. */
  readonly lostCount: number;
}

/** One stretch of load on one server. */
export interface Block {
  /** Only of open load. */
  readonly open?: OpenOutcome;
  /** For each handshake that timed out or was cut off, what its response is known to exceed. */
  readonly censored?: LatencyHistogram;
  /** Only where clients raced; an older version counted collisions alone. */
  readonly race?: RaceOutcome;
  /** Only of closed load. */
  readonly fairness?: Fairness;
  /**
   * Responses and failures by when they ended. Only of a block that stands alone: one of a pair is
   * short and in turns with another. Absent also where an older version measured.
   */
  readonly overTime?: TimeGrid;
  /** The server's name within the run. */
  readonly server: string;
  /** Number of the pair from 0; blocks of one pair ran side by side. `null`: it stands alone. */
  readonly pair: number | null;
  /** `different`: compares servers; `same`: an A/A pair, the same server twice. */
  readonly pairKind: 'different' | 'same' | null;
  /** Time during which this server was under measured load. */
  readonly busyNs: number;
  readonly handshakes: HandshakeCounts;
  readonly failures: readonly FailureCount[];
  readonly latencies: Latencies;
  readonly operationCount: number;
  /** Payload bytes, both directions. */
  readonly operationBytes: number;
  readonly serverUse: ResourceUse | null;
  readonly clientUse: ResourceUse;
  /** Duration of the server's own fork call, where it forks and reports it. */
  readonly forkNs: LatencyHistogram | null;
  /** From just before the fork until the child runs. */
  readonly forkToChildNs: LatencyHistogram | null;
  /** Absent: nobody could look, or an older version measured. */
  readonly leftovers?: ServerLeftovers;
  /** What went wrong with the server itself, in words; `null`: nothing. */
  readonly serverFault: string | null;
}
