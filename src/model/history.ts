// A history is many runs seen as series: one figure of one case on one machine, run after run. Only
// what a series needs is kept of a run, so that thousands of runs are few megabytes.

import type { Burden } from './burden.ts';
import type { Load } from './load.ts';

/** What a figure is called, and how it is to be read. */
export interface Measure {
  /** The name of one of our metrics, or of a figure that came from another tool. */
  readonly metric: string;
  /** `ns`, `/s`, `B/s`, or a word that stands behind the number; empty: a bare number. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
}

/** One figure of one run. */
export interface MeasuredFigure extends Measure {
  readonly value: number;
}

/** A load, and what the server carried under it. */
export interface LoadDigest {
  readonly load: Load;
  readonly burden: Burden | null;
}

/** A case of a run, with the figures that are known of it. */
export interface CaseDigest {
  readonly name: string;
  readonly server: string;
  /** Load, placement and burden in full as one text: cases of one name can differ in it. */
  readonly conditions: string;
  /** What clients did and what the server carried; `null`: nothing was loaded. */
  readonly load: LoadDigest | null;
  readonly figures: readonly MeasuredFigure[];
}

/** What a history needs of a run. */
export interface RunDigest {
  /** The file's path within the folder of the history. */
  readonly file: string;
  readonly kind: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  /** `null`: nobody knows. */
  readonly commit: string | null;
  readonly scenario: string;
  readonly fingerprint: string;
  /** Complete and valid: only such runs are points of a series. */
  readonly isSound: boolean;
  readonly cases: readonly CaseDigest[];
}

/** What all points of a series have in common. */
export interface SeriesKey extends Measure {
  readonly kind: string;
  readonly scenario: string;
  readonly case: string;
  readonly server: string;
  readonly fingerprint: string;
  readonly conditions: string;
  readonly load: LoadDigest | null;
}

/** One run's figure in a series. */
export interface HistoryPoint {
  readonly file: string;
  readonly startedAt: string;
  readonly commit: string | null;
  readonly value: number;
}

/** Someone has looked at a change and says that it is as it should be. */
export interface Acceptance {
  /** The `id` of the series. */
  readonly series: string;
  /** For people: what the series is. */
  readonly title: string;
  /** Start of the first run after the change. */
  readonly startedAt: string;
  readonly commit: string | null;
  readonly direction: ChangeDirection;
  readonly reason: string;
}

/** For the worse or for the better, whichever way the figure counts. */
export type ChangeDirection = 'regressed' | 'improved';

/** A change of level in a series. */
export interface HistoryChange {
  /** Eight hexadecimal digits; the same for as long as the change is found at the same run. */
  readonly id: string;
  /** Index of the first point of the new level. */
  readonly at: number;
  readonly certainty: 'confirmed' | 'likely';
  readonly direction: ChangeDirection;
  /** The level before, as the median of its points. */
  readonly before: number;
  readonly after: number;
  /** `after` over `before`; `null`: one of them is 0. */
  readonly ratio: number | null;
  readonly acceptance: Acceptance | null;
}

/** The newest point, where it lies outside of what the newest level predicts. */
export interface HistoryAlarm {
  readonly id: string;
  readonly direction: ChangeDirection;
  readonly value: number;
  /** The newest level without this point. */
  readonly expected: number;
  /** Between these a new point was to be expected. */
  readonly predicted: readonly [number, number];
  readonly acceptance: Acceptance | null;
}

/** A slow, steady change within the newest level. */
export interface HistoryDrift {
  /** The last point of the drift's line over its first. */
  readonly ratio: number;
  readonly pointCount: number;
}

/** A series with everything that was found in it. */
export interface SeriesHistory {
  /** Twelve hexadecimal digits of the key. */
  readonly id: string;
  readonly key: SeriesKey;
  readonly points: readonly HistoryPoint[];
  readonly changes: readonly HistoryChange[];
  /** Median of the points since the newest change, or of all; 0 without points. */
  readonly newestLevel: number;
  readonly alarm: HistoryAlarm | null;
  readonly drift: HistoryDrift | null;
}

/** A run that has not come to its end, as far as its journal tells. */
export interface UnfinishedRun {
  /** The journal's path within the folder of the history. */
  readonly file: string;
  readonly kind: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly scenario: string;
  /** At least one. */
  readonly cases: readonly UnfinishedCase[];
}

/** A case of such a run. */
export interface UnfinishedCase {
  readonly name: string;
  /** Blocks that had ended, 1 or more. */
  readonly blockCount: number;
  /** Over those blocks. */
  readonly figures: readonly MeasuredFigure[];
}

/** Many runs as series. */
export interface History {
  readonly order: 'commit' | 'time';
  /** The smallest change that matters, as a ratio less 1. */
  readonly deltaRatio: number;
  /** Runs that were read, sound or not. */
  readonly runCount: number;
  /** Runs that were read but allow no conclusion: invalid, interrupted or failed. */
  readonly unsoundCount: number;
  readonly series: readonly SeriesHistory[];
  /** By start; no run of them is a point. */
  readonly unfinished: readonly UnfinishedRun[];
}
