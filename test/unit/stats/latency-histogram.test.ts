// A histogram against hdr-histogram-js, whose layout it claims to have, and against sorted samples.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { build, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import { FifobenchError } from '../../../src/errors.ts';
import { highestTrackableNs, LatencyHistogram } from '../../../src/stats/latency-histogram.ts';
import { constantHistogram, histogramOf } from '../../support/made-case.ts';
import { fc } from '../../support/property.ts';

/** Small values, values about every power of two, and values anywhere in the range. */
const latencyNs = fc.oneof(
  fc.nat(5_000),
  fc
    .tuple(fc.integer({ min: 10, max: 35 }), fc.integer({ min: -2, max: 2 }))
    .map(([power, step]) => Math.min(2 ** power + step, highestTrackableNs)),
  fc.integer({ min: 0, max: highestTrackableNs }),
);
const latenciesNs = fc.array(latencyNs, { maxLength: 300 });

function reference(valuesNs: readonly number[]): Histogram {
  const histogram = build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: highestTrackableNs,
    numberOfSignificantValueDigits: 3,
  });
  for (const valueNs of valuesNs) {
    histogram.recordValue(valueNs);
  }
  return histogram;
}

function barsOf(histogram: LatencyHistogram): [number, number][] {
  const { valuesNs, counts } = histogram.sparse();
  return [...valuesNs].map((valueNs, index) => [valueNs, counts[index] ?? Number.NaN]);
}

group('an empty histogram', () => {
  test('has no minimum, mean, maximum or percentile', () => {
    const empty = LatencyHistogram.empty();
    assert.equal(empty.count, 0);
    assert.deepEqual([empty.minNs, empty.meanNs, empty.maxNs], [null, null, null]);
    assert.equal(empty.percentileNs(0.5), null);
    assert.equal(empty.percentileNs(0), null);
    assert.deepEqual(barsOf(empty), []);
  });

  test('is encoded and read back as an empty one', () => {
    const encoded = LatencyHistogram.empty().encode();
    assert.match(encoded, /^HISTFAAAA/);
    assert.equal(LatencyHistogram.decode(encoded).count, 0);
  });

  test('changes nothing when it is added, and becomes what is added to it', () => {
    const histogram = histogramOf([5, 7, 7]);
    histogram.add(LatencyHistogram.empty());
    const sum = LatencyHistogram.empty();
    sum.add(histogram);
    assert.deepEqual(barsOf(sum), [
      [5, 1],
      [7, 2],
    ]);
  });
});

group('one sample', () => {
  const rows: readonly [number, number, number, string][] = [
    [0, 0, 0, 'zero is a value like any other'],
    [1, 1, 1, 'the smallest that a clock can tell'],
    [2_047, 2_047, 2_047, 'the last at unit resolution'],
    [2_048, 2_048, 2_049, 'the first bar of two nanoseconds'],
    [50_001, 49_984, 50_015, 'a bar of 32 ns'],
    [highestTrackableNs, 59_995_324_416, 60_028_878_847, 'the last bar, 33.6 ms wide'],
  ];
  for (const [valueNs, minNs, maxNs, why] of rows) {
    test(`of ${valueNs} ns lies from ${minNs} to ${maxNs}: ${why}`, () => {
      const histogram = histogramOf([valueNs]);
      assert.deepEqual([histogram.minNs, histogram.maxNs], [minNs, maxNs]);
      assert.ok(minNs <= valueNs && valueNs <= maxNs);
    });
  }

  test('has a mean and no percentile', () => {
    assert.equal(histogramOf([1_000]).meanNs, 1_000);
    assert.equal(histogramOf([1_000]).percentileNs(0.5), null);
  });
});

group('a percentile', () => {
  const rows: readonly [number, number, number, string][] = [
    [0.5, 20, 19, 'the median needs 20 samples'],
    [0.9, 100, 99, 'p90 needs 100'],
    [0.99, 1_000, 999, 'p99 needs 1,000'],
    [0.999, 10_000, 9_999, 'p999 needs 10,000'],
  ];
  for (const [ratio, enough, tooFew, why] of rows) {
    test(`is said only with ten samples beyond it: ${why}`, () => {
      assert.notEqual(constantHistogram(1_000, enough).percentileNs(ratio), null);
      assert.equal(constantHistogram(1_000, tooFew).percentileNs(ratio), null);
    });
  }

  test('of the last sample is never said: nothing lies beyond', () => {
    assert.equal(constantHistogram(1_000, 100_000).percentileNs(1), null);
  });

  test('of a constant is the highest value of its bar', () => {
    assert.equal(constantHistogram(50_001, 2_000).percentileNs(0.99), 50_015);
  });

  test('is that of hdr-histogram-js', () => {
    const ratio = fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 0.9);
    const samples = fc.array(latencyNs, { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(samples, ratio, (valuesNs, q) => {
        const [valueNs] = [...valuesNs].sort((left, right) => left - right);
        const expected = q === 0 ? valueNs : reference(valuesNs).getValueAtPercentile(q * 100);
        const actual = histogramOf(valuesNs).percentileNs(q) ?? Number.NaN;
        assert.ok(q === 0 ? actual >= (expected ?? 0) : actual === expected);
      }),
    );
  });

  test('of sorted samples is the value of its rank, to three digits', () => {
    const samples = fc.array(latencyNs, { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(samples, (valuesNs) => {
        const sorted = [...valuesNs].sort((left, right) => left - right);
        const exactNs = sorted[Math.ceil(0.9 * sorted.length) - 1] ?? Number.NaN;
        const saidNs = histogramOf(valuesNs).percentileNs(0.9) ?? Number.NaN;
        assert.ok(exactNs <= saidNs && saidNs <= exactNs * 1.001);
      }),
    );
  });

  test('refuses a percentage', () => {
    assert.throws(() => constantHistogram(1, 100).percentileNs(50), assert.AssertionError);
  });
});

group('adding', () => {
  test('is recording everything into one', () => {
    fc.assert(
      fc.property(latenciesNs, latenciesNs, (left, right) => {
        const sum = histogramOf(left);
        sum.add(histogramOf(right));
        assert.deepEqual(barsOf(sum), barsOf(histogramOf([...left, ...right])));
        assert.equal(sum.count, left.length + right.length);
      }),
    );
  });

  test('leaves the other as it was', () => {
    const other = histogramOf([3, 9]);
    const sum = histogramOf([3]);
    sum.add(other);
    sum.add(other);
    assert.deepEqual(barsOf(other), [
      [3, 1],
      [9, 1],
    ]);
    assert.equal(sum.count, 5);
  });

  test('doubles a histogram that is added to itself', () => {
    const histogram = histogramOf([3, 9]);
    histogram.add(histogram);
    assert.deepEqual(barsOf(histogram), [
      [3, 2],
      [9, 2],
    ]);
  });

  test('refuses to count beyond 2^53', () => {
    const half = { valuesNs: Float64Array.of(1), counts: Float64Array.of(2 ** 52) };
    const histogram = LatencyHistogram.fromSparse(half);
    assert.throws(() => histogram.add(LatencyHistogram.fromSparse(half)), assert.AssertionError);
  });
});

test('minimum, mean and maximum are those of the samples, to three digits', () => {
  fc.assert(
    fc.property(fc.array(latencyNs, { minLength: 1, maxLength: 300 }), (valuesNs) => {
      const histogram = histogramOf(valuesNs);
      const meanNs = valuesNs.reduce((sum, valueNs) => sum + valueNs, 0) / valuesNs.length;
      const isNear = (saidNs: number | null, exactNs: number) =>
        saidNs !== null && Math.abs(saidNs - exactNs) <= exactNs * 0.001 + 1;
      assert.ok(isNear(histogram.minNs, Math.min(...valuesNs)));
      assert.ok(isNear(histogram.meanNs, meanNs));
      assert.ok(isNear(histogram.maxNs, Math.max(...valuesNs)));
      assert.ok(Number.isInteger(histogram.meanNs));
    }),
  );
});

group('the encoding', () => {
  test('is, byte for byte, that of hdr-histogram-js', () => {
    fc.assert(
      fc.property(latenciesNs, (valuesNs) => {
        const expected = encodeIntoCompressedBase64(reference(valuesNs));
        assert.equal(histogramOf(valuesNs).encode(), expected);
      }),
      { numRuns: 30 },
    );
  });

  test('brings back every bar', () => {
    fc.assert(
      fc.property(latenciesNs, (valuesNs) => {
        const histogram = histogramOf(valuesNs);
        assert.deepEqual(barsOf(LatencyHistogram.decode(histogram.encode())), barsOf(histogram));
      }),
      { numRuns: 30 },
    );
  });

  const refused: readonly [string, string][] = [
    ['', 'nothing'],
    ['HISTFAAAA', 'a torn text'],
    ['not base64!', 'no base64'],
    ['AAAAAAAAAAAAAAAA', 'another format'],
  ];
  for (const [text, what] of refused) {
    test(`refuses ${what} by name`, () => {
      assert.throws(
        () => LatencyHistogram.decode(text),
        (error) => error instanceof FifobenchError && error.code === 'results-format',
      );
    });
  }

  test('refuses values beyond 60 s, which another tool may have recorded', () => {
    const foreign = build({ bitBucketSize: 64, highestTrackableValue: 2 ** 40 });
    foreign.recordValue(2 ** 39);
    assert.throws(
      () => LatencyHistogram.decode(encodeIntoCompressedBase64(foreign)),
      /a histogram holds values beyond 60 s/,
    );
  });
});

group('bars', () => {
  const make = (valuesNs: number[], counts: number[]) =>
    LatencyHistogram.fromSparse({
      valuesNs: Float64Array.from(valuesNs),
      counts: Float64Array.from(counts),
    });

  test('take any value of theirs, and neighbours in one bar are joined', () => {
    assert.deepEqual(barsOf(make([2_048, 2_049, 2_050], [1, 2, 3])), [
      [2_048, 3],
      [2_050, 3],
    ]);
  });

  const mistakes: readonly [number[], number[], string][] = [
    [[2, 1], [1, 1], 'values that descend'],
    [[1, 1], [1, 1], 'a value that comes twice'],
    [[-1], [1], 'a negative value'],
    [[1.5], [1], 'half a nanosecond'],
    [[highestTrackableNs + 1], [1], 'a value beyond 60 s'],
    [[1], [0], 'an empty bar'],
    [[1], [-1], 'a negative count'],
    [[1], [0.5], 'half a sample'],
    [[1, 2], [1], 'a value without a count'],
    [[Number.NaN], [1], 'no number'],
  ];
  for (const [valuesNs, counts, what] of mistakes) {
    test(`refuse ${what}`, () => {
      assert.throws(() => make(valuesNs, counts), assert.AssertionError);
    });
  }
});
