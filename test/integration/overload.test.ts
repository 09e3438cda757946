// An open run at twice what the server can do, whose capacity is measured first: it says so, names
// the growth, allows no conclusion, and ends in time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Load, OpenLoad } from '../../src/model/load.ts';
import type { Run } from '../../src/model/run.ts';
import { defaultCase } from '../../src/model/scenario.ts';
import { parseThreshold } from '../../src/model/threshold.ts';
import { withThresholds } from '../../src/model/with-thresholds.ts';
import { runLoad } from '../../src/runner/run-load.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';

const durationNs = 500_000_000;
const timeoutNs = 1_000_000_000;

async function measured(change: Partial<Load>): Promise<Run> {
  const { placement: _, ...load } = defaultCase;
  return await runLoad({
    server: { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' },
    load: { ...load, operationCount: 0, clientCount: 50, timeoutNs, ...change },
    placement: { name: 'unpinned', serverCpus: [], clientCpus: [] },
    extent: { kind: 'duration', durationNs },
    warmupNs: 0,
    scenario: 'test',
    group: 'overload',
    parentDirectory: runDirectoryParent(),
    seed: 5,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

function constantLoad(perSecond: number): OpenLoad {
  const stage = { startPerSecond: perSecond, endPerSecond: perSecond };
  return {
    stages: [{ startNs: 0, endNs: durationNs, ...stage }],
    ...{ spacing: 'constant', onOverload: 'queue' },
  };
}

test('twice the capacity is said, named, not valid, and over in time', async () => {
  const [closed] = (await measured({})).cases[0]?.blocks ?? [];
  assert.ok(closed !== undefined);
  const capacityPerSecond = (closed.handshakes.established * 1e9) / closed.busyNs;
  const run = await measured({ open: constantLoad(2 * capacityPerSecond) });

  const said = /offered (\d+)\/s exceeds capacity (\d+)\/s; response grows by (\d+) ms each second/;
  const [, offered, capacity, growthMs] = said.exec(run.notes.join('\n')) ?? [];
  assert.ok(Math.abs(Number(offered) / (2 * capacityPerSecond) - 1) < 0.01);
  // What is offered beyond capacity waits: half of every second, as far as capacity stays the same.
  const expectedMs = 1_000 * (1 - Number(capacity) / Number(offered));
  assert.ok(Math.abs(Number(growthMs) - expectedMs) <= 1);
  // It is half of a second unless the machine's pace has changed since the capacity was measured.
  assert.ok(Number(growthMs) > 50 && Number(growthMs) < 950, `${growthMs} ms`);

  assert.equal(run.validity.valid, false);
  assert.match(run.validity.causes.join('\n'), /backlog|offered|sent/);
  const [outcome] = withThresholds(run, [parseThreshold('response_p99<1ms')]).thresholds ?? [];
  assert.equal(outcome?.crossed, true);

  // The plan, its drain, and what starting and stopping a server takes on a busy machine.
  const [open] = run.cases[0]?.blocks ?? [];
  assert.ok((open?.busyNs ?? Number.POSITIVE_INFINITY) < durationNs + timeoutNs + 1e9);
  assert.ok(run.elapsedNs < durationNs + timeoutNs + 10e9);
});
