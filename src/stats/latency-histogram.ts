// A latency distribution in HdrHistogram's layout (1 ns to 60 s, 3 significant digits), the one
// form in which latencies travel. Histograms add exactly; percentiles are read last and never
// averaged. Only bars that hold something are kept, 10 KB instead of 220 KB, since a run has
// thousands of them.

import assert from 'node:assert/strict';
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  JsHistogram,
} from 'hdr-histogram-js';
import { FifobenchError } from '../errors.ts';

/** Largest value that a histogram can hold: 60 s. */
export const highestTrackableNs = 60_000_000_000;

/** Samples below this many beyond a percentile leave it unsaid. */
const minimumTailCount = 10;

/** Bits of a value that its bar keeps: 2^11 = 2,048 values are told apart at unit resolution. */
const subBucketBits = 11;

/** What float arithmetic may add to or take from a product that should be a whole number. */
const roundingSlack = 1e-9;

/** Bars of a histogram that are not empty: a value in nanoseconds and how often it occurred. */
export interface SparseCounts {
  /** Lowest value of each bar, ascending. */
  readonly valuesNs: Float64Array;
  readonly counts: Float64Array;
}

/** Counts of latencies by bar. It only grows, by `add`. */
export class LatencyHistogram {
  #valuesNs: Float64Array;
  #counts: Float64Array;
  #count: number;

  private constructor({ valuesNs, counts }: SparseCounts) {
    this.#valuesNs = valuesNs;
    this.#counts = counts;
    this.#count = counts.reduce((sum, count) => sum + count, 0);
    assert(Number.isSafeInteger(this.#count), 'a histogram holds fewer than 2^53 samples');
  }

  /** A histogram without a sample. */
  static empty(): LatencyHistogram {
    return new LatencyHistogram({ valuesNs: new Float64Array(), counts: new Float64Array() });
  }

  /**
   * A histogram of the given bars; any value of a bar stands for the bar, and neighbours in one bar
   * are joined. Values are whole, ascending, 0 to `highestTrackableNs`; counts are whole and
   * positive; anything else is a programmer's mistake and an assertion error.
   */
  static fromSparse({ valuesNs, counts }: SparseCounts): LatencyHistogram {
    assert.equal(valuesNs.length, counts.length, 'as many counts as values');
    const bars = new BarWriter(valuesNs.length);
    let previousNs = -1;
    for (const [index, valueNs] of valuesNs.entries()) {
      const count = counts[index] ?? 0;
      assert(Number.isSafeInteger(valueNs) && valueNs <= highestTrackableNs, 'value out of range');
      assert(valueNs > previousNs, 'values ascend from 0');
      assert(Number.isSafeInteger(count) && count > 0, 'counts are positive');
      bars.put(lowestOfBarNs(valueNs), count);
      previousNs = valueNs;
    }
    return new LatencyHistogram(bars.take());
  }

  /**
   * Reads the base64 text of HdrHistogram's compressed V2 encoding (`HISTFAAAA…`). Throws a
   * FifobenchError of code `results-format` for anything else, and for values beyond 60 s.
   */
  static decode(base64: string): LatencyHistogram {
    let decoded: SparseCounts;
    try {
      decoded = barsOf(decodeFromCompressedBase64(base64, 64));
    } catch (cause) {
      throw new FifobenchError('results-format', 'a histogram cannot be decoded', { cause });
    }
    if ((decoded.valuesNs.at(-1) ?? 0) > highestTrackableNs) {
      throw new FifobenchError('results-format', 'a histogram holds values beyond 60 s');
    }
    return LatencyHistogram.fromSparse(decoded);
  }

  /** Adds every sample of the other histogram, exactly. An empty one changes nothing. */
  add(other: LatencyHistogram): void {
    const [mine, theirs] = [this.sparse(), other.sparse()];
    const bars = new BarWriter(mine.valuesNs.length + theirs.valuesNs.length);
    let mineAt = 0;
    let theirsAt = 0;
    while (mineAt < mine.valuesNs.length || theirsAt < theirs.valuesNs.length) {
      const mineNs = mine.valuesNs[mineAt] ?? Number.POSITIVE_INFINITY;
      const theirsNs = theirs.valuesNs[theirsAt] ?? Number.POSITIVE_INFINITY;
      if (mineNs <= theirsNs) {
        bars.put(mineNs, mine.counts[mineAt] ?? 0);
        mineAt += 1;
      } else {
        bars.put(theirsNs, theirs.counts[theirsAt] ?? 0);
        theirsAt += 1;
      }
    }
    const sum = new LatencyHistogram(bars.take());
    this.#valuesNs = sum.#valuesNs;
    this.#counts = sum.#counts;
    this.#count = sum.#count;
  }

  /** Number of samples, 0 or more. */
  get count(): number {
    return this.#count;
  }

  /** Lowest value of the lowest bar, in nanoseconds; `null` when empty. */
  get minNs(): number | null {
    return this.#valuesNs[0] ?? null;
  }

  /** Highest value of the highest bar, in nanoseconds; `null` when empty. */
  get maxNs(): number | null {
    const lastNs = this.#valuesNs.at(-1);
    return lastNs === undefined ? null : lastNs + barWidthNs(lastNs) - 1;
  }

  /** Mean of the samples, each taken at the middle of its bar, in whole ns; `null` when empty. */
  get meanNs(): number | null {
    if (this.#count === 0) {
      return null;
    }
    const meanNs = this.#valuesNs.reduce((sumNs, valueNs, index) => {
      const middleNs = valueNs + Math.floor(barWidthNs(valueNs) / 2);
      return sumNs + middleNs * ((this.#counts[index] ?? 0) / this.#count);
    }, 0);
    return Math.round(meanNs);
  }

  /**
   * The value that at least `ratio` (0 to 1) of the samples do not exceed, in nanoseconds: highest
   * value of its bar, as HdrHistogram's getValueAtPercentile has it. `null` where fewer than 10
   * samples lie beyond it, so that the median needs 20 and p99 needs 1,000; `null` when empty.
   */
  percentileNs(ratio: number): number | null {
    assert(ratio >= 0 && ratio <= 1, 'a percentile lies between 0 and 1');
    if (!isTailLongEnough(ratio, this.#count)) {
      return null;
    }
    return this.barAtRank(rankOf(ratio, this.#count)).highestNs;
  }

  /** The bar of the sample of a rank, from 1 for the lowest to `count`, by its two ends. */
  barAtRank(rank: number): { readonly lowestNs: number; readonly highestNs: number } {
    assert(rank >= 1 && rank <= this.#count, 'no sample has this rank');
    let seenCount = 0;
    const bar = this.#counts.findIndex((count) => {
      seenCount += count;
      return seenCount >= rank;
    });
    const lowestNs = this.#valuesNs[bar] ?? 0;
    return { lowestNs, highestNs: lowestNs + barWidthNs(lowestNs) - 1 };
  }

  /** The base64 text of HdrHistogram's compressed V2 encoding, which any of its ports reads. */
  encode(): string {
    const histogram = build({
      bitBucketSize: 64,
      lowestDiscernibleValue: 1,
      highestTrackableValue: highestTrackableNs,
      numberOfSignificantValueDigits: 3,
    });
    for (const [index, valueNs] of this.#valuesNs.entries()) {
      histogram.recordValueWithCount(valueNs, this.#counts[index] ?? 0);
    }
    return encodeIntoCompressedBase64(histogram);
  }

  /** The bars that are not empty. The arrays are not copies: read them only. */
  sparse(): SparseCounts {
    return { valuesNs: this.#valuesNs, counts: this.#counts };
  }
}

/** Fewest samples of which the percentile `ratio` (0 to below 1) is told. */
export function fewestSamplesFor(ratio: number): number {
  return Math.ceil(minimumTailCount / (1 - ratio) - 1e-6);
}

/** Whether at least 10 of `sampleCount` samples lie beyond the percentile `ratio` (0 to 1). */
export function isTailLongEnough(ratio: number, sampleCount: number): boolean {
  return sampleCount - ratio * sampleCount >= minimumTailCount - roundingSlack;
}

/** The rank, from 1, of the percentile `ratio` (0 to 1) among `sampleCount` (1 or more) samples. */
export function rankOf(ratio: number, sampleCount: number): number {
  return Math.max(1, Math.ceil(ratio * sampleCount - roundingSlack));
}

/** Collects bars in ascending order and joins neighbours of one value. */
class BarWriter {
  readonly #valuesNs: Float64Array;
  readonly #counts: Float64Array;
  #length = 0;

  constructor(highestLength: number) {
    this.#valuesNs = new Float64Array(highestLength);
    this.#counts = new Float64Array(highestLength);
  }

  put(valueNs: number, count: number): void {
    if (this.#length === 0 || this.#valuesNs[this.#length - 1] !== valueNs) {
      this.#valuesNs[this.#length] = valueNs;
      this.#length += 1;
    }
    this.#counts[this.#length - 1] = (this.#counts[this.#length - 1] ?? 0) + count;
  }

  take(): SparseCounts {
    return {
      valuesNs: this.#valuesNs.slice(0, this.#length),
      counts: this.#counts.slice(0, this.#length),
    };
  }
}

/** Width of the bar that holds a value: 1 ns up to 2,047 ns, then doubling with each power of 2. */
function barWidthNs(valueNs: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(valueNs)) - (subBucketBits - 1));
}

function lowestOfBarNs(valueNs: number): number {
  const widthNs = barWidthNs(valueNs);
  return Math.floor(valueNs / widthNs) * widthNs;
}

function barsOf(histogram: unknown): SparseCounts {
  assert(histogram instanceof JsHistogram, 'hdr-histogram-js decodes into a JsHistogram');
  const valuesNs: number[] = [];
  const counts: number[] = [];
  for (let index = 0; index < histogram.countsArrayLength; index += 1) {
    const count = histogram.getCountAtIndex(index);
    if (count > 0) {
      valuesNs.push(histogram.valueFromIndex(index));
      counts.push(count);
    }
  }
  return { valuesNs: Float64Array.from(valuesNs), counts: Float64Array.from(counts) };
}
