// Quantities as people read them, one sentence a row.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAverage,
  formatBytes,
  formatCount,
  formatDuration,
  formatFactor,
  formatInterval,
  formatMagnitude,
  formatRate,
  formatRatio,
  formatShare,
} from '../../../src/report/format-quantity.ts';

type Row<Input> = readonly [claim: string, input: Input, text: string];

function check<Input>(
  subject: string,
  format: (input: Input) => string,
  rows: readonly Row<Input>[],
): void {
  for (const [claim, input, text] of rows) {
    test(`${subject}: ${claim}`, () => assert.equal(format(input), text));
  }
}

check<number | null>('a duration', formatDuration, [
  ['is a dash when unknown', null, '–'],
  ['of nothing is a true zero', 0, '0 ns'],
  ['below a microsecond is whole', 850, '850 ns'],
  ['never shows 1,000 ns', 999.7, '1.00 µs'],
  ['has three digits', 46_149, '46.1 µs'],
  ['drops decimals at three digits', 251_400, '251 µs'],
  ['keeps three digits below ten', 1_204_000, '1.20 ms'],
  ['rounds up into the next width', 9_996, '10.0 µs'],
  ['never shows 1,000 µs', 999_600, '1.00 ms'],
  ['never shows 100.0', 99_970, '100 µs'],
  ['stays in seconds however long', 3_600_000_000_000, '3,600 s'],
]);

check<number | null>('a count', formatCount, [
  ['is a dash when unknown', null, '–'],
  ['below a thousand is bare', 999, '999'],
  ['has its thousands apart', 1_234_567, '1,234,567'],
]);

check<number | null>('a rate', formatRate, [
  ['is a dash when unknown', null, '–'],
  ['of nothing is a true zero', 0, '0/s'],
  ['of thousands is whole', 9_812.4, '9,812/s'],
  ['below a hundred keeps a decimal', 46.14, '46.1/s'],
]);

check<number | null>('an average', formatAverage, [
  ['is a dash when unknown', null, '–'],
  ['keeps three digits', 2.014, '2.01'],
  ['of nothing is bare', 0, '0'],
]);

check<number | null>('a size', formatBytes, [
  ['is a dash when unknown', null, '–'],
  ['of nothing has a unit', 0, '0 B'],
  ['of a message is in bytes', 64, '64 B'],
  ['has one decimal where needed', 1_536, '1.5 KiB'],
  ['is whole where it can be', 209_715_200, '200 MiB'],
  ['of a memory is in GiB', 8_267_530_240, '7.7 GiB'],
]);

check<number | null>('a share', formatShare, [
  ['is a dash when unknown', null, '–'],
  ['of nothing is a true zero', 0, '0 %'],
  ['of the greater part is whole', 0.604, '60 %'],
  ['of a few percent has a decimal', 0.0341, '3.4 %'],
  ['that is small keeps two digits', 0.0012, '0.12 %'],
  ['that is tiny does not vanish', 0.000001, '<0.001 %'],
]);

check<number | null>('a ratio', formatRatio, [
  ['is a dash when unknown', null, '–'],
  ['near 1 is a change', 1.047, '+4.7 %'],
  ['below 1 has a true minus', 0.953, '−4.7 %'],
  ['of no change has no sign', 0.9999, '0.0 %'],
  ['of a large change is whole', 1.54, '+54 %'],
  ['from twofold is a factor', 5.412, '5.4×'],
  ['of a fifth is still a change', 0.19, '−81 %'],
  ['below a tenth is a factor', 0.019, '0.019×'],
  ['of tens is whole', 12.4, '12×'],
]);

check<number>('a magnitude', formatMagnitude, [
  ['has no direction upwards', 1.02, '2.0 %'],
  ['has no direction downwards', 0.98, '2.0 %'],
]);

check<number>('a factor', formatFactor, [
  ['of about one has a decimal', 0.996, '1.0'],
  ['of thousands has them apart', 1_234, '1,234'],
]);

check<readonly [[number, number] | null, number | null]>(
  'an interval',
  ([interval, estimateRatio]) => formatInterval(interval, estimateRatio),
  [
    ['is a dash without one', [null, 1.1], '–'],
    ['is a dash without an estimate', [[1, 2], null], '–'],
    ['is in percent for a small change', [[1.045, 1.049], 1.047], '+4.5 to +4.9 %'],
    ['shows both sides of no change', [[0.99, 1.02], 1.0], '−1.0 to +2.0 %'],
    ['is in factors for a manifold one', [[5.31, 5.52], 5.41], '5.3 to 5.5×'],
    ['is finer where both ends would read alike', [[0.186, 0.193], 0.19], '−81.4 to −80.7 %'],
    ['is finer in factors, too', [[5.41, 5.44], 5.42], '5.41 to 5.44×'],
    ['follows the estimate across twofold', [[1.9, 2.4], 2.1], '1.9 to 2.4×'],
  ],
);
