// What clients do to a server: how many there are, how each behaves, and how much of it is
// asked for. Plain data without a default; the command line and the scenarios choose the values.

import type { RateStage } from '../stats/arrival-plan.ts';

/**
 * How clients enter: `gate` lets one client at a time between the open of the well-known pipe and
 * the moment that its acknowledgement is read and that pipe is gone; `race` lets all of them in.
 */
export type Admission = 'gate' | 'race';

/** Handshakes that start when a plan says so, whether or not earlier ones are done. */
export interface OpenLoad {
  /** The rate over time, as `planArrivals` takes it; its end is the end of the load. */
  readonly stages: readonly RateStage[];
  readonly spacing: 'constant' | 'poisson';
  /** What becomes of an arrival that finds no free client. */
  readonly onOverload: 'queue' | 'drop';
}

/** The load of one case. */
export interface Load {
  /** Open load; absent: closed, each client starts again when its session is done. */
  readonly open?: OpenLoad;
  /** Simulated clients, 1 to 100,000; in open load the most that can be under way at once. */
  readonly clientCount: number;
  /** Threads that drive them, 1 to `clientCount`. */
  readonly threadCount: number;
  /** Requests of each session after its handshake, 0 or more. */
  readonly operationCount: number;
  /** Payload of a request and of its reply, 0 to 1 MiB. */
  readonly payloadBytes: number;
  /** Pause of a client between two sessions. */
  readonly thinkNs: number;
  /** Longest time that any phase of a handshake, or any operation, may take. */
  readonly timeoutNs: number;
  readonly admission: Admission;
}

/** How much of a load is measured: a count of handshakes, or a length of time. */
export type Extent =
  | { readonly kind: 'handshakes'; readonly handshakeCount: number }
  | { readonly kind: 'duration'; readonly durationNs: number };
