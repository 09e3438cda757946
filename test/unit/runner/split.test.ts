// Sharing out: the parts add up, differ by at most one, and come larger first.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitEvenly } from '../../../src/runner/split.ts';
import { fc } from '../../support/property.ts';

const rows: readonly [total: number, partCount: number, parts: readonly number[], why: string][] = [
  [10, 1, [10], 'one part takes all'],
  [10, 2, [5, 5], 'what divides evenly is equal'],
  [10, 3, [4, 3, 3], 'the remainder goes to the first, one each'],
  [11, 3, [4, 4, 3], 'a larger remainder reaches further'],
  [2, 3, [1, 1, 0], 'too little leaves the last with nothing'],
  [0, 3, [0, 0, 0], 'nothing is shared out as nothing'],
];
for (const [total, partCount, parts, why] of rows) {
  test(`${total} in ${partCount}: ${why}`, () => {
    assert.deepEqual(splitEvenly({ total, partCount }), parts);
  });
}

const input = fc.record({
  total: fc.nat({ max: 10_000_000 }),
  partCount: fc.integer({ min: 1, max: 300 }),
});

test('whatever is split adds up again', () => {
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  fc.assert(fc.property(input, (split) => sum(splitEvenly(split)) === split.total));
});

test('the parts are as many as asked for, differ by at most 1, and never grow', () => {
  fc.assert(
    fc.property(input, (split) => {
      const parts = splitEvenly(split);
      assert.equal(parts.length, split.partCount);
      assert.ok((parts[0] ?? 0) - (parts.at(-1) ?? 0) <= 1);
      assert.deepEqual(
        parts,
        parts.toSorted((left, right) => right - left),
      );
    }),
  );
});
