// In which order the rounds of a comparison come: pairs of different servers, and after every
// fourth an A/A pair, spread over the whole time so that its floor is that of the same weather.

/** One round: all servers side by side, or one server twice. */
export type ScheduledRound =
  | { readonly kind: 'different'; readonly pair: number }
  /** `serverIndex` takes turns, so that each server's own noise is known. */
  | { readonly kind: 'same'; readonly pair: number; readonly serverIndex: number };

/** Pairs of different servers for each A/A pair. */
const pairsPerSamePair = 4;

/** How many A/A pairs go with `pairCount` pairs: one in five of all, at least one. */
export function samePairCount(pairCount: number): number {
  return Math.max(1, Math.floor(pairCount / pairsPerSamePair));
}

/**
 * The rounds in order. Pairs are numbered from 0 over both kinds, so that no number comes twice.
 * `pairCount` of 0 gives a single A/A round.
 */
export function scheduleRounds({
  pairCount,
  serverCount,
}: {
  pairCount: number;
  serverCount: number;
}): ScheduledRound[] {
  const rounds: ScheduledRound[] = [];
  const sameCount = samePairCount(pairCount);
  let differentDone = 0;
  for (let same = 0; same < sameCount; same += 1) {
    const until = Math.round(((same + 1) * pairCount) / sameCount);
    const before = Math.floor((differentDone + until) / 2);
    for (; differentDone < before; differentDone += 1) {
      rounds.push({ kind: 'different', pair: rounds.length });
    }
    rounds.push({ kind: 'same', pair: rounds.length, serverIndex: same % serverCount });
    for (; differentDone < until; differentDone += 1) {
      rounds.push({ kind: 'different', pair: rounds.length });
    }
  }
  return rounds;
}
