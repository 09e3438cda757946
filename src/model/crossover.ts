// Where one server overtakes another as their operations take longer.

/** What a sweep over service times found of two servers. */
export interface Crossover {
  readonly baseline: string;
  readonly candidate: string;
  /** Clients of every point. */
  readonly clientCount: number;
  /** Shortest and longest service time at which both were measured; `null`: none. */
  readonly rangeNs: readonly [number, number] | null;
  /**
   * `at`: from `serviceNs` on the candidate gets more sessions done; `always`: at every service
   * time that was measured; `never`: not at the longest; `unknown`: nothing was measured.
   */
  readonly kind: 'at' | 'always' | 'never' | 'unknown';
  /** Interpolated; `null` except for `at`. */
  readonly serviceNs: number | null;
  /** The measured service times next to it; `null` except for `at`. */
  readonly betweenNs: readonly [number, number] | null;
  /** How often the order changes from point to point; more than once hints at noise. */
  readonly changeCount: number;
}
