// A series as a line of bars.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sparkline } from '../../../src/report/sparkline.ts';
import { fc } from '../../support/property.ts';

const rows: readonly [what: string, values: number[], columns: number, expected: string][] = [
  ['nothing is empty', [], 10, ''],
  ['a constant is flat', [5, 5, 5], 10, '▁▁▁'],
  ['eight steps are eight bars', [0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
  ['more values than bars are medians of their shares', [0, 0, 9, 0, 7, 7], 2, '▁█'],
];

for (const [what, values, columns, expected] of rows) {
  test(what, () => assert.equal(sparkline(values, columns), expected));
}

test('has never more bars than columns, and one a value where there is room', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 40 }), (values, columns) => {
      assert.equal([...sparkline(values, columns)].length, Math.min(values.length, columns));
    }),
  );
});
