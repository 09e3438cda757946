// The order of rounds: as many pairs as were asked for, A/A pairs spread among them, each number
// once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samePairCount, scheduleRounds } from '../../../src/runner/schedule.ts';
import { fc } from '../../support/property.ts';

const counts = fc.record({
  pairCount: fc.integer({ min: 6, max: 1_000 }),
  serverCount: fc.integer({ min: 2, max: 6 }),
});

const samePairs: readonly [pairCount: number, expected: number][] = [
  [0, 1],
  [6, 1],
  [8, 2],
  [20, 5],
  [1_000, 250],
];
for (const [pairCount, expected] of samePairs) {
  test(`${pairCount} pairs go with ${expected} A/A pair(s)`, () => {
    assert.equal(samePairCount(pairCount), expected);
  });
}

test('eight pairs of two servers: an A/A pair in the middle of every four', () => {
  const rounds = scheduleRounds({ pairCount: 8, serverCount: 2 });
  const kinds = rounds.map((round) => (round.kind === 'same' ? `same ${round.serverIndex}` : '-'));
  assert.deepEqual(kinds, ['-', '-', 'same 0', '-', '-', '-', '-', 'same 1', '-', '-']);
});

test('no pair at all still gives one A/A round', () => {
  assert.deepEqual(scheduleRounds({ pairCount: 0, serverCount: 2 }), [
    { kind: 'same', pair: 0, serverIndex: 0 },
  ]);
});

test('there are exactly as many rounds of each kind as were asked for', () => {
  fc.assert(
    fc.property(counts, (asked) => {
      const rounds = scheduleRounds(asked);
      const different = rounds.filter(({ kind }) => kind === 'different');
      assert.equal(different.length, asked.pairCount);
      assert.equal(rounds.length - different.length, samePairCount(asked.pairCount));
    }),
  );
});

test('rounds are numbered in their order, each number once', () => {
  fc.assert(
    fc.property(counts, (asked) => {
      scheduleRounds(asked).forEach(({ pair }, index) => assert.equal(pair, index));
    }),
  );
});

test('the servers take turns in the A/A pairs', () => {
  fc.assert(
    fc.property(counts, (asked) => {
      const same = scheduleRounds(asked).filter((round) => round.kind === 'same');
      same.forEach(({ serverIndex }, index) => {
        assert.equal(serverIndex, index % asked.serverCount);
      });
    }),
  );
});

test('A/A pairs are spread: never two without a different pair between', () => {
  fc.assert(
    fc.property(counts, (asked) => {
      const rounds = scheduleRounds(asked);
      rounds.slice(1).forEach(({ kind }, index) => {
        assert.ok(kind === 'different' || rounds[index]?.kind === 'different');
      });
    }),
  );
});
