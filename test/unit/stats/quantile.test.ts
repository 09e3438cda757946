// Quantiles of small samples against simple-statistics and against their definition.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { median as medianOracle } from 'simple-statistics';
import { ascending, median, nearestRankQuantile } from '../../../src/stats/quantile.ts';
import { fc } from '../../support/property.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const sample = fc.array(finite, { minLength: 1, maxLength: 40 });

group('the median', () => {
  const rows: readonly [number[], number | null, string][] = [
    [[], null, 'of nothing is unknown'],
    [[7], 7, 'of one is that one'],
    [[1, 3], 2, 'of two lies between them'],
    [[9, 1, 5], 5, 'of an odd number is the middle one'],
    [[4, 4, 4, 4], 4, 'of a constant is the constant'],
    [[1e308, 1e308], 1e308, 'of huge values does not overflow'],
  ];
  for (const [values, expected, claim] of rows) {
    test(claim, () => {
      assert.equal(median(values), expected);
    });
  }

  test('is that of simple-statistics', () => {
    fc.assert(
      fc.property(sample, (values) => {
        assert.ok(Math.abs((median(values) ?? Number.NaN) - medianOracle(values)) < 1e-9);
      }),
    );
  });

  test('leaves the sample in its order', () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });
});

group('a nearest-rank quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  const rows: readonly [number[], number, number | null, string][] = [
    [[], 0.99, null, 'of nothing is unknown'],
    [[3], 0.01, 3, 'of one is that one'],
    [[1, 2, 3], 0.99, 3, 'of few at 99 % is the largest'],
    [hundred, 0.99, 99, 'of 1 to 100 at 99 % is 99'],
    [hundred, 0.07, 7, 'is not led astray by 0.07 × 100 = 7.000000000000001'],
    [hundred, 0, 1, 'at 0 is the smallest'],
    [hundred, 1, 100, 'at 1 is the largest'],
  ];
  for (const [values, ratio, expected, claim] of rows) {
    test(claim, () => {
      assert.equal(nearestRankQuantile(values, { ratio }), expected);
    });
  }

  test('is the smallest member that enough of the sample do not exceed', () => {
    const ratios = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(sample, ratios, (values, ratio) => {
        const share = (limit: number) =>
          values.filter((value) => value <= limit).length / values.length;
        const enough = values.filter((value) => share(value) >= ratio - 1e-9);
        assert.equal(nearestRankQuantile(values, { ratio }), Math.min(...enough));
      }),
    );
  });
});

test('a sample with something that is no number is refused', () => {
  assert.throws(() => ascending([1, Number.NaN]), assert.AssertionError);
  assert.throws(() => median([Number.NaN]), assert.AssertionError);
});
