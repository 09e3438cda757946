// Where the level of a series changed, in the opinion of two methods: what both find is confirmed,
// what one finds is likely. Everything happens on logarithms, since a change is a ratio.

import { changesInWindows } from '../stats/change-windows.ts';
import { eDivisive } from '../stats/e-divisive.ts';
import { l1Potts } from '../stats/l1-potts.ts';
import { median } from '../stats/quantile.ts';

/** A change of level; its ratio is `after` over `before`. */
export interface FoundChange {
  /** Index of the first value of the new level. */
  readonly at: number;
  readonly certainty: 'confirmed' | 'likely';
  /** Median of the values up to the change, from the one before it. */
  readonly before: number;
  /** Median of the values from the change to the next one. */
  readonly after: number;
}

/** Values without which nothing is searched for. */
export const fewestPoints = 10;

/** Values between two changes, and from either end, at least. */
export const segmentCountMin = 3;

/** Values of a window in which both methods search. */
const windowCount = 120;

/** Segments of a window at most. */
const segmentsCountMax = 12;

/** Probability of chance at which a split counts, in a series of up to `tableCount` values. */
const significanceRatio = 0.001;

/** Values of the series for which docs/measuring.md gives the rate of false alarms. */
const tableCount = 60;

/**
 * The changes in values of 0 or more, in their order, of a magnitude of `deltaRatio` (above 0; 0.05
 * is 5 %) or more in either direction. Fewer than 10 values have none. In a longer series more
 * evidence is asked for, in proportion, so that a series of any length has few false alarms.
 */
export function findChanges(
  values: readonly number[],
  { deltaRatio }: { deltaRatio: number },
): FoundChange[] {
  if (values.length < fewestPoints) {
    return [];
  }
  const logs = logarithms(values);
  const changes = united(changesByPotts(logs), changesByDivision(logs));
  return ofMagnitude(changes, { logs, leastStep: Math.log1p(deltaRatio) }).map(
    (change, index, all) => {
      const [start, end] = [all[index - 1]?.at ?? 0, all[index + 1]?.at ?? values.length];
      return {
        ...change,
        before: median(values.slice(start, change.at)) ?? 0,
        after: median(values.slice(change.at, end)) ?? 0,
      };
    },
  );
}

/** A zero has no logarithm: it counts as half of the smallest value above it. */
export function logarithms(values: readonly number[]): number[] {
  const smallest = values.reduce(
    (least, value) => (value > 0 && value < least ? value : least),
    Number.POSITIVE_INFINITY,
  );
  const floor = Number.isFinite(smallest) ? smallest / 2 : 1;
  return values.map((value) => Math.log(Math.max(value, floor)));
}

function changesByPotts(logs: readonly number[]): number[] {
  const rule = { segmentCountMin, segmentsCountMax, placeCount: logs.length };
  const search = (window: readonly number[]) => l1Potts(window, rule);
  return changesInWindows(logs, { windowCount, distanceCountMin: segmentCountMin, search });
}

function changesByDivision(logs: readonly number[]): number[] {
  const shareRatio = Math.min(1, tableCount / logs.length);
  const rule = { segmentCountMin, significanceRatio: significanceRatio * shareRatio };
  const search = (window: readonly number[]) => eDivisive(window, rule);
  return changesInWindows(logs, { windowCount, distanceCountMin: segmentCountMin, search });
}

type PlacedChange = Pick<FoundChange, 'at' | 'certainty'>;

/** Both opinions in one: what lies within three points is one change, and is where Potts has it. */
function united(potts: readonly number[], divisions: readonly number[]): PlacedChange[] {
  const isNear = (left: number) => (right: number) => Math.abs(left - right) <= segmentCountMin;
  const byPotts = potts.map((at) => {
    return { at, certainty: divisions.some(isNear(at)) ? 'confirmed' : 'likely' } as const;
  });
  const alone = divisions.filter((at) => !potts.some(isNear(at)));
  return [...byPotts, ...alone.map((at) => ({ at, certainty: 'likely' }) as const)].sort(
    (left, right) => left.at - right.at,
  );
}

/** Takes the smallest change away for as long as it is smaller than what matters. */
function ofMagnitude(
  changes: readonly PlacedChange[],
  { logs, leastStep }: { logs: readonly number[]; leastStep: number },
): PlacedChange[] {
  const kept = [...changes];
  while (kept.length > 0) {
    const sizes = kept.map(({ at }, index) => {
      const before = median(logs.slice(kept[index - 1]?.at ?? 0, at)) ?? 0;
      const after = median(logs.slice(at, kept[index + 1]?.at)) ?? 0;
      return Math.abs(after - before);
    });
    const smallest = Math.min(...sizes);
    if (smallest >= leastStep) {
      break;
    }
    kept.splice(sizes.indexOf(smallest), 1);
  }
  return kept;
}
