// Change points by E-divisive: the split whose two sides differ most, by the energy distance, then
// the same on both sides. A t-test in the place of the original permutations decides whether a
// split is one, which is deterministic and needs no thousands of shuffles. Both sides reach to the
// ends of their segment: to let the right one end anywhere finds no more steps, and seven times as
// many where there are none. A level that soon comes back may so be missed.

import { studentTest } from './student-t.ts';

/** When a split counts. */
export interface DivisiveRule {
  /** Values on either side at least, 2 or more. */
  readonly segmentCountMin: number;
  /** Largest probability of chance, 0 to 1. */
  readonly significanceRatio: number;
}

/**
 * The changes in a series, ascending: indices of the first value of each new segment. A split is
 * searched for within a segment only, and both of its sides have `segmentCountMin` values or more,
 * so that neither the first nor the last value can lie outside of a window. A series that is too
 * short for two segments has none. n values take n² steps a split.
 * Sources: Matteson & James 2014, JASA 109 (E-divisive, α = 1); Fleming et al. 2023, "Hunter: Using
 * Change Point Detection to Hunt for Performance Regressions" (the t-test, and the second look at
 * each split between its final neighbours).
 */
export function eDivisive(values: readonly number[], rule: DivisiveRule): number[] {
  const sums = distanceSums(values);
  const splits: number[] = [];
  // Each split ends one segment and begins two, so that there are fewer rounds than values.
  const open: (readonly [number, number])[] = [[0, values.length]];
  for (let segment = open.pop(); segment !== undefined; segment = open.pop()) {
    const [start, end] = segment;
    const split = bestSplit(sums, { start, end, segmentCountMin: rule.segmentCountMin });
    if (split === null) {
      continue;
    }
    const chance = studentTest(values.slice(start, split), values.slice(split, end));
    if (chance <= rule.significanceRatio) {
      splits.push(split);
      open.push([start, split], [split, end]);
    }
  }
  splits.sort((left, right) => left - right);
  return withoutWeakest(splits, values, rule);
}

/** Takes the least certain split away for as long as its final neighbours leave it in doubt. */
function withoutWeakest(
  splits: readonly number[],
  values: readonly number[],
  { significanceRatio }: DivisiveRule,
): number[] {
  const kept = [...splits];
  while (kept.length > 0) {
    const chances = kept.map((split, index) => {
      const [start, end] = [kept[index - 1] ?? 0, kept[index + 1] ?? values.length];
      return studentTest(values.slice(start, split), values.slice(split, end));
    });
    const weakest = Math.max(...chances);
    if (weakest <= significanceRatio) {
      break;
    }
    kept.splice(chances.indexOf(weakest), 1);
  }
  return kept;
}

/** Sums of |values[i] - values[j]| over i < row and j < column, row by row. */
interface DistanceSums {
  readonly side: number;
  readonly sums: Float64Array;
}

function distanceSums(values: readonly number[]): DistanceSums {
  const side = values.length + 1;
  const sums = new Float64Array(side * side);
  for (let row = 1; row < side; row += 1) {
    const left = values[row - 1] ?? 0;
    let rowSum = 0;
    for (let column = 1; column < side; column += 1) {
      rowSum += Math.abs(left - (values[column - 1] ?? 0));
      sums[row * side + column] = (sums[(row - 1) * side + column] ?? 0) + rowSum;
    }
  }
  return { side, sums };
}

interface SplitSearch {
  readonly start: number;
  readonly end: number;
  readonly segmentCountMin: number;
}

/** The split of greatest energy; `null` where a side would be too short. */
function bestSplit(sums: DistanceSums, search: SplitSearch): number | null {
  const { start, end, segmentCountMin } = search;
  let best: number | null = null;
  let highest = 0;
  for (let split = start + segmentCountMin; split <= end - segmentCountMin; split += 1) {
    const energy = energyOf(sums, { start, split, end });
    if (energy > highest) {
      best = split;
      highest = energy;
    }
  }
  return best;
}

/** mn / (m + n) times the energy distance of the m values before the split and the n after it. */
function energyOf(
  sums: DistanceSums,
  { start, split, end }: { start: number; split: number; end: number },
): number {
  const [m, n] = [split - start, end - split];
  const [left, right] = [
    { from: start, to: split },
    { from: split, to: end },
  ] as const;
  const between = areaOf(sums, left, right);
  // Each pair is in the square twice, hence m(m - 1) and not half of it.
  const withinLeft = areaOf(sums, left, left) / (m * (m - 1));
  const withinRight = areaOf(sums, right, right) / (n * (n - 1));
  return ((m * n) / (m + n)) * ((2 * between) / (m * n) - withinLeft - withinRight);
}

/** The sum of the distances between the values of two stretches. */
function areaOf(
  { side, sums }: DistanceSums,
  rows: { readonly from: number; readonly to: number },
  columns: { readonly from: number; readonly to: number },
): number {
  const [top, bottom] = [rows.from * side, rows.to * side];
  const both = (sums[bottom + columns.to] ?? 0) + (sums[top + columns.from] ?? 0);
  return both - (sums[top + columns.to] ?? 0) - (sums[bottom + columns.from] ?? 0);
}
