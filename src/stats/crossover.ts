// From which service time on one server gets more done than another: the place where two curves of
// throughput cross, read from points that were measured. Service times are spread over decades, so
// the place between two points is found on a logarithmic scale.

import assert from 'node:assert/strict';

/** Throughput of two servers at one service time. */
export interface ThroughputPair {
  /** 0 or more; each once. */
  readonly serviceNs: number;
  /** Above 0. */
  readonly baselinePerSecond: number;
  /** Above 0. */
  readonly candidatePerSecond: number;
}

/** Where the candidate overtakes the baseline for good. */
export interface CrossoverFinding {
  /**
   * `at`: at `serviceNs`; `always`: it is ahead at every point; `never`: at the longest service
   * time it is not; `unknown`: there are no points.
   */
  readonly kind: 'at' | 'always' | 'never' | 'unknown';
  /** `null` except for `at`. */
  readonly serviceNs: number | null;
  /** The two points between which it lies; `null` except for `at`. */
  readonly betweenNs: readonly [number, number] | null;
  /** How often the order changes from point to point; more than once is noise, or no single law. */
  readonly changeCount: number;
}

/**
 * Finds where the candidate overtakes the baseline and stays ahead. Between the last point at which
 * it does not lead and the next one, ln(candidate / baseline) is taken to be linear in the
 * logarithm of service time, and linear in service time itself where that begins at 0. Level is not
 * ahead. The points may come in any order; none give `unknown`.
 */
export function findCrossover(points: readonly ThroughputPair[]): CrossoverFinding {
  const sorted = points.toSorted((left, right) => left.serviceNs - right.serviceNs);
  const leads = sorted.map(leadOf);
  const changeCount = leads.filter((lead, index) => {
    return index > 0 && lead > 0 !== (leads[index - 1] ?? 0) > 0;
  }).length;
  const lastBehind = leads.findLastIndex((lead) => lead <= 0);
  const [before, after] = [sorted[lastBehind], sorted[lastBehind + 1]];
  if (before === undefined || after === undefined) {
    const kind = sorted.length === 0 ? 'unknown' : before === undefined ? 'always' : 'never';
    return { kind, serviceNs: null, betweenNs: null, changeCount };
  }
  const [behind, ahead] = [leadOf(before), leadOf(after)];
  const share = behind / (behind - ahead);
  const serviceNs = between([before.serviceNs, after.serviceNs], share);
  return { kind: 'at', serviceNs, betweenNs: [before.serviceNs, after.serviceNs], changeCount };
}

/**
 * The service time to measure next, so that a crossover becomes known more closely: the middle, by
 * the same scale, of the two points between which it lies, with two digits. `null` where there is
 * no crossover, where the points lie as close as `closeRatio` (above 1) already, or where nothing
 * of two digits lies between them.
 */
export function nextServiceNs(
  { betweenNs }: CrossoverFinding,
  { closeRatio }: { closeRatio: number },
): number | null {
  assert(closeRatio > 1, 'points of a ratio of 1 would be one');
  if (betweenNs === null || (betweenNs[0] > 0 && betweenNs[1] / betweenNs[0] <= closeRatio)) {
    return null;
  }
  const middleNs = Math.round(Number(between(betweenNs, 0.5).toPrecision(2)));
  return middleNs > betweenNs[0] && middleNs < betweenNs[1] ? middleNs : null;
}

function leadOf({ baselinePerSecond, candidatePerSecond }: ThroughputPair): number {
  assert(baselinePerSecond > 0 && candidatePerSecond > 0, 'a server that gets nothing done');
  return Math.log(candidatePerSecond / baselinePerSecond);
}

/** A share of the way from the one to the other: of their ratio, or of their distance from 0. */
function between([low, high]: readonly [number, number], share: number): number {
  return low > 0 ? low * (high / low) ** share : high * share;
}
