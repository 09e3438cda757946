// Load on servers that do not deserve it: what never answers, lies, breaks off or dies is counted
// by phase and cause, and no block outlives its stop flag.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { FifobenchError } from '../../src/errors.ts';
import { LoadPool, type WholeBlockPlan } from '../../src/runner/load-pool.ts';
import { blockPlan, planFor, runBlockOnce, totalOf } from '../support/block-load.ts';
import { acknowledgementOf, FifoImpostor, type Misbehaviour } from '../support/fifo-impostor.ts';
import { liveServer } from '../support/live-server.ts';
import { openDescriptorCount } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { inTime, until } from '../support/until.ts';

/** Three handshakes, with one operation, and little patience. */
const impatient = { timeoutNs: 200_000_000, handshakeLimit: 3, operationCount: 1, payloadBytes: 8 };

const misbehaviours: readonly [string, Misbehaviour | null, phase: string, cause: string][] = [
  ['never reads what is sent', null, 'ack', 'timeout'],
  ['reads the name and keeps silent', () => undefined, 'ack', 'timeout'],
  ['closes at once', (client) => client.close(), 'ack', 'refused'],
  ['answers with garbage', (client) => client.write(Buffer.alloc(64, 'x')), 'ack', 'corrupted'],
  [
    'acknowledges to somebody else',
    (client) => client.write(Buffer.from(`ACK\0c/1234567${'\0'.repeat(51)}`, 'latin1')),
    'ack',
    'corrupted',
  ],
  [
    'acknowledges by half',
    (client, message) => client.write(acknowledgementOf(message).subarray(0, 20)),
    'ack',
    'timeout',
  ],
  [
    'breaks off in the middle of the acknowledgement',
    (client, message) => {
      client.write(acknowledgementOf(message).subarray(0, 20));
      client.close();
    },
    'ack',
    'refused',
  ],
  [
    'sends a wrong reply after the acknowledgement',
    (client, message) =>
      client.write(Buffer.concat([acknowledgementOf(message), Buffer.alloc(16, 'x')])),
    'operation',
    'corrupted',
  ],
];

group('a server that', () => {
  for (const [what, misbehave, phase, cause] of misbehaviours) {
    test(`${what} makes failures of phase ${phase}, cause ${cause}`, async (context) => {
      const impostor = new FifoImpostor(context, misbehave);
      // Patience only costs time where it is what runs out.
      const timeoutNs = cause === 'timeout' ? impatient.timeoutNs : 30_000_000_000;
      const plan = blockPlan(impostor.directory, { ...impatient, timeoutNs });
      const result = await runBlockOnce(plan);
      const [record] = result.recordsByTarget[0] ?? [];
      assert.deepEqual(record?.failures, [{ phase, cause, count: 3 }]);
      assert.equal(record?.failed, 3);
      assert.deepEqual(readdirSync(join(impostor.directory, 'c')), []);
    });
  }

  test('has no pipe makes timeouts of the phase connect', async (context) => {
    const directory = scratchDirectory(context);
    mkdirSync(join(directory, 'c'));
    const result = await runBlockOnce(blockPlan(directory, impatient));
    const failures = result.recordsByTarget[0]?.[0]?.failures;
    assert.deepEqual(failures, [{ phase: 'connect', cause: 'timeout', count: 3 }]);
  });

  test('does not answer any more is given up, however long the block', async (context) => {
    const impostor = new FifoImpostor(context, null);
    const changes = { ...impatient, handshakeLimit: 0, durationNs: 3_600_000_000_000 };
    const plan = blockPlan(impostor.directory, { ...changes, clientCount: 3 });
    const result = await inTime('the end of the block', runBlockOnce(plan));
    assert.equal(result.gaveUp, true);
    assert.ok(totalOf(result, ({ failed }) => failed) > 0);
  });
});

group('the stop flag', () => {
  const endless = { handshakeLimit: 0, durationNs: 3_600_000_000_000, clientCount: 20 };

  /** Starts a block that would take an hour, stops it when `moment` holds, and returns its end. */
  async function stopped(plan: WholeBlockPlan, moment: (established: number) => boolean) {
    const pool = new LoadPool(plan.threadCount);
    try {
      const { coordination, result } = pool.startBlock(plan);
      await until('the moment has come', () => moment(coordination.progress().establishedCount));
      coordination.requestStop();
      return await inTime('the end of the block', result);
    } finally {
      await pool.close();
    }
  }

  for (const threadCount of [1, 2]) {
    test(`ends a block on ${threadCount} thread(s), and keeps its records`, async (context) => {
      const server = await liveServer(context, 'forking');
      const plan = planFor(server, { ...endless, threadCount });
      const result = await stopped(plan, (established) => established >= 50);
      assert.ok(totalOf(result, ({ established }) => established) >= 50);
      assert.equal(
        totalOf(result, ({ failed }) => failed),
        0,
      );
      assert.deepEqual(readdirSync(join(server.directory, 'c')), []);
    });
  }

  test('counts what was cut off as unfinished, and as nothing else', async (context) => {
    const impostor = new FifoImpostor(context, null);
    const inFlight = () => readdirSync(join(impostor.directory, 'c')).length === 4;
    const changes = { ...endless, clientCount: 4, race: true, timeoutNs: 60_000_000_000 };
    const result = await stopped(blockPlan(impostor.directory, changes), inFlight);
    assert.equal(
      totalOf(result, ({ unfinished }) => unfinished),
      4,
    );
    assert.equal(
      totalOf(result, ({ failed }) => failed),
      0,
    );
    assert.deepEqual(readdirSync(join(impostor.directory, 'c')), []);
  });

  test('set before the start lets nothing begin', async (context) => {
    const server = await liveServer(context, 'basic');
    const result = await stopped(planFor(server, endless), () => true);
    assert.equal(
      totalOf(result, ({ failed }) => failed),
      0,
    );
  });
});

group('a fault of the system', () => {
  const faults: readonly [string, (context: TestContext) => Partial<WholeBlockPlan>, RegExp][] = [
    ['a directory that is not there', () => ({}), /server's directory: ENOENT/],
    ['a processor that is not there', () => ({ cpus: [8_000] }), /sched_setaffinity: EINVAL/],
  ];
  for (const [what, changes, message] of faults) {
    test(`${what} is thrown as an error that names the call`, async (context) => {
      const directory = join(scratchDirectory(context), 'missing');
      const plan = blockPlan(directory, { ...changes(context), clientCount: 4, threadCount: 2 });
      await assert.rejects(runBlockOnce(plan), (error: unknown) => {
        assert.ok(error instanceof FifobenchError);
        assert.match(error.message, message);
        return error.code === 'native';
      });
    });
  }

  test('no descriptor is left open after many blocks', async (context) => {
    const server = await liveServer(context, 'basic');
    const pool = new LoadPool(1);
    try {
      const plan = planFor(server, { clientCount: 8, handshakeLimit: 20 });
      await pool.startBlock(plan).result;
      const before = openDescriptorCount();
      for (let block = 0; block < 5; block += 1) {
        await pool.startBlock(plan).result;
      }
      assert.ok(openDescriptorCount() <= before, `${before} before, ${openDescriptorCount()} now`);
    } finally {
      await pool.close();
    }
  });
});
