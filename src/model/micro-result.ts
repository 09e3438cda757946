// What the micro-benchmarks measured. A sample is the mean of a batch, since one operation is too
// short to be timed alone; so the percentiles are those of batches, not those of single
// operations.

import type { Placement } from './placement.ts';

/** The time of one operation, in nanoseconds and fractions of them. */
export interface MicroTimes {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** `null`: fewer than 10 batches lie beyond it. */
  readonly p50: number | null;
  /** `null`: fewer than 10 batches lie beyond it. */
  readonly p99: number | null;
}

/** One subject at one placement. */
export interface MicroFigure {
  readonly subject: string;
  readonly unit: string;
  readonly placement: Placement;
  /** Operations of a batch. */
  readonly operationCount: number;
  /** Samples. */
  readonly batchCount: number;
  readonly operationNs: MicroTimes;
  /** Half the width of the mean's 95 % confidence interval, as a share of the mean. */
  readonly marginRatio: number;
  /** The subject that it is held against; `null`: none. */
  readonly against: string | null;
}

/** What a figure is called: its subject, and its placement where one was chosen. */
export function microName({
  subject,
  placement,
}: Pick<MicroFigure, 'subject' | 'placement'>): string {
  return placement.name === 'unpinned' ? subject : `${subject}, ${placement.name}`;
}

/** The figure's middle: its median, or its mean where there are too few batches for one. */
export function microMiddleNs({ operationNs }: MicroFigure): number {
  return operationNs.p50 ?? operationNs.mean;
}

/**
 * How many times as long as the subject it is held against the figure takes, at the same
 * placement; `null` where it is held against none, or that was not measured.
 */
export function againstRatio(figure: MicroFigure, all: readonly MicroFigure[]): number | null {
  const other = all.find(
    ({ subject, placement }) =>
      subject === figure.against && placement.name === figure.placement.name,
  );
  return other === undefined ? null : microMiddleNs(figure) / microMiddleNs(other);
}
