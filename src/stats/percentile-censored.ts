// Percentiles where some values are only known to be longer than something: handshakes that timed
// out, or that the end of the measurement cut off. Leaving them out would flatter the server most
// exactly where it fails most.

import assert from 'node:assert/strict';
import { isTailLongEnough, LatencyHistogram, rankOf } from './latency-histogram.ts';

/** A percentile, or the most that is known of it. */
export interface CensoredPercentile {
  /** In nanoseconds, 0 or more. */
  readonly valueNs: number;
  /** The percentile is this or longer: to be written `≥ x`, and to fail any upper limit. */
  readonly isLowerBound: boolean;
}

/**
 * The value that at least `ratio` (0 to 1) of all samples do not exceed. `censored` holds, for each
 * sample whose value is unknown, what it is known to exceed. `null` where fewer than 10 of all
 * samples lie beyond, as in `LatencyHistogram.percentileNs`, and so where there is none.
 *
 * Censored samples are taken to be longer than every established one. Where the rank falls among
 * the established, the value therefore never understates: it is exact if the censored ones were
 * truly longer, and otherwise biased upwards, at most by the share of the censored in rank. Where
 * the rank falls among the censored, no upper bound exists; the value is then the largest bound
 * that is certain, the percentile that would result if each censored sample had ended the moment it
 * was given up. The truth may lie far above it. Kaplan & Meier's estimate (1958) is not used: it
 * assumes that being cut off says nothing about the time a handshake would have taken, and here it
 * does.
 */
export function percentileCensored({
  established,
  censored,
  ratio,
}: {
  established: LatencyHistogram;
  censored: LatencyHistogram;
  ratio: number;
}): CensoredPercentile | null {
  assert(ratio >= 0 && ratio <= 1, 'a percentile lies between 0 and 1');
  const count = established.count + censored.count;
  if (!isTailLongEnough(ratio, count)) {
    return null;
  }
  const rank = rankOf(ratio, count);
  if (rank <= established.count) {
    return { valueNs: established.barAtRank(rank).highestNs, isLowerBound: false };
  }
  const all = LatencyHistogram.empty();
  all.add(established);
  all.add(censored);
  return { valueNs: all.barAtRank(rank).lowestNs, isLowerBound: true };
}

/**
 * As reports show a percentile: that of the established samples, which are also what is stored, or
 * the bound where so many are censored that the percentile falls among them. `null` where there are
 * too few samples.
 */
export function percentileOrBound(samples: {
  established: LatencyHistogram;
  censored: LatencyHistogram;
  ratio: number;
}): CensoredPercentile | null {
  const reading = percentileCensored(samples);
  if (reading?.isLowerBound === true) {
    return reading;
  }
  const valueNs = samples.established.percentileNs(samples.ratio);
  return valueNs === null ? null : { valueNs, isLowerBound: false };
}
