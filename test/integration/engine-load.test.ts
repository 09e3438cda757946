// Load on real servers: whatever the pattern, the clients, the threads and the payload, as many
// handshakes come out as were asked for, each recorded once in every histogram.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import type { NativeHistogramName } from '../../src/engine/native-addon.ts';
import { serverPatterns } from '../../src/model/server-spec.ts';
import { compileProfile } from '../../src/profile/compile-profile.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import type { WholeBlockPlan } from '../../src/runner/load-pool.ts';
import { timeGridOfRecords } from '../../src/runner/time-grid-of-records.ts';
import { coveredNs, establishedIn, type TimeGrid } from '../../src/stats/time-grid.ts';
import {
  blockPlan,
  countIn,
  planFor,
  runBlockOnce,
  sumNsOf,
  totalOf,
} from '../support/block-load.ts';
import { liveServer } from '../support/live-server.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { until } from '../support/until.ts';

const handshakePhases = ['prepare', 'connect', 'send', 'ack', 'respond'] as const;

const loads: readonly [what: string, changes: Partial<WholeBlockPlan>][] = [
  ['1 client', { handshakeLimit: 300 }],
  ['1 client with 3 operations of 64 B', { operationCount: 3, payloadBytes: 64 }],
  ['1 client with 3 operations of 0 B', { operationCount: 3 }],
  [
    '1 client with 2 operations of 200 kB',
    {
      ...{ operationCount: 2, payloadBytes: 200_000, handshakeLimit: 20 },
    },
  ],
  ['50 clients', { clientCount: 50, handshakeLimit: 300 }],
  [
    '50 clients with 3 operations',
    {
      ...{ clientCount: 50, operationCount: 3, payloadBytes: 64, handshakeLimit: 300 },
    },
  ],
  ['2 clients on 2 threads', { clientCount: 2, threadCount: 2, handshakeLimit: 300 }],
  [
    '51 clients on 2 threads, 3 operations',
    {
      ...{ clientCount: 51, threadCount: 2, operationCount: 3, payloadBytes: 64 },
      handshakeLimit: 301,
    },
  ],
  [
    '7 clients on 3 threads, fewer handshakes than clients',
    {
      ...{ clientCount: 7, threadCount: 3, handshakeLimit: 5 },
    },
  ],
  [
    '50 clients with 1 operation of 200 kB',
    {
      ...{ clientCount: 50, operationCount: 1, payloadBytes: 200_000, handshakeLimit: 60 },
    },
  ],
];

for (const { name: pattern } of serverPatterns) {
  group(`load on ${pattern}`, () => {
    for (const [what, changes] of loads) {
      test(`${what}: as many handshakes as were asked for, none failed`, async (context) => {
        const server = await liveServer(context, pattern);
        const plan = planFor(server, changes);
        const result = await runBlockOnce(plan);
        const { handshakeLimit, operationCount, payloadBytes } = plan;
        assert.deepEqual(
          result.recordsByTarget[0]?.flatMap(({ failures }) => failures),
          [],
        );
        assert.equal(
          totalOf(result, ({ established }) => established),
          handshakeLimit,
        );
        assert.equal(
          totalOf(result, ({ attempts }) => attempts),
          handshakeLimit,
        );
        assert.equal(
          totalOf(result, ({ unfinished }) => unfinished),
          0,
        );
        const operations = handshakeLimit * operationCount;
        assert.equal(
          totalOf(result, (record) => record.operationCount),
          operations,
        );
        assert.equal(
          totalOf(result, (r) => r.operationBytes),
          2 * operations * payloadBytes,
        );
        assert.deepEqual(readdirSync(join(server.directory, 'c')), []);
        const { counters, fault } = await server.stop();
        assert.deepEqual(
          [counters.established, counters.endedWell],
          [handshakeLimit, handshakeLimit],
        );
        assert.deepEqual([counters.operations, fault], [operations, null]);
      });
    }
  });
}

group('what is recorded', () => {
  test('every handshake is in every histogram once', async (context) => {
    const server = await liveServer(context, 'forking');
    const plan = planFor(server, { clientCount: 9, threadCount: 2, operationCount: 2 });
    const result = await runBlockOnce(plan);
    const count = (name: NativeHistogramName) =>
      totalOf(result, ({ histograms }) => countIn(histograms[name]));
    for (const name of ['service', 'response', 'gate', ...handshakePhases] as const) {
      assert.equal(count(name), 100, name);
    }
    assert.equal(count('roundTrip'), 200);
  });

  test('the phases add up to service, and gate and service to response', async (context) => {
    const server = await liveServer(context, 'basic');
    const result = await runBlockOnce(planFor(server, { clientCount: 10, handshakeLimit: 1_000 }));
    const sumNs = (name: NativeHistogramName) =>
      totalOf(result, ({ histograms }) => sumNsOf(histograms[name]));
    const phasesNs = handshakePhases.reduce((total, phase) => total + sumNs(phase), 0);
    // Each histogram knows its values to one part in a hundred or better.
    assert.ok(Math.abs(phasesNs / sumNs('service') - 1) < 0.02);
    assert.ok(Math.abs((sumNs('gate') + sumNs('service')) / sumNs('response') - 1) < 0.02);
  });

  test('the clients of all threads take part: the remainder is not dropped', async (context) => {
    const server = await liveServer(context, 'forking-unlink-first');
    // Who has come once thinks until the block is over, so that nobody can take another's part.
    const once = { thinkNs: 60e9, handshakeLimit: 0, durationNs: 2e9 };
    const plan = planFor(server, { clientCount: 5, threadCount: 2, ...once });
    const result = await runBlockOnce(plan);
    const shares = result.recordsByTarget[0]?.map(({ clients }) => [...clients.established]);
    assert.deepEqual(shares, [
      [1, 1, 1],
      [1, 1],
    ]);
  });

  test('clients that still think do not prolong a block beyond its time', async (context) => {
    const server = await liveServer(context, 'basic');
    const changes = { clientCount: 5, thinkNs: 60e9, handshakeLimit: 0, durationNs: 1e9 };
    const result = await runBlockOnce(planFor(server, changes));
    assert.equal(
      totalOf(result, ({ established }) => established),
      5,
    );
    const busyNs = totalOf(result, (record) => record.busyNs);
    assert.ok(busyNs < 60e9, `${busyNs} ns`);
  });

  test('the warm-up is served but not recorded', async (context) => {
    const server = await liveServer(context, 'basic');
    const changes = { warmupHandshakeCount: 40, handshakeLimit: 60 };
    const result = await runBlockOnce(planFor(server, changes));
    assert.equal(
      totalOf(result, ({ established }) => established),
      60,
    );
    assert.equal(
      totalOf(result, ({ servedCount }) => servedCount),
      100,
    );
    assert.equal((await server.stop()).counters.established, 100);
  });

  test('in a race nobody waits for a gate, and attempts may be more', async (context) => {
    const server = await liveServer(context, 'forking');
    const changes = { race: true, clientCount: 20, threadCount: 2, handshakeLimit: 300 };
    const result = await runBlockOnce(planFor(server, changes));
    const read = (
      name: 'established' | 'failed' | 'attempts' | 'refusedAttempts' | 'lostAttempts',
    ) => totalOf(result, (record) => record[name]);
    assert.equal(read('established') + read('failed'), 300);
    assert.ok(read('established') > 0);
    const collisions = read('refusedAttempts') + read('lostAttempts');
    assert.ok(read('attempts') >= read('established') + collisions);
    assert.equal(
      totalOf(result, ({ histograms }) => countIn(histograms.gate)),
      0,
    );
  });
});

/** How many handshakes a grid holds. */
function countedIn({ columns }: TimeGrid): number {
  return columns.reduce((sum, column) => sum + establishedIn(column), 0);
}

group('over time', () => {
  const loads: readonly [what: string, changes: Partial<WholeBlockPlan>][] = [
    ['that ends after so many handshakes', { handshakeLimit: 5_000, clientCount: 3 }],
    ['of several threads', { handshakeLimit: 5_000, clientCount: 6, threadCount: 3 }],
    ['that ends after so much time', { handshakeLimit: 0, durationNs: 700e6, clientCount: 2 }],
    ['after a warm-up', { handshakeLimit: 300, warmupHandshakeCount: 50, warmupNs: 50e6 }],
  ];
  for (const [what, changes] of loads) {
    test(`a block ${what} has every handshake in one cell`, async (context) => {
      const server = await liveServer(context, 'basic');
      const result = await runBlockOnce(planFor(server, changes));
      const grid = timeGridOfRecords(result.recordsByTarget[0] ?? []);
      assert.ok(grid !== null);
      assert.equal(
        countedIn(grid),
        totalOf(result, ({ established }) => established),
      );
      assert.equal(grid.columns.length, Math.ceil(grid.spanNs / grid.columnNs));
      assert.ok(grid.columns.length <= 256);
      assert.equal(
        grid.columns.reduce((sum, _, column) => sum + coveredNs(grid, column), 0),
        grid.spanNs,
      );
      assert.ok(grid.spanNs >= (changes.durationNs ?? 0), `${grid.spanNs} ns`);
    });
  }

  test('goes on where the recording of an earlier server ended', async (context) => {
    const server = await liveServer(context, 'basic');
    const recordedBeforeNs = 5 * 2 ** 20;
    const result = await runBlockOnce(planFor(server, { recordedBeforeNs }));
    const grid = timeGridOfRecords(result.recordsByTarget[0] ?? []);
    assert.ok(grid !== null && grid.spanNs > recordedBeforeNs);
    const earlier = grid.columns.slice(0, Math.floor(recordedBeforeNs / grid.columnNs));
    assert.deepEqual(earlier.map(establishedIn).filter(Boolean), []);
    assert.equal(countedIn(grid), 100);
  });

  test('counts each failure at its time', async (context) => {
    const directory = scratchDirectory(context);
    mkdirSync(join(directory, 'c'));
    const changes = { timeoutNs: 20e6, clientCount: 3, handshakeLimit: 6 };
    const result = await runBlockOnce(blockPlan(directory, changes));
    const grid = timeGridOfRecords(result.recordsByTarget[0] ?? []);
    const failed = grid?.columns.map(({ failedCount }) => failedCount) ?? [];
    const earliest = failed.findIndex((count) => count > 0);
    assert.ok(earliest >= Math.floor(20e6 / (grid?.columnNs ?? 1)), `column ${earliest}`);
    assert.equal(
      failed.reduce((sum, count) => sum + count, 0),
      totalOf(result, (record) => record.failed),
    );
  });
});

group('duet', () => {
  test('two servers in turn get the same number of handshakes', async (context) => {
    const servers = [await liveServer(context, 'basic'), await liveServer(context, 'forking')];
    const [first] = servers;
    assert.ok(first);
    const result = await runBlockOnce(
      planFor(first, {
        targets: servers.map(({ directory, pid }, index) => ({
          ...{
            directory,
            serverPid: pid,
            forks: index === 1,
            profile: compileProfile(seedProfile),
          },
        })),
        ...{ sliceHandshakeCount: 10, discardHandshakeCount: 2, handshakeLimit: 100 },
      }),
    );
    const counts = result.recordsByTarget.map((records) => records[0]?.established);
    assert.deepEqual(counts, [100, 100]);
    assert.deepEqual(
      result.recordsByTarget.map((records) => records[0]?.turnCount),
      [10, 10],
    );
  });

  test('leaves nobody of a forking server at work when it turns away', async (context) => {
    const server = await liveServer(context, 'forking');
    const result = await runBlockOnce(
      planFor(server, {
        ...{ clientCount: 4, sliceHandshakeCount: 20, handshakeLimit: 100 },
      }),
    );
    assert.equal(
      totalOf(result, ({ uncleanTurnCount }) => uncleanTurnCount),
      0,
    );
    assert.equal(
      totalOf(result, ({ established }) => established),
      100,
    );
    await until('the pipe is offered', () => readdirSync(server.directory).includes('wkp'));
  });
});
