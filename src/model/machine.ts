// What can disturb a measurement on a machine, as facts: settings and limits as they are, and the
// noise of a few seconds. Whether a fact is good or bad is not said here; `null` is unknown.

import type { Disturbance } from './disturbance.ts';

/** The processors and what changes their speed. */
export interface ProcessorFacts {
  /** Kernel numbers of those that this process may use, ascending, at least one. */
  readonly usableCpus: readonly number[];
  readonly onlineCpus: readonly number[];
  /** Those that the scheduler leaves alone. */
  readonly isolatedCpus: readonly number[];
  /** Processors' worth of time that the control group grants; `null`: no quota. */
  readonly quotaCoreCount: number | null;
  readonly governor: string | null;
  /** Whether the clock may rise above its nominal frequency, and the file that says so. */
  readonly boost: { readonly isOn: boolean; readonly file: string } | null;
  /** Whether two threads share a core. */
  readonly isThreaded: boolean | null;
  /** `null`: bare metal. */
  readonly hypervisor: string | null;
  readonly mitigations: string | null;
  readonly clockSource: string | null;
  readonly availableClockSources: readonly string[];
  /** How late the kernel may wake a sleeper, so as to wake several at once. */
  readonly timerSlackNs: number | null;
}

/** Limits that a load can meet; `Infinity` is unlimited. */
export interface LimitFacts {
  /** Largest capacity that a pipe can be given. */
  readonly pipeMaxBytes: number | null;
  /** Pages of all pipes of a user beyond which new ones are small. */
  readonly pipePagesCountMax: number | null;
  readonly isPrivileged: boolean;
  readonly openFilesCountMax: number | null;
  /** What `openFilesCountMax` can be raised to without privileges. */
  readonly openFilesCountHardMax: number | null;
  readonly processCountMax: number | null;
  /** Process numbers start again from here. */
  readonly pidMax: number | null;
  readonly inotifyInstanceCountMax: number | null;
  readonly inotifyWatchCountMax: number | null;
  /** Whether the kernel lets this process count system calls. */
  readonly canCountSystemCalls: boolean;
}

/** Where servers get their directories. */
export interface RunDirectoryFacts {
  readonly path: string;
  readonly fileSystem: string | null;
  readonly freeBytes: number | null;
  /** `null` also where the file system has no such limit. */
  readonly freeFileCount: number | null;
  /** Run directories that no living process has anything to do with. */
  readonly leftoverPaths: readonly string[];
}

/** Everything about a machine that can be read in a moment. */
export interface MachineFacts {
  readonly processors: ProcessorFacts;
  readonly limits: LimitFacts;
  readonly runDirectory: RunDirectoryFacts;
  /** Tasks that ran or wanted to, averaged over the last minute. */
  readonly loadAverage: number | null;
  readonly swapUsedBytes: number | null;
}

/** What became of a loop that wanted one processor for itself. */
export interface StallFacts {
  /** `null`: it was not pinned. */
  readonly cpu: number | null;
  readonly elapsedNs: number;
  /** Gaps between two looks at the clock that are far longer than usual. */
  readonly stallCount: number;
  /** All stalls together. */
  readonly stalledNs: number;
  readonly stallNsMax: number;
}

/** The noise of a few seconds in which nothing was measured. */
export interface NoiseFacts {
  readonly disturbance: Disturbance;
  /** One for each processor in the order of their numbers, or a single one that was not pinned. */
  readonly stalls: readonly StallFacts[];
}
