// Quantities as people read them. This is the only place where a number is rounded, scaled or given
// a unit sign; whatever is unknown (`null`) is shown as a dash and never as zero.

/** What stands for a figure that nobody knows or that too few samples support. */
export const unknownMark = '–';

/** A space before these is never a line break: they belong to the number in front of them. */
export const unitSigns = ['ns', 'µs', 'ms', 's', '%', 'B', 'KiB', 'MiB', 'GiB'] as const;

const seconds = { sign: 's', sizeNs: 1e9 };
const durationUnits = [{ sign: 'µs', sizeNs: 1e3 }, { sign: 'ms', sizeNs: 1e6 }, seconds];

const byteUnits = [
  { sign: 'B', sizeBytes: 1 },
  { sign: 'KiB', sizeBytes: 1_024 },
  { sign: 'MiB', sizeBytes: 1_048_576 },
  { sign: 'GiB', sizeBytes: 1_073_741_824 },
] as const;

/** Nanoseconds, 0 or more, with three significant digits: `46.1 µs`. `null` gives a dash. */
export function formatDuration(durationNs: number | null): string {
  if (durationNs === null) {
    return unknownMark;
  }
  if (durationNs < 999.5) {
    return `${Math.round(durationNs)} ns`;
  }
  // What would be shown as 1,000 of a unit belongs to the next one already.
  const unit = durationUnits.find(({ sizeNs }) => durationNs / sizeNs < 999.5) ?? seconds;
  return `${threeDigits(durationNs / unit.sizeNs)} ${unit.sign}`;
}

/** A whole number with thousands apart: `20,014`. `null` gives a dash. */
export function formatCount(count: number | null): string {
  return count === null ? unknownMark : withThousands(Math.round(count).toString());
}

/** A count with its noun, 0 or more: `1 pair`, `20 pairs`. The plural takes an s. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Events a second, 0 or more: `9,812/s`, `46.1/s`. `null` gives a dash. */
export function formatRate(perSecond: number | null): string {
  return perSecond === null ? unknownMark : `${formatAverage(perSecond)}/s`;
}

/** A mean count, 0 or more, with three significant digits: `2.01`. `null` gives a dash. */
export function formatAverage(average: number | null): string {
  if (average === null) {
    return unknownMark;
  }
  return average === 0 ? '0' : threeDigits(average);
}

/** Bytes, 0 or more, without needless decimals: `64 B`, `1.5 KiB`. `null` gives a dash. */
export function formatBytes(sizeBytes: number | null): string {
  if (sizeBytes === null) {
    return unknownMark;
  }
  const unit = byteUnits.findLast((candidate) => sizeBytes >= candidate.sizeBytes) ?? byteUnits[0];
  return `${Number((sizeBytes / unit.sizeBytes).toFixed(1))} ${unit.sign}`;
}

/** A part of a whole, 0 or more: 0.6 gives `60 %`, 0.0012 gives `0.12 %`. `null` gives a dash. */
export function formatShare(shareRatio: number | null): string {
  if (shareRatio === null) {
    return unknownMark;
  }
  const percent = shareRatio * 100;
  if (percent > 0 && percent < 0.001) {
    return '<0.001 %';
  }
  return `${percent === 0 ? '0' : twoDigits(percent)} %`;
}

/**
 * A ratio of two figures, above 0, as the change it means: 1.047 gives `+4.7 %`, 0.19 gives
 * `−81 %`; from twofold and below a tenth the factor itself: `5.4×`. `null` gives a dash.
 */
export function formatRatio(ratio: number | null): string {
  if (ratio === null) {
    return unknownMark;
  }
  return isManifold(ratio) ? `${formatFactor(ratio)}×` : `${changeDigits(ratio, {})} %`;
}

/**
 * The two ends of an interval of ratios in the manner that fits the estimate between them, finer
 * where both would read alike: `+4.5 to +4.9 %`, `5.3 to 5.5×`. `null` for either gives a dash.
 */
export function formatInterval(
  interval: readonly [number, number] | null,
  estimateRatio: number | null,
): string {
  if (interval === null || estimateRatio === null) {
    return unknownMark;
  }
  const [low, high] = interval;
  const isFactor = isManifold(estimateRatio);
  const digitsOf = (ratio: number, isFine: boolean) =>
    isFactor ? factorDigits(ratio, { isFine }) : changeDigits(ratio, { isFine });
  const isFine = digitsOf(low, false) === digitsOf(high, false);
  return `${digitsOf(low, isFine)} to ${digitsOf(high, isFine)}${isFactor ? '×' : ' %'}`;
}

/** True where a factor says more than a percentage: from twofold, and below a tenth. */
export function isManifold(ratio: number): boolean {
  return ratio >= 2 || ratio < 0.1;
}

/** A ratio above 0 as a bare factor with two significant digits: `5.4`, `12`, `0.019`. */
export function formatFactor(ratio: number): string {
  return factorDigits(ratio, {});
}

/** A change without its direction: 1.047 and 0.953 both give `4.7 %`. */
export function formatMagnitude(ratio: number): string {
  return `${changeDigits(ratio, {}).replace(/^[+−]/, '')} %`;
}

function factorDigits(ratio: number, { isFine = false }): string {
  return isFine ? threeDigits(ratio) : twoDigits(ratio);
}

/** The percentage of a change with its sign; fine: one decimal more. */
function changeDigits(ratio: number, { isFine = false }): string {
  const percent = (ratio - 1) * 100;
  const size = Math.abs(percent);
  const digits = size.toFixed((size >= 9.95 ? 0 : 1) + (isFine ? 1 : 0));
  if (Number(digits) === 0) {
    return digits;
  }
  return `${percent < 0 ? '−' : '+'}${digits}`;
}

/** Three significant digits, more where the whole part has more; below 0.001 as they come. */
function threeDigits(value: number): string {
  return value >= 99.95 ? withThousands(value.toFixed(0)) : value.toPrecision(3);
}

/** Two significant digits, more where the whole part has more. */
function twoDigits(value: number): string {
  return value >= 9.95 ? withThousands(value.toFixed(0)) : value.toPrecision(2);
}

function withThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
