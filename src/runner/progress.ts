// How far a measurement has come, told a few times a second to whoever wants to show it.

import type { BlockProgress, Coordination } from '../engine/coordination.ts';

/** A moment of a measurement. */
export interface ProgressEvent {
  /** The group of the present case. */
  readonly label: string;
  /** From 1. */
  readonly caseOrdinal: number;
  readonly caseCount: number;
  /** From 1; 0 where nothing is compared. */
  readonly pairOrdinal: number;
  readonly pairCount: number;
  readonly elapsedNs: number;
  /** `null` while it cannot be told. */
  readonly remainingNs: number | null;
  /** Since the previous event. */
  readonly handshakesPerSecond: number;
  /** Since the start, warm-up included. */
  readonly establishedCount: number;
  readonly failedCount: number;
}

/** The parts of an event that whoever plans the work knows. */
export type ProgressPosition = Pick<
  ProgressEvent,
  'label' | 'caseOrdinal' | 'caseCount' | 'pairOrdinal' | 'pairCount'
> & {
  /** Share of the whole work that is done, 0 to 1, when this position begins. */
  readonly doneRatio: number;
};

const periodMs = 250;

/** Follows blocks one after the other; `finish` must be called, or the process stays awake. */
export class ProgressTicker {
  readonly #startedNs = process.hrtime.bigint();
  readonly #timer: NodeJS.Timeout;
  #position: ProgressPosition | undefined;
  #coordination: Coordination | undefined;
  #before: BlockProgress = { establishedCount: 0, failedCount: 0 };
  #last = { establishedCount: 0, elapsedNs: 0 };

  /** `listener` is called about four times a second. */
  constructor(listener: (event: ProgressEvent) => void) {
    this.#timer = setInterval(() => {
      const event = this.#look();
      if (event !== undefined) {
        listener(event);
      }
    }, periodMs);
  }

  /** A block begins; what the one before it did is added up. */
  follow(coordination: Coordination, position: ProgressPosition): void {
    this.#before = this.#counts();
    this.#coordination = coordination;
    this.#position = position;
  }

  /** Nothing more will be told. */
  finish(): void {
    clearInterval(this.#timer);
  }

  /** Time since the ticker was made. */
  elapsedNs(): number {
    return Number(process.hrtime.bigint() - this.#startedNs);
  }

  #counts(): BlockProgress {
    const { establishedCount, failedCount } = this.#coordination?.progress() ?? {
      establishedCount: 0,
      failedCount: 0,
    };
    return {
      establishedCount: this.#before.establishedCount + establishedCount,
      failedCount: this.#before.failedCount + failedCount,
    };
  }

  #look(): ProgressEvent | undefined {
    if (this.#position === undefined) {
      return undefined;
    }
    const { doneRatio, ...position } = this.#position;
    const counts = this.#counts();
    const elapsedNs = this.elapsedNs();
    const gained = counts.establishedCount - this.#last.establishedCount;
    const handshakesPerSecond = (gained * 1e9) / (elapsedNs - this.#last.elapsedNs);
    this.#last = { establishedCount: counts.establishedCount, elapsedNs };
    const remainingNs = doneRatio > 0 ? Math.round(elapsedNs / doneRatio - elapsedNs) : null;
    return { ...position, ...counts, elapsedNs, remainingNs, handshakesPerSecond };
  }
}
