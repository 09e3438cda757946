// An open run at twice what the server can do, or more, whose capacity is measured first: it says
// so, names the growth, allows no conclusion, and ends.

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

async function measured(change: Partial<Load>): Promise<Run> {
  const { placement: _, ...load } = defaultCase;
  return await runLoad({
    server: { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' },
    load: { ...load, operationCount: 0, clientCount: 50, ...change },
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

/** A wait that grows by this in each second is no chance. */
const leastGrowthMs = 100;

/** What a run that cannot keep up says of itself. */
interface Overload {
  readonly run: Run;
  readonly wantedPerSecond: number;
  readonly offeredPerSecond: number;
  readonly capacityPerSecond: number;
  readonly growthMs: number;
}

/**
 * Offers twice the capacity, or four times, and so on: the machine's pace may have changed since
 * that was measured. A run that does not speak of overload must have done all that was planned.
 */
async function overloaded(measuredPerSecond: number): Promise<Overload> {
  const said = /offered (\d+)\/s exceeds capacity (\d+)\/s; response grows by (\d+) ms each second/;
  for (let factor = 2; factor <= 64; factor *= 2) {
    const wantedPerSecond = factor * measuredPerSecond;
    const run = await measured({ open: constantLoad(wantedPerSecond) });
    const words = said.exec(run.notes.join('\n'));
    if (words === null) {
      assert.equal(run.cases[0]?.blocks[0]?.handshakes.unfinished, 0, `${factor} times`);
      continue;
    }
    const [offeredPerSecond = 0, capacityPerSecond = 0, growthMs = 0] = words.slice(1).map(Number);
    if (growthMs >= leastGrowthMs) {
      return { run, wantedPerSecond, offeredPerSecond, capacityPerSecond, growthMs };
    }
  }
  assert.fail('64 times the capacity is no overload');
}

test('twice the capacity is said, named and not valid', async () => {
  const [closed] = (await measured({})).cases[0]?.blocks ?? [];
  assert.ok(closed !== undefined);
  const overload = await overloaded((closed.handshakes.established * 1e9) / closed.busyNs);
  const { run, wantedPerSecond, offeredPerSecond, capacityPerSecond, growthMs } = overload;

  assert.ok(Math.abs(offeredPerSecond - wantedPerSecond) <= 2 + 0.01 * wantedPerSecond);
  // What is offered beyond capacity waits: half of every second, as far as capacity stays the same.
  const expectedMs = 1_000 * (1 - capacityPerSecond / offeredPerSecond);
  assert.ok(Math.abs(growthMs - expectedMs) <= 1, `${growthMs} ms, not ${expectedMs}`);

  assert.equal(run.validity.valid, false);
  assert.match(run.validity.causes.join('\n'), /backlog|offered|sent/);
  const [outcome] = withThresholds(run, [parseThreshold('response_p50<1ms')]).thresholds ?? [];
  assert.equal(outcome?.crossed, true);
});
