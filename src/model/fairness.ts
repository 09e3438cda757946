// How evenly a server treats its clients: what each of them got out of a block, gathered into a few
// figures. Clients of open load are slots that arrivals take by turns, so they have no share.

import { jainIndexRatio } from '../stats/fairness.ts';
import { median } from '../stats/quantile.ts';

/** What one client got out of a block. */
export interface ClientShare {
  /** Handshakes that it established. */
  readonly established: number;
  /** Of its response times; anything without a handshake. */
  readonly responseMeanNs: number;
  readonly responseP99Ns: number;
}

/** How evenly the clients of a block were treated. */
export interface Fairness {
  readonly clientCount: number;
  /** What the client with the fewest handshakes established, in a block. */
  readonly establishedMin: number;
  /** What the client with the most handshakes established, in a block. */
  readonly establishedMax: number;
  /**
   * Jain's index of the clients' handshakes: 1 where all established the same, 1/n where one of n
   * established all. `null`: nobody established any.
   */
  readonly jainRatio: number | null;
  /** Mean response of the client that waited longest on average; `null`: nobody established any. */
  readonly slowestMeanNs: number | null;
  /**
   * The highest p99 of a client's responses: never too low, and up to 12.5 % too high. `null` where
   * a client has fewer than 1,000 of them, since it could be the slowest.
   */
  readonly slowestP99Ns: number | null;
}

/** A p99 of fewer samples has fewer than ten beyond it. */
const samplesForP99 = 1_000;

/** The figures of a block from what each client got; `null` without clients. */
export function fairnessOfShares(shares: readonly ClientShare[]): Fairness | null {
  if (shares.length === 0) {
    return null;
  }
  const counts = shares.map(({ established }) => established);
  const served = shares.filter(({ established }) => established > 0);
  const establishedMin = lowest(counts);
  return {
    clientCount: shares.length,
    establishedMin,
    establishedMax: highest(counts) ?? 0,
    jainRatio: jainIndexRatio(counts),
    slowestMeanNs: highest(served.map(({ responseMeanNs }) => responseMeanNs)),
    slowestP99Ns:
      establishedMin < samplesForP99
        ? null
        : highest(served.map(({ responseP99Ns }) => responseP99Ns)),
  };
}

/**
 * The figures of several blocks: the median of their indexes, the extremes of everything else. The
 * p99 is known where that of every block is. `null` where no block has any.
 */
export function fairnessOfBlocks(blocks: readonly (Fairness | undefined)[]): Fairness | null {
  const known = blocks.filter((fairness) => fairness !== undefined);
  const [first] = known;
  if (first === undefined) {
    return null;
  }
  const present = (pick: (fairness: Fairness) => number | null) =>
    known.map(pick).filter((value) => value !== null);
  const tails = present(({ slowestP99Ns }) => slowestP99Ns);
  return {
    clientCount: first.clientCount,
    establishedMin: lowest(known.map(({ establishedMin }) => establishedMin)),
    establishedMax: highest(known.map(({ establishedMax }) => establishedMax)) ?? 0,
    jainRatio: median(present(({ jainRatio }) => jainRatio)),
    slowestMeanNs: highest(present(({ slowestMeanNs }) => slowestMeanNs)),
    slowestP99Ns: tails.length < known.length ? null : highest(tails),
  };
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function highest(values: readonly number[]): number | null {
  return values.reduce<number | null>((most, value) => Math.max(most ?? value, value), null);
}
