// What the self-test found: figures of servers whose behaviour is known, beside what they must be.
// A figure is judged here and nowhere else; whether a machine was disturbed is told by its kernel.

import type { DisturbanceCause } from './disturbance.ts';

/** The checks in the order in which they are made. */
export const selftestCheckNames = ['delay', 'stall', 'refusal', 'split', 'plan'] as const;

/** One check. */
export type SelftestCheckName = (typeof selftestCheckNames)[number];

/** A duration that follows from what the server was told to do. */
export interface DurationFigure {
  readonly kind: 'duration';
  readonly what: string;
  readonly expectedNs: number;
  /** `null`: too few samples. */
  readonly measuredNs: number | null;
  /** How far the measured may lie from the expected, as a share of it. */
  readonly allowedRatio: number;
  /** What no disturbance can shorten it below; 0: nothing is known. */
  readonly leastNs: number;
}

/** A number that follows exactly from what was asked for. */
export interface CountFigure {
  readonly kind: 'count';
  readonly what: string;
  readonly expectedCount: number;
  readonly measuredCount: number;
  /** What is counted is how long something took, so that other work can change the number. */
  readonly isOfDurations?: true;
}

/** A figure beside what it must be. */
export type SelftestFigure = DurationFigure | CountFigure;

/** What is worth saying about a check beyond its figures. */
export type SelftestDetail =
  | { readonly kind: 'delay'; readonly promptP50Ns: number; readonly delayedP50Ns: number }
  | {
      readonly kind: 'stall';
      /** How long the server stood still, each time. */
      readonly stallsNs: readonly number[];
      /** What it takes a handshake while it catches up, on average. */
      readonly paceNs: number;
      readonly plannedCount: number;
      /** Those that the closed form keeps waiting. */
      readonly waitingCount: number;
      readonly serviceP99Ns: number | null;
      readonly responseP99Ns: number | null;
    };

/** What a check came to in one attempt, before it is judged. */
export interface SelftestFindings {
  readonly figures: readonly SelftestFigure[];
  readonly detail: SelftestDetail | null;
}

/**
 * `ok`: every figure is what it must be. `failed`: one is not. `disturbed`: one is not, but other
 * work on this machine may be to blame.
 */
export type SelftestStatus = 'ok' | 'failed' | 'disturbed';

/** A check with its judgement; the figures are those of the last attempt. */
export interface SelftestCheck extends SelftestFindings {
  readonly name: SelftestCheckName;
  readonly status: SelftestStatus;
  /** How often it was measured, 1 or more. */
  readonly attemptCount: number;
  /** What disturbed the last attempt; empty: nothing. */
  readonly disturbedBy: readonly DisturbanceCause[];
}

/** A whole self-test. */
export interface SelftestResult {
  /** Those that came to their end. */
  readonly checks: readonly SelftestCheck[];
  readonly isInterrupted: boolean;
}

/** `off`: it is not as expected. `impossible`: no disturbance could make it what it is. */
export type FigureVerdict = 'ok' | 'off' | 'impossible';

/**
 * Judges one figure. Other work can make handshakes wait, so it can lengthen a duration, but it
 * neither shortens one below its least nor makes handshakes appear or vanish.
 */
export function judgeFigure(figure: SelftestFigure): FigureVerdict {
  if (figure.kind === 'count') {
    const isOff = figure.measuredCount !== figure.expectedCount;
    return isOff ? (figure.isOfDurations === true ? 'off' : 'impossible') : 'ok';
  }
  const { measuredNs, expectedNs, leastNs, allowedRatio } = figure;
  if (measuredNs === null) {
    return 'off';
  }
  if (measuredNs < leastNs) {
    return 'impossible';
  }
  return Math.abs(measuredNs - expectedNs) <= allowedRatio * expectedNs ? 'ok' : 'off';
}

/**
 * Whether measuring again may help: something is off, and nothing is impossible. A neighbour whom
 * no sentinel sees can make one attempt late, a fault makes each of them so.
 */
export function mayPassNextTime(figures: readonly SelftestFigure[]): boolean {
  const verdicts = figures.map(judgeFigure);
  return verdicts.includes('off') && !verdicts.includes('impossible');
}

/** Measured against expected: 0.02 is 2 % more. `null` where nothing was measured. */
export function deviationRatio({ expectedNs, measuredNs }: DurationFigure): number | null {
  return measuredNs === null ? null : measuredNs / expectedNs - 1;
}

/** Judges all figures of an attempt together. No figures are as good as none measured: failed. */
export function judgeFigures(
  figures: readonly SelftestFigure[],
  { isDisturbed }: { isDisturbed: boolean },
): SelftestStatus {
  const verdicts = figures.map(judgeFigure);
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'ok')) {
    return 'ok';
  }
  const isExcused = isDisturbed && verdicts.length > 0 && !verdicts.includes('impossible');
  return isExcused ? 'disturbed' : 'failed';
}

/** The worst of all checks: a fault outweighs a disturbance. No checks are `ok`. */
export function selftestStatus({ checks }: SelftestResult): SelftestStatus {
  const worstFirst = ['failed', 'disturbed'] as const;
  return worstFirst.find((each) => checks.some(({ status }) => status === each)) ?? 'ok';
}
