// How far a measurement has come, told a few times a second to whoever wants to show it. Where
// nobody does, nothing is looked at.

import type { BlockProgress, Coordination } from '../engine/coordination.ts';
import { LatenciesSoFar, type RecordedBlock, type ServerLatencies } from './latencies-so-far.ts';
import { type BlockBounds, remainingOfBlockNs, remainingOfRoundsNs } from './remaining-time.ts';

/** What a measurement is doing: servers start and stop around each stretch of load. */
export type ProgressPhase = 'starting' | 'warming up' | 'measuring' | 'stopping';

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
  readonly phase: ProgressPhase;
  readonly elapsedNs: number;
  /** `null` while it cannot be told. */
  readonly remainingNs: number | null;
  /** Since the previous event. */
  readonly handshakesPerSecond: number;
  /** Since the start, warm-up included. */
  readonly establishedCount: number;
  readonly failedCount: number;
  /** Service time in closed load, response time in open load. */
  readonly latencyKind: 'service' | 'response';
  /** Of the present case, pairs that are then measured again included. */
  readonly latencies: readonly ServerLatencies[];
}

/** Hears of moments. */
export type ProgressListener = (event: ProgressEvent) => void;

/** The parts of an event that whoever plans the work knows. */
export type ProgressPosition = Pick<
  ProgressEvent,
  'label' | 'caseOrdinal' | 'caseCount' | 'pairOrdinal' | 'pairCount'
> & {
  /** Rounds of the whole work that were done before this one. */
  readonly doneRoundCount: number;
  /** Rounds of the whole work, 1 or more. */
  readonly roundCount: number;
};

/** A block under load. */
export interface FollowedBlock {
  readonly coordination: Coordination;
  /** Names of the servers in the order of the block's targets. */
  readonly servers: readonly string[];
  readonly isOpen: boolean;
  readonly bounds: BlockBounds;
}

const periodMs = 250;

/** A listener that hears what `change` makes of each event; none where `listener` is none. */
export function relay(
  listener: ProgressListener | undefined,
  change: (event: ProgressEvent) => ProgressEvent,
): ProgressListener | undefined {
  return listener === undefined ? undefined : (event) => listener(change(event));
}

/** Follows rounds one after the other; `finish` must be called, or the process stays awake. */
export class ProgressTicker {
  readonly #startedNs = process.hrtime.bigint();
  readonly #timer: NodeJS.Timeout | undefined;
  #position: ProgressPosition | undefined;
  #roundStartedNs = 0;
  #block: (FollowedBlock & { readonly startedNs: number }) | undefined;
  #phase: ProgressPhase = 'starting';
  #isOpen = false;
  #latencies = new LatenciesSoFar();
  #before: BlockProgress = { establishedCount: 0, failedCount: 0 };
  #last = { establishedCount: 0, elapsedNs: 0 };

  /** `listener` is called about four times a second; absent: nobody wants to know. */
  constructor(listener?: ProgressListener) {
    if (listener !== undefined) {
      this.#timer = setInterval(() => this.#tell(listener), periodMs);
    }
  }

  /** A round begins, or goes on with fresh servers: they are started. */
  begin(position: ProgressPosition): void {
    if (position.doneRoundCount !== this.#position?.doneRoundCount) {
      this.#roundStartedNs = this.elapsedNs();
    }
    if (position.caseOrdinal !== this.#position?.caseOrdinal) {
      this.#latencies = new LatenciesSoFar();
    }
    this.#position = position;
    this.#phase = 'starting';
  }

  /** The servers of the round are loaded. */
  follow(block: FollowedBlock): void {
    this.#block = { ...block, startedNs: this.elapsedNs() };
    this.#isOpen = block.isOpen;
  }

  /** The load is over and the servers are stopped; what it came to is added up. */
  rest(): void {
    if (this.#block !== undefined && this.#timer !== undefined) {
      this.#before = this.#counts();
      this.#latencies.add(recordedBy(this.#block));
    }
    this.#block = undefined;
    this.#phase = 'stopping';
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
    const { establishedCount, failedCount } = this.#block?.coordination.progress() ?? {
      establishedCount: 0,
      failedCount: 0,
    };
    return {
      establishedCount: this.#before.establishedCount + establishedCount,
      failedCount: this.#before.failedCount + failedCount,
    };
  }

  #tell(listener: ProgressListener): void {
    if (this.#position === undefined) {
      return;
    }
    const { doneRoundCount, roundCount, ...position } = this.#position;
    const counts = this.#counts();
    const elapsedNs = this.elapsedNs();
    const gained = counts.establishedCount - this.#last.establishedCount;
    const handshakesPerSecond = (gained * 1e9) / (elapsedNs - this.#last.elapsedNs);
    this.#last = { establishedCount: counts.establishedCount, elapsedNs };
    const block = this.#block;
    const recorded = block === undefined ? undefined : recordedBy(block);
    const remainingNs = remainingOfRoundsNs({
      ...{ doneRoundCount, roundCount, elapsedNs },
      roundElapsedNs: elapsedNs - this.#roundStartedNs,
      blockRemainingNs:
        block === undefined || recorded === undefined
          ? null
          : remainingOfBlockNs(block.bounds, {
              sinceStartNs: elapsedNs - block.startedNs,
              recordingNs: recordingNs(block),
              recordedCount: recordedCount(recorded),
            }),
    });
    listener({
      ...position,
      ...counts,
      phase: block === undefined ? this.#phase : phaseOf(block),
      ...{ elapsedNs, remainingNs, handshakesPerSecond },
      latencyKind: this.#isOpen ? 'response' : 'service',
      latencies: this.#latencies.read(recorded),
    });
  }
}

function recordedBy({ servers, isOpen, coordination }: FollowedBlock): RecordedBlock {
  return { servers, isOpen, targets: coordination.latencies() };
}

/** Time since the end of the warm-up; `null`: it is not over. */
function recordingNs({ coordination }: FollowedBlock): number | null {
  const sinceNs = coordination.recordingSinceNs();
  return sinceNs === null ? null : Number(process.hrtime.bigint()) - sinceNs;
}

function phaseOf(block: FollowedBlock): ProgressPhase {
  return block.coordination.recordingSinceNs() === null ? 'warming up' : 'measuring';
}

function recordedCount({ targets }: RecordedBlock): number {
  return targets.reduce(
    (total, { latency }) => total + latency.counts.reduce((sum, count) => sum + count, 0),
    0,
  );
}
