// Quantiles of small samples, such as the pairs of a comparison. Latencies are not read here: their
// percentiles come from a LatencyHistogram.

import assert from 'node:assert/strict';

/**
 * The median, in the unit of the values: the mean of the two middle ones where their number is
 * even. `null` for an empty sample. Values are finite; NaN is a programmer's mistake.
 */
export function median(values: readonly number[]): number | null {
  const sorted = ascending(values);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : lower + (upper - lower) / 2;
}

/**
 * The smallest value that at least `ratio` (0 to 1) of the sample do not exceed, without
 * interpolation, so that it never understates: the 99th percentile of fewer than 100 values is
 * the largest. `null` for an empty sample. Source: Hyndman & Fan 1996, definition 1.
 */
export function nearestRankQuantile(
  values: readonly number[],
  { ratio }: { ratio: number },
): number | null {
  assert(ratio >= 0 && ratio <= 1, 'a quantile lies between 0 and 1');
  const rank = Math.max(1, Math.ceil(ratio * values.length - 1e-9));
  return ascending(values)[rank - 1] ?? null;
}

/** A sorted copy, lowest first. Values are numbers; NaN is a programmer's mistake. */
export function ascending(values: readonly number[]): number[] {
  assert(!values.some(Number.isNaN), 'a sample holds numbers only');
  return [...values].sort((left, right) => left - right);
}
