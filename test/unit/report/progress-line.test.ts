// The progress line: what it says, and that it never exceeds its width.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProgressState, renderProgressLine } from '../../../src/report/progress-line.ts';

const state: ProgressState = {
  label: '1 client, cross core',
  caseOrdinal: 2,
  caseCount: 3,
  elapsedNs: 12_400_000_000,
  remainingNs: 31_000_000_000,
  handshakesPerSecond: 9_812,
  establishedCount: 123_456,
  failedCount: 0,
  pairOrdinal: 7,
  pairCount: 24,
};

const whole =
  '[2/3] 1 client, cross core  pair 7/24  9,812/s  123,456 handshakes  0 failed  0:12, 0:31 left';

const rows: readonly [
  claim: string,
  change: Partial<ProgressState>,
  columns: number,
  line: string,
][] = [
  ['says everything where there is room', {}, 120, whole],
  ['fits a width that is just enough', {}, whole.length, whole],
  [
    'gives up the failures first when there are none',
    {},
    whole.length - 1,
    '[2/3] 1 client, cross core  pair 7/24  9,812/s  123,456 handshakes  0:12, 0:31 left',
  ],
  [
    'keeps failures longer than the rate',
    { failedCount: 3 },
    66,
    '[2/3] 1 client, cross core  pair 7/24  3 failed  0:12, 0:31 left',
  ],
  ['keeps the label to the last', {}, 30, '[2/3] 1 client, cross core'],
  ['cuts the label where even it is too long', {}, 12, '[2/3] 1 cli…'],
  ['is empty without any room', {}, 0, ''],
  [
    'leaves out pairs where nothing is compared',
    { pairCount: 0, pairOrdinal: 0, remainingNs: null },
    100,
    '[2/3] 1 client, cross core  9,812/s  123,456 handshakes  0 failed  0:12',
  ],
  [
    'counts minutes beyond the hour',
    { elapsedNs: 4_000_000_000_000, remainingNs: null, pairCount: 0 },
    100,
    '[2/3] 1 client, cross core  9,812/s  123,456 handshakes  0 failed  66:40',
  ],
];

for (const [claim, change, columns, line] of rows) {
  test(claim, () => assert.equal(renderProgressLine({ ...state, ...change }, columns), line));
}

test('never exceeds any width', () => {
  for (let columns = 0; columns <= 130; columns += 1) {
    const { length } = renderProgressLine({ ...state, failedCount: 12 }, columns);
    assert.ok(length <= columns, `${length} characters in ${columns} columns`);
  }
});
