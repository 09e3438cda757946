// Ranks of a sample in which equal values share the mean of the ranks that they take up. Doubled,
// they are whole numbers, so that sums of them can be counted exactly.

import { ascending } from './quantile.ts';

/** The ranks of a sample, and what ties make of their variance. */
export interface Midranks {
  /** Twice the rank of each value, in the order of the values; ranks begin at 1. */
  readonly doubled: readonly number[];
  /** Sum of t³ - t over the groups of t equal values; 0 without ties. */
  readonly tieSum: number;
}

/** The midranks of finite values; none for an empty sample. Source: Kendall 1945, Biometrika 33. */
export function midranks(values: readonly number[]): Midranks {
  const doubledByValue = new Map<number, number>();
  const sorted = ascending(values);
  let tieSum = 0;
  for (let first = 0; first < sorted.length; ) {
    const value = sorted[first] as number;
    let end = first + 1;
    while (sorted[end] === value) {
      end += 1;
    }
    doubledByValue.set(value, first + 1 + end);
    tieSum += (end - first) ** 3 - (end - first);
    first = end;
  }
  return { doubled: values.map((value) => doubledByValue.get(value) ?? 0), tieSum };
}
