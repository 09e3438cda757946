// The options of open load: what they mean, and which contradictions are refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OpenFlags, parseOpenLoad } from '../../../src/cli/open-options.ts';
import { FifobenchError } from '../../../src/errors.ts';

const durationNs = 2_000_000_000;

test('without a rate load is closed', () => {
  assert.equal(parseOpenLoad({}, durationNs), undefined);
});

test('a rate alone means evenly spaced arrivals that wait for a client', () => {
  assert.deepEqual(parseOpenLoad({ rate: '500/s' }, durationNs), {
    stages: [{ startNs: 0, endNs: durationNs, startPerSecond: 500, endPerSecond: 500 }],
    spacing: 'constant',
    onOverload: 'queue',
  });
});

test('stages are ramps between moments, and two rates at one moment are a step', () => {
  const flags = { stages: '0s:100/s,1s:1000/s,1s:200/s,3s:200/s', arrivals: 'poisson' };
  const load = parseOpenLoad({ ...flags, onOverload: 'drop' }, durationNs);
  assert.deepEqual(load, {
    stages: [
      { startNs: 0, endNs: 1e9, startPerSecond: 100, endPerSecond: 1_000 },
      { startNs: 1e9, endNs: 3e9, startPerSecond: 200, endPerSecond: 200 },
    ],
    spacing: 'poisson',
    onOverload: 'drop',
  });
});

const refused: readonly [string, OpenFlags, RegExp][] = [
  ['a rate beside stages', { rate: '5/s', stages: '0s:1/s,1s:2/s' }, /exclude each other/],
  ['spacing without a rate', { arrivals: 'poisson' }, /belong to open load/],
  ['an unknown spacing', { rate: '5/s', arrivals: 'bursty' }, /--arrivals: 'bursty'/],
  ['an unknown overload', { rate: '5/s', onOverload: 'panic' }, /--on-overload: 'panic'/],
  ['stages that do not begin at 0s', { stages: '1s:1/s,2s:2/s' }, /begin at 0s/],
  ['a single moment', { stages: '0s:1/s' }, /at least two moments/],
  ['moments that go back', { stages: '0s:1/s,2s:9/s,1s:2/s' }, /must not go back/],
  ['a stage without a rate', { stages: '0s:1/s,2s' }, /not a moment and a rate/],
  ['a rate of nothing', { rate: '0/s' }, /cannot be planned/],
  ['more arrivals than memory', { rate: '9000000/s' }, /cannot be planned/],
];

for (const [what, flags, message] of refused) {
  test(`${what}: refused with a remedy`, () => {
    assert.throws(
      () => parseOpenLoad(flags, durationNs),
      (error) =>
        error instanceof FifobenchError &&
        error.exitCode === 2 &&
        error.remedy !== null &&
        message.test(error.message),
    );
  });
}
