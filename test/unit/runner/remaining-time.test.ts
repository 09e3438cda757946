// How long a measurement will still take: by the plan of the block under way and the pace so far.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  type BlockAdvance,
  type BlockBounds,
  remainingOfBlockNs,
  remainingOfRoundsNs,
} from '../../../src/runner/remaining-time.ts';

group('a block will take', () => {
  const rows: readonly [string, BlockBounds, BlockAdvance, number | null][] = [
    [
      'the rest of its warm-up and all of its time while it warms up',
      { warmupNs: 500, durationNs: 5_000, handshakeCount: 0 },
      { sinceStartNs: 200, recordingNs: null, recordedCount: 0 },
      5_300,
    ],
    [
      'all of its time where a warm-up lasts longer than was planned',
      { warmupNs: 500, durationNs: 5_000, handshakeCount: 0 },
      { sinceStartNs: 900, recordingNs: null, recordedCount: 0 },
      5_000,
    ],
    [
      'the rest of its time while it records',
      { warmupNs: 500, durationNs: 5_000, handshakeCount: 0 },
      { sinceStartNs: 2_500, recordingNs: 2_000, recordedCount: 7 },
      3_000,
    ],
    [
      'nothing more once its time is over',
      { warmupNs: 0, durationNs: 5_000, handshakeCount: 0 },
      { sinceStartNs: 6_000, recordingNs: 6_000, recordedCount: 7 },
      0,
    ],
    [
      'as long for the other handshakes as for those that it has',
      { warmupNs: 0, durationNs: 0, handshakeCount: 400 },
      { sinceStartNs: 1_000, recordingNs: 1_000, recordedCount: 100 },
      3_000,
    ],
    [
      'until the first of two bounds',
      { warmupNs: 0, durationNs: 5_000, handshakeCount: 400 },
      { sinceStartNs: 1_000, recordingNs: 1_000, recordedCount: 200 },
      1_000,
    ],
    [
      'who knows how long where only handshakes are counted and none is there',
      { warmupNs: 0, durationNs: 0, handshakeCount: 400 },
      { sinceStartNs: 1_000, recordingNs: 1_000, recordedCount: 0 },
      null,
    ],
  ];
  for (const [claim, bounds, advance, remainingNs] of rows) {
    test(claim, () => assert.equal(remainingOfBlockNs(bounds, advance), remainingNs));
  }
});

group('all rounds will take', () => {
  const rounds = { roundCount: 10, elapsedNs: 0, roundElapsedNs: 0, blockRemainingNs: null };
  const rows: readonly [
    string,
    Partial<Parameters<typeof remainingOfRoundsNs>[0]>,
    number | null,
  ][] = [
    ['who knows how long before the first block', {}, null],
    [
      'as long as the first one is going to take, each',
      { elapsedNs: 100, roundElapsedNs: 100, blockRemainingNs: 900 },
      900 + 9 * 1_000,
    ],
    [
      'as long as those that are done, each',
      { doneRoundCount: 4, elapsedNs: 4_000 },
      1_000 + 5 * 1_000,
    ],
    [
      'what the present block still needs at least',
      { doneRoundCount: 9, elapsedNs: 9_950, roundElapsedNs: 950, blockRemainingNs: 300 },
      300,
    ],
    [
      'nothing more where the last round is over its time',
      { doneRoundCount: 9, elapsedNs: 11_000, roundElapsedNs: 2_000 },
      0,
    ],
  ];
  for (const [claim, change, remainingNs] of rows) {
    const advance = { doneRoundCount: 0, ...rounds, ...change };
    test(claim, () => assert.equal(remainingOfRoundsNs(advance), remainingNs));
  }
});
