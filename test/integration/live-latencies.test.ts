// What the main thread sees of a block on real servers while it runs: it only grows, and when the
// block is over it is what the threads report.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Coordination } from '../../src/engine/coordination.ts';
import { compileProfile } from '../../src/profile/compile-profile.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import { LoadPool, type WholeBlockPlan } from '../../src/runner/load-pool.ts';
import { LatencyHistogram } from '../../src/stats/latency-histogram.ts';
import { planFor } from '../support/block-load.ts';
import { liveServer } from '../support/live-server.ts';

function countsOf(coordination: Coordination): number[] {
  return coordination.latencies().map(({ latency }) => LatencyHistogram.fromSparse(latency).count);
}

/** Looks on until the block is over; returns its records and what was seen last, by target. */
async function lookOn(context: TestContext, plan: WholeBlockPlan) {
  const pool = new LoadPool(plan.threadCount);
  context.after(() => pool.close());
  const { coordination, result } = pool.startBlock(plan);
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  result.then(end, end);
  let before = countsOf(coordination);
  while (!isOver) {
    await setImmediate();
    const now = countsOf(coordination);
    assert.ok(
      now.every((count, target) => count >= (before[target] ?? 0)),
      `${now} after ${before}`,
    );
    before = now;
  }
  const { recordsByTarget } = await result;
  return { recordsByTarget, latencies: coordination.latencies() };
}

test('two threads and two servers: in the end, what the threads recorded', async (context) => {
  const servers = [await liveServer(context, 'basic'), await liveServer(context, 'forking')];
  const [first] = servers;
  assert.ok(first);
  const targets = servers.map(({ directory, pid }, index) => ({
    ...{ directory, serverPid: pid, forks: index === 1, profile: compileProfile(seedProfile) },
  }));
  const changes = { targets, clientCount: 4, threadCount: 2, sliceHandshakeCount: 20 };
  const { recordsByTarget, latencies } = await lookOn(
    context,
    planFor(first, { ...changes, warmupHandshakeCount: 30, handshakeLimit: 300 }),
  );
  for (const [target, records] of recordsByTarget.entries()) {
    const recorded = LatencyHistogram.empty();
    for (const { histograms } of records) {
      recorded.add(LatencyHistogram.fromSparse(histograms.service));
    }
    const { latency = recorded.sparse(), censored } = latencies[target] ?? {};
    assert.equal(recorded.count, 300);
    assert.deepEqual(LatencyHistogram.fromSparse(latency).sparse(), recorded.sparse());
    assert.equal(censored?.counts.length, 0);
  }
});

test('open load shows responses, not service times', async (context) => {
  const server = await liveServer(context, 'basic');
  // All arrive at once: the later ones wait for the one client.
  const open = { arrivalsNs: new Float64Array(100), dropOnOverload: false, spinNs: 0 };
  const changes = { handshakeLimit: 0, durationNs: 1_000_000, open: { ...open, drainNs: 5e9 } };
  const { recordsByTarget, latencies } = await lookOn(context, planFor(server, changes));
  const histograms = recordsByTarget[0]?.[0]?.histograms;
  assert.ok(histograms);
  assert.deepEqual([...(latencies[0]?.latency.counts ?? [])], [...histograms.response.counts]);
  assert.notDeepEqual([...histograms.response.counts], [...histograms.service.counts]);
});
