// What the newest points of a series say before there are enough of them for a change of level: an
// alarm on the last one, and a slow drift of the newest level.

import { median } from '../stats/quantile.ts';
import { studentTwoSided } from '../stats/student-t.ts';
import { theilSen } from '../stats/theil-sen.ts';
import { logarithms } from './find-changes.ts';

/** A series and where its newest level begins. */
export interface NewestLevel {
  /** 0 or more each. */
  readonly values: readonly number[];
  /** Index of the first point of the newest level. */
  readonly since: number;
  /** Smallest change that matters, as a ratio less 1, above 0. */
  readonly deltaRatio: number;
}

/** The newest value, and what the level predicted for it. */
export interface UnexpectedValue {
  readonly value: number;
  readonly expected: number;
  readonly predicted: readonly [number, number];
}

/** Points of a level, besides the newest, from which something can be predicted. */
const fewestForAlarm = 5;

/** Points of a level in which a drift can show. */
const fewestForDrift = 10;

/** Points that are looked back at. */
const mostPoints = 100;

/** Probability of chance below which something is out of the ordinary. */
const significanceRatio = 0.001;

/** Median absolute deviations in a standard deviation of normal noise. */
const deviationFactor = 1.4826;

/**
 * The newest value where the level before it does not predict it; `null` otherwise, and with fewer
 * than 5 earlier points of its level. On logarithms, from the newest 100 points of the level: a new
 * value is predicted within their median ± t·s·√(1 + 1/n), s being 1.4826 median absolute
 * deviations, so that earlier spikes hide nothing, and t leaving 0.1 % outside; and never closer to
 * the median than `deltaRatio`. Source: the prediction interval of Student's distribution, with the
 * robust scale of Rousseeuw & Croux 1993.
 */
export function newestAlarm({ values, since, deltaRatio }: NewestLevel): UnexpectedValue | null {
  const last = values.length - 1;
  const logs = logarithms(values);
  const earlier = logs.slice(Math.max(since, last - mostPoints), last);
  const value = values[last];
  if (value === undefined || earlier.length < fewestForAlarm) {
    return null;
  }
  const centre = median(earlier) ?? 0;
  const deviation = median(earlier.map((log) => Math.abs(log - centre))) ?? 0;
  const spread = deviationFactor * deviation * Math.sqrt(1 + 1 / earlier.length);
  const reach = Math.max(Math.log1p(deltaRatio), spread * criticalT(earlier.length - 1));
  if (Math.abs((logs[last] ?? 0) - centre) <= reach) {
    return null;
  }
  const expected = median(values.slice(Math.max(since, last - mostPoints), last)) ?? 0;
  return { value, expected, predicted: [Math.exp(centre - reach), Math.exp(centre + reach)] };
}

/** The t beyond which 0.1 % lie on both sides together, by halving. */
function criticalT(degrees: number): number {
  let [low, high] = [0, 1_000];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, { degrees }) > significanceRatio) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/**
 * The drift of the newest 100 points of the level; `null` where there are fewer than 10, where
 * chance orders as many points as much more often than once in 1,000, and where the whole drift is
 * smaller than `deltaRatio`.
 */
export function newestDrift({ values, since, deltaRatio }: NewestLevel) {
  const level = logarithms(values).slice(Math.max(since, values.length - mostPoints));
  const drift = level.length < fewestForDrift ? null : theilSen(level);
  if (drift === null || drift.chanceRatio > significanceRatio) {
    return null;
  }
  const rise = drift.slopePerPoint * (level.length - 1);
  const isLarge = Math.abs(rise) >= Math.log1p(deltaRatio);
  return isLarge ? { ratio: Math.exp(rise), pointCount: level.length } : null;
}
