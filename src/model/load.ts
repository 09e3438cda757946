// What clients do to a server: how many there are, how each behaves, and how much of it is
// asked for. Plain data without a default; the command line and the scenarios choose the values.

/**
 * How clients enter: `gate` lets one client at a time between the open of the well-known pipe and
 * the moment that its acknowledgement is read and that pipe is gone; `race` lets all of them in.
 */
export type Admission = 'gate' | 'race';

/** The closed-model load of one case. */
export interface Load {
  /** Simulated clients, 1 to 100,000; each starts again when its session is done. */
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
