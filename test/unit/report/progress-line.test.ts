// The progress line: what it says, and that it never exceeds its width.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProgressState, renderProgressLine } from '../../../src/report/progress-line.ts';

const exactly = (valueNs: number) => ({ valueNs, isLowerBound: false });
const basic = { server: 'basic', p50: exactly(46_100), p99: exactly(120_000) };
const forking = { server: 'forking', p50: exactly(240_000), p99: null };

const state: ProgressState = {
  label: '1 client, cross core',
  caseOrdinal: 2,
  caseCount: 3,
  phase: 'measuring',
  elapsedNs: 12_400_000_000,
  remainingNs: 31_000_000_000,
  handshakesPerSecond: 9_812,
  establishedCount: 123_456,
  failedCount: 0,
  pairOrdinal: 7,
  pairCount: 24,
  latencyKind: 'service',
  latencies: [basic],
};

const alone = { pairCount: 0, pairOrdinal: 0, caseCount: 1, caseOrdinal: 1 };

const whole =
  '[2/3] 1 client, cross core  pair 7/24  measuring  p50 46.1 µs  p99 120 µs  9,812/s  ' +
  '123,456 handshakes  0 failed  0:12, 0:31 left';

const rows: readonly [
  claim: string,
  change: Partial<ProgressState>,
  columns: number,
  line: string,
][] = [
  ['says everything where there is room', {}, 140, whole],
  ['fits a width that is just enough', {}, whole.length, whole],
  [
    'gives up the failures first when there are none',
    {},
    whole.length - 1,
    '[2/3] 1 client, cross core  pair 7/24  measuring  p50 46.1 µs  p99 120 µs  9,812/s  ' +
      '123,456 handshakes  0:12, 0:31 left',
  ],
  [
    'keeps both percentiles in 80 columns',
    {},
    79,
    '[2/3] 1 client, cross core  pair 7/24  p50 46.1 µs  p99 120 µs  0:12, 0:31 left',
  ],
  [
    'keeps failures longer than percentiles',
    { failedCount: 3 },
    66,
    '[2/3] 1 client, cross core  pair 7/24  3 failed  0:12, 0:31 left',
  ],
  ['keeps the label to the last', {}, 30, '[2/3] 1 client, cross core'],
  ['cuts the label where even it is too long', {}, 12, '[2/3] 1 cli…'],
  ['is empty without any room', {}, 0, ''],
  [
    'leaves out pairs where nothing is compared',
    { ...alone, remainingNs: null },
    79,
    '[1/1] 1 client, cross core  p50 46.1 µs  p99 120 µs  9,812/s  0:12',
  ],
  [
    'says by name what it knows of several servers, with a dash for what it does not',
    { latencies: [basic, forking] },
    140,
    '[2/3] 1 client, cross core  pair 7/24  p50 basic 46.1 µs, forking 240 µs  ' +
      'p99 basic 120 µs, forking –  9,812/s  0:12, 0:31 left',
  ],
  [
    'leaves the names of several servers out where that makes room for their figures',
    { latencies: [basic, forking] },
    79,
    '[2/3] 1 client, cross core  pair 7/24  p50 46.1 µs, 240 µs  0:12, 0:31 left',
  ],
  [
    'leaves out percentiles that nobody knows, and says that it warms up',
    { ...alone, phase: 'warming up', latencies: [{ ...basic, p50: null, p99: null }] },
    79,
    '[1/1] 1 client, cross core  warming up  9,812/s  0:12, 0:31 left',
  ],
  [
    'has no rate while servers start',
    { ...alone, phase: 'starting', latencies: [] },
    79,
    '[1/1] 1 client, cross core  starting  123,456 handshakes  0:12, 0:31 left',
  ],
  [
    'shows responses of open load as such, and what is only a bound',
    {
      ...{ ...alone, latencyKind: 'response', failedCount: 9 },
      latencies: [{ ...basic, p99: { valueNs: 1e9, isLowerBound: true } }],
    },
    110,
    '[1/1] 1 client, cross core  response p50 46.1 µs  p99 ≥ 1.00 s  9,812/s  9 failed' +
      '  0:12, 0:31 left',
  ],
  [
    'cuts a long label rather than to lose the median',
    { ...alone, label: 'basic, open load, up to 1000 clients, unpinned', latencyKind: 'response' },
    79,
    '[1/1] basic, open load, up to 1000 clie…  response p50 46.1 µs  0:12, 0:31 left',
  ],
  [
    'counts minutes beyond the hour',
    { elapsedNs: 4_000_000_000_000, remainingNs: null, pairCount: 0 },
    60,
    '[2/3] 1 client, cross core  p50 46.1 µs  p99 120 µs  66:40',
  ],
];

for (const [claim, change, columns, line] of rows) {
  test(claim, () => assert.equal(renderProgressLine({ ...state, ...change }, columns), line));
}

test('never exceeds any width', () => {
  for (let columns = 0; columns <= 160; columns += 1) {
    const several = { failedCount: 12, latencies: [basic, forking] };
    const { length } = renderProgressLine({ ...state, ...several }, columns);
    assert.ok(length <= columns, `${length} characters in ${columns} columns`);
  }
});
