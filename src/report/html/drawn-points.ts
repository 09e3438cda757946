// Which points of a long series are drawn: the highest and the lowest of each stretch of it, so
// that no spike is lost, and nothing is drawn that was not measured.

/**
 * The places of at most about `mostCount` (4 or more) values, ascending; all where there are no
 * more. Of more, every stretch of equal length gives its smallest and its largest value, the first
 * one where several are equal; the first and the last value are always among them. No values give
 * none.
 */
export function drawnPlaces(values: readonly number[], mostCount: number): number[] {
  if (values.length <= mostCount) {
    return values.map((_, place) => place);
  }
  const places = new Set([0, values.length - 1]);
  const stretchCount = Math.floor(mostCount / 2) - 1;
  for (let stretch = 0; stretch < stretchCount; stretch += 1) {
    const [start, end] = [stretch, stretch + 1].map((edge) =>
      Math.floor((edge * values.length) / stretchCount),
    );
    const { lowest, highest } = extremePlaces(values, { start: start ?? 0, end: end ?? 0 });
    places.add(lowest).add(highest);
  }
  return [...places].sort((left, right) => left - right);
}

/**
 * Where the smallest and the largest value from `start` up to `end` are, the first ones where
 * several are equal; `start` for both where there is none.
 */
export function extremePlaces(
  values: readonly number[],
  { start = 0, end = values.length }: { start?: number; end?: number } = {},
): { lowest: number; highest: number } {
  let [lowest, highest] = [start, start];
  for (let place = start; place < end; place += 1) {
    const value = values[place] ?? 0;
    lowest = value < (values[lowest] ?? 0) ? place : lowest;
    highest = value > (values[highest] ?? 0) ? place : highest;
  }
  return { lowest, highest };
}
