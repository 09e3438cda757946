// Sharing a whole number out among threads: nothing is lost to rounding.

/**
 * Splits `total` (0 or more) into `partCount` (1 or more) whole parts that differ by at most 1 and
 * add up to it; the larger ones come first.
 */
export function splitEvenly({ total, partCount }: { total: number; partCount: number }): number[] {
  const smaller = Math.floor(total / partCount);
  const largerCount = total % partCount;
  return Array.from({ length: partCount }, (_, part) => smaller + (part < largerCount ? 1 : 0));
}
