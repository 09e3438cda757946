// Measures rounds again in which other work disturbed this machine. The sentinels alone decide, a
// bound keeps a busy machine from being measured for ever, and nothing is done in silence.

import {
  type Disturbance,
  type DisturbanceCause,
  disturbanceOf,
  type SentinelReading,
} from '../model/disturbance.ts';
import type { RoundOutcome } from './round.ts';

/** What the rounds of a case need to be watched. */
export interface WatchOptions {
  /** Pairs of different servers of the case; a quarter as many rounds can be measured again. */
  readonly pairCount: number;
  /** Looks at the machine, just before and just after a round. */
  readonly readSentinels: () => SentinelReading;
  readonly signal: AbortSignal;
}

/** How often one round is measured again: what disturbs it thrice disturbs the next one too. */
const repeatsOfRoundMax = 2;

/** How many rounds of a case are measured again at most: a quarter of its pairs, rounded up. */
export function repeatCountMax(pairCount: number): number {
  return Math.ceil(pairCount / 4);
}

/** Watches over the rounds of one case. */
export class DisturbedRounds {
  readonly #options: WatchOptions;
  /** Attempts that were thrown away. */
  readonly #repeated: Disturbance[] = [];
  /** Disturbed rounds that had to stay. */
  readonly #kept: Disturbance[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /**
   * Runs `measure`, again while it was disturbed and repeats are left. A round in which a server
   * failed stays in any case, or the failure would vanish. Throws what `measure` throws.
   */
  async measure(measure: () => Promise<RoundOutcome>): Promise<RoundOutcome> {
    const { readSentinels, signal, pairCount } = this.#options;
    for (let repeats = 0; ; repeats += 1) {
      const before = readSentinels();
      const outcome = await measure();
      const disturbance = disturbanceOf(before, readSentinels());
      if (!disturbance.isDisturbed || signal.aborted) {
        return outcome;
      }
      const hasFault = outcome.blocks.some(({ serverFault }) => serverFault !== null);
      const isSpent =
        repeats === repeatsOfRoundMax || this.#repeated.length >= repeatCountMax(pairCount);
      if (hasFault || isSpent) {
        this.#kept.push(disturbance);
        return outcome;
      }
      this.#repeated.push(disturbance);
    }
  }

  /** What was done about disturbances, one sentence each; none where nothing disturbed. */
  notes(): string[] {
    const sentence = (disturbances: readonly Disturbance[], consequence: string): string[] =>
      disturbances.length === 0
        ? []
        : [`${pairsWere(disturbances.length)} disturbed by ${blame(disturbances)} ${consequence}`];
    return [
      ...sentence(this.#repeated, 'and measured again'),
      ...sentence(this.#kept, 'and kept, since no more could be measured again'),
    ];
  }
}

function pairsWere(count: number): string {
  return count === 1 ? '1 pair was' : `${count} pairs were`;
}

/** Each cause with its worst case: `steal (up to 6 % of the time)`. */
function blame(disturbances: readonly Disturbance[]): string {
  const worst = (cause: DisturbanceCause, amountOf: (each: Disturbance) => number): number =>
    Math.max(0, ...disturbances.filter(({ causes }) => causes.includes(cause)).map(amountOf));
  const stealPercent = Math.round(worst('steal', ({ stealRatio }) => stealRatio) * 100);
  const corePercent = Math.round(worst('other work', (each) => each.otherCoreCount) * 100);
  return [
    ...(corePercent > 0 ? [`other work (up to ${corePercent} % of a core)`] : []),
    ...(stealPercent > 0 ? [`steal (up to ${stealPercent} %)`] : []),
  ].join(' and by ');
}
