// How long a measurement will still take, as far as that can be told: the block under way by its
// plan, the rounds after it by those before it.

/** What a block under way is to do after its warm-up; it ends where the first bound is reached. */
export interface BlockBounds {
  readonly warmupNs: number;
  /** 0: no bound. */
  readonly durationNs: number;
  /** Of all targets together; 0: no bound. */
  readonly handshakeCount: number;
}

/** How far a block is. */
export interface BlockAdvance {
  /** Since its start. */
  readonly sinceStartNs: number;
  /** Since the end of its warm-up; `null`: it still warms up. */
  readonly recordingNs: number | null;
  /** Handshakes recorded so far. */
  readonly recordedCount: number;
}

/** Time until the block ends, 0 or more; `null` where nothing tells. */
export function remainingOfBlockNs(bounds: BlockBounds, advance: BlockAdvance): number | null {
  const { sinceStartNs, recordingNs } = advance;
  const warmupLeftNs = recordingNs === null ? Math.max(0, bounds.warmupNs - sinceStartNs) : 0;
  const byDurationNs =
    bounds.durationNs > 0 ? Math.max(0, bounds.durationNs - (recordingNs ?? 0)) : null;
  const lefts = [byDurationNs, leftByCountNs(bounds, advance)].filter((each) => each !== null);
  return lefts.length === 0 ? null : warmupLeftNs + Math.min(...lefts);
}

/** At the pace so far. */
function leftByCountNs(
  { handshakeCount }: BlockBounds,
  { recordingNs, recordedCount }: BlockAdvance,
): number | null {
  if (handshakeCount === 0 || recordingNs === null || recordedCount === 0) {
    return null;
  }
  return (recordingNs * Math.max(0, handshakeCount - recordedCount)) / recordedCount;
}

/** How far all rounds are. */
export interface RoundAdvance {
  readonly doneRoundCount: number;
  /** All, the present one and those to come included; 1 or more. */
  readonly roundCount: number;
  /** Since the start of the first round. */
  readonly elapsedNs: number;
  /** Since the start of the present round. */
  readonly roundElapsedNs: number;
  /** Of the present round; `null`: it cannot be told. */
  readonly blockRemainingNs: number | null;
}

/**
 * Time until all rounds are done, 0 or more: the rounds to come are taken to last as long as those
 * that are done, or else as the present one. `null` while nothing tells.
 */
export function remainingOfRoundsNs(advance: RoundAdvance): number | null {
  const { doneRoundCount, roundCount, elapsedNs, roundElapsedNs, blockRemainingNs } = advance;
  const laterCount = roundCount - doneRoundCount - 1;
  if (doneRoundCount > 0) {
    const roundNs = (elapsedNs - roundElapsedNs) / doneRoundCount;
    const presentNs = Math.max(blockRemainingNs ?? 0, roundNs - roundElapsedNs, 0);
    return Math.round(presentNs + laterCount * roundNs);
  }
  return blockRemainingNs === null
    ? null
    : Math.round(blockRemainingNs + laterCount * (roundElapsedNs + blockRemainingNs));
}
