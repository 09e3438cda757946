// Searches a long series for changes in windows that overlap by half, so that the work grows with
// the length of the series and not with its square. A window answers only for its middle half,
// where it sees enough on both sides; the first and the last answer for their outer ends too. Where
// two halves meet both are heard, since one may see a change just beyond the border.

import assert from 'node:assert/strict';

/** Windows, and what is searched for in each. */
export interface WindowedSearch {
  /** Values of a window, a multiple of 4, 8 or more. */
  readonly windowCount: number;
  /** Two changes of neighbouring windows nearer than this are one, 1 or more. */
  readonly distanceCountMin: number;
  /** The changes in a window: ascending indices of the first value of each new segment. */
  readonly search: (values: readonly number[]) => readonly number[];
}

/**
 * The changes in a series, ascending: indices of the first value of each new segment, each from 1
 * to `values.length - 1`. A series no longer than a window is searched as a whole.
 */
export function changesInWindows(
  values: readonly number[],
  { windowCount, distanceCountMin, search }: WindowedSearch,
): number[] {
  assert(windowCount >= 8 && windowCount % 4 === 0, 'a window has four quarters');
  const found: number[] = [];
  const lastStart = Math.max(0, values.length - windowCount);
  let answeredUpTo = 0;
  for (let start = 0; answeredUpTo < values.length; start += windowCount / 2) {
    const isLast = start >= lastStart;
    const windowStart = Math.min(start, lastStart);
    const answersUpTo = isLast ? values.length : windowStart + (windowCount * 3) / 4;
    for (const change of search(values.slice(windowStart, windowStart + windowCount))) {
      const at = windowStart + change;
      const isNew = at - (found.at(-1) ?? Number.NEGATIVE_INFINITY) >= distanceCountMin;
      const isHeard = at > answeredUpTo - distanceCountMin && at < answersUpTo + distanceCountMin;
      if (isHeard && isNew) {
        found.push(at);
      }
    }
    answeredUpTo = answersUpTo;
  }
  return found;
}
