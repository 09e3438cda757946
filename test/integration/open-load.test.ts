// Open load on a real server: what was planned is what starts, with one thread and with two, and
// overload is said, counted and not hidden.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Load, OpenLoad } from '../../src/model/load.ts';
import type { Run } from '../../src/model/run.ts';
import { defaultCase, loadOf } from '../../src/model/scenario.ts';
import { runLoad } from '../../src/runner/run-load.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';

const basic = { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' } as const;

/** More than any machine does, so that there is overload on each. */
const farTooManyPerSecond = 1_000_000;

async function runOpen(open: OpenLoad, changes: Partial<Load>): Promise<Run> {
  const endNs = open.stages.at(-1)?.endNs ?? 0;
  return await runLoad({
    server: basic,
    load: { ...loadOf(defaultCase), operationCount: 0, ...changes, open },
    placement: { name: 'unpinned', serverCpus: [], clientCpus: [] },
    extent: { kind: 'duration', durationNs: endNs },
    warmupNs: 0,
    scenario: 'test',
    group: 'open load',
    parentDirectory: runDirectoryParent(),
    seed: 5,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

function constantLoad(perSecond: number, rest: Partial<OpenLoad> = {}): OpenLoad {
  const stage = { startPerSecond: perSecond, endPerSecond: perSecond };
  return {
    stages: [{ startNs: 0, endNs: 500_000_000, ...stage }],
    ...{ spacing: 'constant', onOverload: 'queue' },
    ...rest,
  };
}

group('open load', () => {
  for (const threadCount of [1, 2]) {
    for (const spacing of ['constant', 'poisson'] as const) {
      test(`${spacing}, ${threadCount} thread(s): every planned arrival starts`, async () => {
        const load = constantLoad(301, { spacing });
        // Time enough for all of them, however late the machine lets them begin.
        const patient = { clientCount: 200, timeoutNs: 60_000_000_000 };
        const { cases } = await runOpen(load, { ...patient, threadCount });
        const [block] = cases[0]?.blocks ?? [];
        assert.ok(block?.open !== undefined);
        const { established, failed, unfinished } = block.handshakes;
        assert.equal(established + failed + unfinished, block.open.plannedCount);
        assert.equal(established, block.open.plannedCount);
        assert.equal(block.latencies.lag.count, established);
        assert.equal(block.latencies.response.count, established);
      });
    }
  }

  test('beyond capacity is said, censored and not valid, and ends in time', async () => {
    const load = constantLoad(farTooManyPerSecond);
    const run = await runOpen(load, { clientCount: 50, threadCount: 1 });
    const [block] = run.cases[0]?.blocks ?? [];
    assert.ok(block?.open !== undefined);
    assert.match(
      run.notes.join('\n'),
      /offered 1000000\/s exceeds capacity \d+\/s; response grows/,
    );
    assert.equal(run.validity.valid, false);
    assert.ok(block.handshakes.unfinished > 0);
    assert.equal(block.censored?.count, block.handshakes.unfinished);
    const { established, failed, unfinished } = block.handshakes;
    assert.equal(established + failed + unfinished, block.open.plannedCount);
  });

  test('drops and counts arrivals without a free client where it was told to', async () => {
    const load = constantLoad(farTooManyPerSecond, { onOverload: 'drop' });
    const run = await runOpen(load, { clientCount: 2, threadCount: 1 });
    const [block] = run.cases[0]?.blocks ?? [];
    assert.ok(block?.open !== undefined && block.open.droppedCount > 0);
    const { established, failed, unfinished } = block.handshakes;
    assert.equal(
      established + failed + unfinished + block.open.droppedCount,
      block.open.plannedCount,
    );
    assert.match(run.notes.join('\n'), /found no free client and were dropped/);
  });
});
