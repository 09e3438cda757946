// Percentiles with censored samples, against sorted lists: the value never understates, and a bound
// is never beyond the truth.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { LatencyHistogram } from '../../../src/stats/latency-histogram.ts';
import { percentileCensored, percentileOrBound } from '../../../src/stats/percentile-censored.ts';
import { constantHistogram, histogramOf } from '../../support/made-case.ts';
import { fc } from '../../support/property.ts';

const none = LatencyHistogram.empty();

group('of constant samples', () => {
  const short = constantHistogram(100, 900);
  const cases: readonly [
    LatencyHistogram,
    LatencyHistogram,
    number,
    ReturnType<typeof percentileCensored>,
    string,
  ][] = [
    [none, none, 0.5, null, 'nothing has no percentile'],
    [histogramOf([5]), none, 0.5, null, 'one sample is too few'],
    [none, histogramOf([5]), 0.5, null, 'one censored sample is too few'],
    [short, none, 0.5, { valueNs: 100, isLowerBound: false }, 'without censored ones it is plain'],
    [
      short,
      constantHistogram(1_000, 100),
      0.9,
      { valueNs: 100, isLowerBound: false },
      'a rank that just ends among the established is a value',
    ],
    [
      short,
      constantHistogram(1_000, 101),
      0.9,
      { valueNs: 1_000, isLowerBound: true },
      'a rank that just begins among the censored is a bound',
    ],
    [
      short,
      constantHistogram(7, 100),
      0.95,
      { valueNs: 100, isLowerBound: true },
      'what was cut off early is longer than the established, which bound it',
    ],
    [
      none,
      constantHistogram(1_000, 100),
      0.5,
      { valueNs: 1_000, isLowerBound: true },
      'where nothing was established, what was waited for is the bound',
    ],
    [
      constantHistogram(100, 9),
      constantHistogram(1_000, 11),
      0.5,
      { valueNs: 1_000, isLowerBound: true },
      'censored ones count among the samples that a percentile needs',
    ],
    [
      short,
      constantHistogram(60_000_000_000, 200),
      0.99,
      { valueNs: 59_995_324_416, isLowerBound: true },
      'the longest that a histogram holds is bounded by the lower end of its bar',
    ],
  ];
  for (const [established, censored, ratio, expected, what] of cases) {
    test(what, () => {
      assert.deepEqual(percentileCensored({ established, censored, ratio }), expected);
    });
  }
});

test('agrees with the plain percentile where nothing is censored', () => {
  const samples = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (valuesNs, ratio) => {
      const established = histogramOf(valuesNs);
      const censored = percentileCensored({ established, censored: none, ratio });
      assert.equal(censored?.valueNs ?? null, established.percentileNs(ratio));
      assert.ok(censored === null || !censored.isLowerBound);
    }),
  );
});

test('a value is never below the truth and a bound never above it', () => {
  // Below 2,048 ns a bar is 1 ns wide, so that histograms are exact.
  const sample = fc.record({
    trueNs: fc.integer({ min: 1, max: 1_999 }),
    cutOffNs: fc.integer({ min: 1, max: 1_999 }),
  });
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 40, maxLength: 200 }),
      fc.double({ min: 0, max: 0.75, noNaN: true }),
      (samples, ratio) => {
        const finished = samples.filter(({ trueNs, cutOffNs }) => trueNs <= cutOffNs);
        const cutOff = samples.filter(({ trueNs, cutOffNs }) => trueNs > cutOffNs);
        const found = percentileCensored({
          established: histogramOf(finished.map(({ trueNs }) => trueNs)),
          censored: histogramOf(cutOff.map(({ cutOffNs }) => cutOffNs)),
          ratio,
        });
        assert.ok(found !== null);
        const rank = Math.max(1, Math.ceil(ratio * samples.length - 1e-9));
        const truths = samples.map(({ trueNs }) => trueNs).sort((left, right) => left - right);
        const truthNs = truths[rank - 1] ?? Number.NaN;
        if (found.isLowerBound) {
          assert.ok(found.valueNs <= truthNs);
        } else {
          assert.ok(found.valueNs >= truthNs);
        }
      },
    ),
  );
});

test('leaves the histograms as they were', () => {
  const [established, censored] = [constantHistogram(100, 50), constantHistogram(1_000, 50)];
  percentileCensored({ established, censored, ratio: 0.6 });
  assert.deepEqual([established.count, censored.count], [50, 50]);
});

test('as shown, a percentile is that of the established until the censored reach down', () => {
  const established = histogramOf(Array.from({ length: 1_000 }, (_, index) => 100 + index));
  const censored = constantHistogram(5_000, 100);
  const shown = (ratio: number) => percentileOrBound({ established, censored, ratio });
  assert.deepEqual(shown(0.5), { valueNs: established.percentileNs(0.5), isLowerBound: false });
  assert.equal(shown(0.95)?.isLowerBound, true);
  assert.equal(shown(0.9999), null);
  assert.equal(percentileOrBound({ established: none, censored: none, ratio: 0.5 }), null);
});
