// The percentiles of a case that its samples support, from the median to the tail, and the longest
// sample: what a spectrum shows.

import type { Latencies } from '../model/block.ts';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { type CensoredPercentile, percentileOrBound } from '../stats/percentile-censored.ts';

/** The names of the quantiles of a spectrum, and the share of samples at or below each. */
export const spectrumQuantiles = [
  { name: 'p50', ratio: 0.5 },
  { name: 'p90', ratio: 0.9 },
  { name: 'p99', ratio: 0.99 },
  { name: 'p99.9', ratio: 0.999 },
  { name: 'p99.99', ratio: 0.9999 },
  { name: 'p99.999', ratio: 0.99999 },
] as const;

/** One entry for each of `spectrumQuantiles`, then the longest; `null`: too few samples. */
export type LatencyQuantiles = readonly (CensoredPercentile | null)[];

/** Both latencies of a case. */
export interface CaseQuantiles {
  /** Of handshakes that were established; nobody knows when the others would have begun. */
  readonly service: LatencyQuantiles;
  /** A bound where so many timed out or were cut off that nobody knows. */
  readonly response: LatencyQuantiles;
}

/** Reads the quantiles of a case; `censored` holds what responses are known to exceed. */
export function caseQuantiles(
  { service, response }: Pick<Latencies, 'service' | 'response'>,
  censored: LatencyHistogram,
): CaseQuantiles {
  return {
    service: quantilesOf(service, LatencyHistogram.empty()),
    response: quantilesOf(response, censored),
  };
}

function quantilesOf(established: LatencyHistogram, censored: LatencyHistogram): LatencyQuantiles {
  return [
    ...spectrumQuantiles.map(({ ratio }) => percentileOrBound({ established, censored, ratio })),
    longestOf(established, censored),
  ];
}

/** Where samples were cut off, the longest one is at least as long as any of them. */
function longestOf(
  established: LatencyHistogram,
  censored: LatencyHistogram,
): CensoredPercentile | null {
  if (established.count + censored.count === 0) {
    return null;
  }
  const longestCutOffNs = censored.count === 0 ? 0 : censored.barAtRank(censored.count).lowestNs;
  const longestNs = Math.max(established.maxNs ?? 0, longestCutOffNs);
  return { valueNs: longestNs, isLowerBound: censored.count > 0 };
}
