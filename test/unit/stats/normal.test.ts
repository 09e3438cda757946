// The tail of the normal distribution against published values and an independent implementation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cumulativeStdNormalProbability } from 'simple-statistics';
import { normalUpperTail } from '../../../src/stats/normal.ts';
import { fc } from '../../support/property.ts';

const rows: readonly [deviation: number, tail: number, source: string][] = [
  [0, 0.5, 'half lies above the middle'],
  [1, 0.158655253931457, 'Abramowitz & Stegun, table 26.1'],
  [1.959963984540054, 0.025, 'the familiar bound'],
  [2.5, 0.006209665325776, 'where the two expansions meet'],
  [3, 0.00134989803163, 'Abramowitz & Stegun, table 26.1'],
  [5, 2.866515718791939e-7, 'Abramowitz & Stegun, table 26.2'],
  [-1, 0.841344746068543, 'the other side is the rest'],
];
for (const [deviation, tail, source] of rows) {
  test(`above ${deviation} lies ${tail}: ${source}`, () => {
    assert.ok(Math.abs(normalUpperTail(deviation) / tail - 1) < 1e-10);
  });
}

test('falls steadily, also where the expansions meet', () => {
  const deviation = fc.double({ min: -8, max: 30, noNaN: true });
  fc.assert(
    fc.property(deviation, fc.double({ min: 1e-6, max: 1, noNaN: true }), (from, step) => {
      assert.ok(normalUpperTail(from + step) <= normalUpperTail(from));
    }),
  );
});

test('agrees with simple-statistics to what its table holds', () => {
  for (let deviation = -3; deviation <= 3; deviation += 0.1) {
    const theirs = 1 - cumulativeStdNormalProbability(deviation);
    assert.ok(Math.abs(normalUpperTail(deviation) - theirs) < 1e-4);
  }
});
