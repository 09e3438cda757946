// A subject of the micro-benchmarks: one operation, and how a batch of it is run. Declared in
// bench/, carried out by the runner, which alone decides how often.

import type { Placement } from './placement.ts';

/** Under which circumstances a subject is measured. */
export interface MicroSetting {
  /** Where private directories are made. */
  readonly parentDirectory: string;
  /** The partner of a round trip takes the place of the server. */
  readonly placement: Placement;
}

/** A subject that is ready. */
export interface MicroBatches {
  /** Runs so many operations, 1 or more, and returns the time of all together in nanoseconds. */
  readonly run: (operationCount: number) => number;
  /**
   * Takes away everything that was made; called once, also after a failure. Resolves with what a
   * reader of the figure must know, a sentence each.
   */
  readonly finish: () => Promise<readonly string[]>;
}

/** One operation that is worth a figure. */
export interface MicroSubject {
  /** Unique: `round trip (threads)`. */
  readonly name: string;
  /** One sentence for `list`. */
  readonly summary: string;
  /** What is counted, in the singular: `round trip`. */
  readonly unit: string;
  /** Operations of a batch: enough for a fraction of a millisecond or more. */
  readonly operationCount: number;
  /** `both`: with its two sides on the same core and across cores; `any`: left to the system. */
  readonly placements: 'any' | 'both';
  /** Name of the subject that it is held against, at the same placement; `null`: none. */
  readonly against: string | null;
  /** Makes it ready. What it throws makes the figure fail, not the others. */
  readonly prepare: (setting: MicroSetting) => Promise<MicroBatches>;
}
