// A run is everything that one invocation measured, with its circumstances. The stored file is a
// translation of it (see store/), so that fields can be renamed without losing old results.

import type { Block } from './block.ts';
import type { CheckedServer } from './check-result.ts';
import type { Crossover } from './crossover.ts';
import type { GateRecord, ProgramIdentity } from './gate-record.ts';
import type { Extent, Load } from './load.ts';
import type { MicroFigure } from './micro-result.ts';
import type { Placement } from './placement.ts';
import type { PlannedLooks } from './planned-looks.ts';
import type { ServerSpec } from './server-spec.ts';
import type { SystemCalls } from './system-calls.ts';
import type { ThresholdOutcome } from './threshold-outcome.ts';
import type { Verdict } from './verdict.ts';

/** One server under one load at one placement. */
export interface CaseResult {
  /** Unique within the run: `basic, 1 client, same core`. */
  readonly name: string;
  /** What the cases of different servers that are compared have in common. */
  readonly group: string;
  readonly server: ServerSpec;
  readonly load: Load;
  readonly placement: Placement;
  readonly blocks: readonly Block[];
  /** Absent: not counted, or an older version measured. */
  readonly systemCalls?: SystemCalls;
}

/** The machine and its settings, as far as they influence a figure. */
export interface Environment {
  /** Short hash of the fields that make results comparable; equal hash, same series. */
  readonly fingerprint: string;
  readonly kernel: string;
  readonly cpuModel: string;
  readonly coreCount: number;
  readonly governor: string | null;
  readonly mitigations: string | null;
  readonly hypervisor: string | null;
  readonly libc: string | null;
  readonly node: string;
  /** File system of the run directory. */
  readonly fileSystem: string;
  readonly pipeMaxBytes: number | null;
  readonly memoryBytes: number;
  readonly clockSource: string | null;
}

/** Whether conclusions may be drawn. */
export interface Validity {
  readonly valid: boolean;
  /** One sentence each; empty when valid. */
  readonly causes: readonly string[];
}

/** How servers were put against each other. */
export interface ComparisonDesign {
  /** `duet`: alternating slices on live servers; `blocks`: one whole block after the other. */
  readonly kind: 'duet' | 'blocks';
  /** The most pairs of different servers of a case. */
  readonly pairCount: number;
  /** The A/A pairs that go with as many. */
  readonly samePairCount: number;
  /** When verdicts were looked at: a case ends at the first look that leaves nothing open. */
  readonly looks: PlannedLooks;
  /** Handshakes of a slice that are recorded. */
  readonly sliceHandshakeCount: number;
  /** Measured time of a pair. */
  readonly blockNs: number;
  /** Smallest ratio, less 1, that matters to the user. */
  readonly deltaRatio: number;
}

/** What the search for the highest rate that keeps the thresholds came to. */
export interface RateSearch {
  /** The highest rate that kept them, confirmed; `null`: none did. */
  readonly keptPerSecond: number | null;
  /** The lowest rate above it that did not, confirmed; `null`: none was found. */
  readonly crossedPerSecond: number | null;
  /** Measurements that the search took. */
  readonly probeCount: number;
  /** Both are confirmed and as close together as was asked for. */
  readonly settled: boolean;
}

/** Everything that one invocation measured. */
export interface Run {
  readonly kind: 'run' | 'compare' | 'sweep' | 'bench' | 'check';
  readonly tool: { readonly name: 'fifobench'; readonly version: string; readonly commit: string };
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly elapsedNs: number;
  readonly status: 'complete' | 'interrupted' | 'failed';
  readonly seed: number;
  readonly scenario: string;
  readonly extent: Extent;
  readonly design: ComparisonDesign | null;
  readonly validity: Validity;
  readonly environment: Environment;
  readonly cases: readonly CaseResult[];
  readonly verdicts: readonly Verdict[];
  /** Case by case, in the order of the options; absent: no threshold was set. */
  readonly thresholds?: readonly ThresholdOutcome[];
  /** Absent: no rate was searched for. */
  readonly rateSearch?: RateSearch;
  /** One for each server after the first; absent: no sweep over service times. */
  readonly crossovers?: readonly Crossover[];
  /** Absent: no micro-benchmarks, which only `bench` runs. */
  readonly micro?: readonly MicroFigure[];
  /** Absent: it was not held against a baseline. */
  readonly gate?: GateRecord;
  /** The files that the server was started from; absent: nobody looked. */
  readonly programs?: readonly ProgramIdentity[];
  /** Absent: nothing was checked, which only `check` does. */
  readonly checks?: readonly CheckedServer[];
  /** What the reader must know besides: dead servers, turns that were not clean. */
  readonly notes: readonly string[];
}
