// What a measurement tells while it goes on: what it is doing, figures of each server by its name,
// and a time left that it can keep to. Each is stopped as soon as it has told what is asked for.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { singleLook } from '../../src/model/planned-looks.ts';
import { defaultCase, loadOf } from '../../src/model/scenario.ts';
import type { ServerSpec } from '../../src/model/server-spec.ts';
import { compareServers } from '../../src/runner/compare-servers.ts';
import type { ProgressEvent } from '../../src/runner/progress.ts';
import { runLoad } from '../../src/runner/run-load.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const unpinned = { name: 'unpinned', serverCpus: [], clientCpus: [] } as const;
const durationNs = 600_000_000_000;
const load = loadOf({ ...defaultCase, operationCount: 0 });

function server(pattern: 'basic' | 'forking'): ServerSpec {
  return { kind: 'pattern', name: pattern, pattern, model: pattern };
}

/** What is common to both measurements: they end with the first event that `isEnough`. */
function untilTold(context: TestContext, isEnough: (event: ProgressEvent) => boolean) {
  const controller = new AbortController();
  const told: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => {
    told.push(event);
    if (isEnough(event)) {
      controller.abort();
    }
  };
  const parentDirectory = scratchDirectory(context);
  const hooks = { parentDirectory, signal: controller.signal, onProgress };
  return { told, options: { ...hooks, seed: 1, scenario: 'progress' } };
}

function isKnown({ phase, latencies }: ProgressEvent, serverCount: number): boolean {
  return (
    phase === 'measuring' &&
    latencies.length === serverCount &&
    latencies.every(({ p50, p99 }) => p50 !== null && p99 !== null)
  );
}

test('a run tells percentiles, and how long its time still lasts', async (context) => {
  const { told, options } = untilTold(context, (event) => isKnown(event, 1));
  const extent = { kind: 'duration', durationNs } as const;
  const group = '1 client';
  await runLoad({
    ...{ server: server('basic'), load, placement: unpinned, extent, warmupNs: 0, group },
    ...options,
  });
  const last = told.at(-1);
  assert.ok(last !== undefined);
  const [latencies] = last.latencies;
  assert.equal(latencies?.server, 'basic');
  assert.ok((latencies?.p50?.valueNs ?? 0) > 0);
  assert.ok((latencies?.p99?.valueNs ?? 0) >= (latencies?.p50?.valueNs ?? Number.NaN));
  assert.equal(last.latencyKind, 'service');
  assert.ok(last.establishedCount > 0);
  // The plan alone says so: what has gone by and what is left are the whole.
  const wholeNs = (last.remainingNs ?? 0) + last.elapsedNs;
  assert.ok(wholeNs >= durationNs, `${wholeNs}`);
});

test('a comparison tells figures of each server by its name, pair after pair', async (context) => {
  const isEnough = (event: ProgressEvent) => event.pairOrdinal > 1 && isKnown(event, 2);
  const { told, options } = untilTold(context, isEnough);
  const pairCount = 100;
  const run = await compareServers({
    servers: [server('basic'), server('forking')],
    cases: [{ group: '1 client', load, placement: unpinned }],
    design: {
      ...{ kind: 'duet', looks: singleLook(pairCount), pairCount, samePairCount: 20 },
      ...{ sliceHandshakeCount: 20, blockNs: 1_500_000_000, deltaRatio: 0.02 },
    },
    ...{ warmupHandshakeCount: 20, notes: [] },
    ...options,
  });
  assert.equal(run.status, 'interrupted');
  const last = told.at(-1);
  assert.deepEqual(last?.latencies.map((each) => each.server).toSorted(), ['basic', 'forking']);
  assert.ok(last?.remainingNs !== null);
  const counts = told.map(({ establishedCount }) => establishedCount);
  assert.deepEqual(
    counts.toSorted((left, right) => left - right),
    counts,
  );
});

test('a measurement to which nobody listens goes on all the same', async (context) => {
  const { options } = untilTold(context, () => false);
  const extent = { kind: 'handshakes', handshakeCount: 100 } as const;
  const run = await runLoad({
    ...{ server: server('basic'), load, placement: unpinned, extent, warmupNs: 0, group: 'x' },
    ...{ ...options, onProgress: undefined },
  });
  assert.equal(run.cases[0]?.blocks[0]?.handshakes.established, 100);
});
