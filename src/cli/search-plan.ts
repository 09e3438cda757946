// How a search for a rate goes about: where it begins, and how long each probe lasts. A percentile
// needs samples, and at a low rate these take time; a probe that ends before would count as one
// that crossed its threshold.

import { FifobenchError } from '../errors.ts';
import { sampleCountFor, type Threshold } from '../model/threshold.ts';
import type { RateSearchPlan } from '../runner/search-rate.ts';

/** Where a search begins at least, unless the user says where. */
const defaultStartPerSecond = 100;

/** A search tries this share of its start at least. */
const leastSearchRatio = 1 / 1_024;

const mostSearchPerSecond = 1_000_000;

/** No probe is made longer than this for its samples, unless the user begins there. */
const longestProbeNs = 60_000_000_000;

/** What is searched for, and what the user said of it. */
export interface SearchRequest {
  readonly thresholds: readonly Threshold[];
  /** Of a probe, where its samples do not take longer. */
  readonly durationNs: number;
  /** Where the user wants it to begin; absent: where a probe of that time has its samples. */
  readonly startPerSecond: number | undefined;
}

/** Throws a FifobenchError of code `bad-quantity` for a start that there cannot be. */
export function searchPlan(request: SearchRequest): RateSearchPlan {
  const sampleCount = samplesOf(request);
  const enoughPerSecond = (sampleCount / request.durationNs) * 1e9;
  const startPerSecond =
    request.startPerSecond ?? Math.max(defaultStartPerSecond, Math.ceil(enoughPerSecond));
  if (!(startPerSecond > 0 && startPerSecond <= mostSearchPerSecond)) {
    throw new FifobenchError('bad-quantity', '--rate: a search cannot begin there', {
      remedy: `begin above 0/s and at ${mostSearchPerSecond}/s at most`,
    });
  }
  const leastPerSecond = Math.max(
    startPerSecond * leastSearchRatio,
    (sampleCount / Math.max(longestProbeNs, request.durationNs)) * 1e9,
  );
  return {
    ...{ startPerSecond, leastPerSecond: Math.min(startPerSecond, leastPerSecond) },
    ...{ mostPerSecond: mostSearchPerSecond, precisionRatio: 0.05, probeLimit: 40 },
  };
}

/** How long a probe of that rate lasts. */
export function probeDurationNs(request: SearchRequest, ratePerSecond: number): number {
  const neededNs = Math.ceil((samplesOf(request) / ratePerSecond) * 1e9);
  return Math.max(request.durationNs, neededNs);
}

/** With some to spare, since arrivals by chance may be fewer, and sessions may fail. */
function samplesOf({ thresholds }: SearchRequest): number {
  const counts = thresholds.map(({ metric }) => sampleCountFor(metric));
  const count = Math.max(1, ...counts);
  return Math.ceil(1.1 * count + 4 * Math.sqrt(count));
}
