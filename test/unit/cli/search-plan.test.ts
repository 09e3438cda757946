// A search begins, goes down and lasts so that each probe can have the samples that its thresholds
// need.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { probeDurationNs, searchPlan } from '../../../src/cli/search-plan.ts';
import { describe } from '../../../src/errors.ts';
import { parseThreshold } from '../../../src/model/threshold.ts';
import { isTailLongEnough } from '../../../src/stats/latency-histogram.ts';

const secondNs = 1_000_000_000;

function request(threshold: string, startPerSecond?: number) {
  const thresholds = [parseThreshold(threshold)];
  return { thresholds, startPerSecond, durationNs: 2 * secondNs };
}

group('the samples of a probe', () => {
  for (const [metric, ratio] of [
    ['response_p50', 0.5],
    ['response_p90', 0.9],
    ['service_p99', 0.99],
    ['response_p999', 0.999],
  ] as const) {
    test(`suffice for ${metric}, at the start and at the least rate`, () => {
      const asked = request(`${metric}<5ms`);
      const { startPerSecond, leastPerSecond } = searchPlan(asked);
      for (const ratePerSecond of [startPerSecond, leastPerSecond]) {
        const seconds = probeDurationNs(asked, ratePerSecond) / secondNs;
        const count = Math.floor(ratePerSecond * seconds);
        assert.ok(isTailLongEnough(ratio, count), `${count} samples`);
        assert.ok(seconds <= 60.1, `${seconds} s`);
      }
    });
  }
});

test('a probe is no longer than it must be', () => {
  assert.equal(probeDurationNs(request('response_p99<5ms'), 5_000), 2 * secondNs);
  assert.equal(searchPlan(request('response_p50<5ms')).startPerSecond, 100);
  assert.equal(searchPlan(request('handshakes_per_second>10')).startPerSecond, 100);
});

test('a search begins where the user says, however long that takes, and not at nothing', () => {
  const asked = request('response_p99<5ms', 5);
  const { startPerSecond, leastPerSecond } = searchPlan(asked);
  assert.deepEqual([startPerSecond, leastPerSecond], [5, 5]);
  assert.ok(probeDurationNs(asked, 5) > 200 * secondNs);
  for (const start of [0, 2_000_000]) {
    assert.throws(
      () => searchPlan(request('response_p99<5ms', start)),
      (error) => /cannot begin there/.test(describe(error)),
    );
  }
});
