// The example servers of test/servers as they are: each comes up under the warden, unless it is one
// that does not, and nothing of it is left. What becomes of their sessions is told by the probes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { Warden } from '../../src/target/warden.ts';
import { type ExampleServer, exampleServer, exampleServers } from '../support/example-servers.ts';
import { assertNothingLeft } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { openWriteEnd, SeedClient } from '../support/seed-client.ts';
import { inTime } from '../support/until.ts';

const processCountMax = 64;

function start(context: TestContext, { name, argv, wkp, mishap }: ExampleServer) {
  // Only the one that does not end by itself uses it up.
  const graceMs = name === 'hostile_stubborn' ? 300 : 20_000;
  const parentDirectory = scratchDirectory(context, async () => await warden.stop());
  const pipeDirectory = scratchDirectory(context);
  const readyName = wkp ?? join(pipeDirectory, 'pipe');
  const warden = new Warden({
    ...{ argv: argv(readyName), parentDirectory, cpus: [], readyName, processCountMax },
    readyTimeoutMs: mishap === 'it waits' ? 200 : 30_000,
  });
  const end = async () => {
    const stopped = await warden.stop({ signal: 'SIGTERM', graceMs });
    await assertNothingLeft(parentDirectory);
    await assertNothingLeft(pipeDirectory);
    return stopped;
  };
  return { warden, end };
}

group('example servers', () => {
  for (const server of exampleServers.filter(({ mishap }) => mishap === undefined)) {
    test(`${server.name} makes its pipe, and can be ended`, async (context) => {
      const { warden, end } = start(context, server);
      await warden.ready();
      const stopped = await end();
      assert.equal(stopped?.forced, server.name === 'hostile_stubborn');
    });
  }

  test('hostile_silent is given up in time', async (context) => {
    const { warden, end } = start(context, exampleServer('hostile_silent'));
    await assert.rejects(warden.ready(), { code: 'server-start' });
    await end();
  });

  test('hostile_quitter is heard', async (context) => {
    const { warden, end } = start(context, exampleServer('hostile_quitter'));
    await assert.rejects(warden.ready(), /status 3 .*cannot open settings\.conf/);
    await end();
  });

  test('hostile_fork_bomb is stopped before it has a hundred children', async (context) => {
    const { warden, end } = start(context, exampleServer('hostile_fork_bomb'));
    const { directory } = await warden.ready();
    const pipe = await openWriteEnd(join(directory, 'mario'));
    assert.ok(pipe.write(Buffer.from('nobody\0\0\0\0')).ok);
    const { reason, isOverProcessLimit } = await inTime('the end of the server', warden.exited());
    pipe.close();
    assert.match(reason, /more processes than it may/);
    assert.ok(isOverProcessLimit);
    assert.ok(((await end())?.leftoverProcesses ?? 0) < 100);
  });

  test('model serves several clients of the profile seed at once', async (context) => {
    const { warden, end } = start(context, exampleServer('model'));
    const { directory } = await warden.ready();
    const clients = [1, 2, 3].map((id) => new SeedClient(directory, id));
    for (const client of clients) {
      await client.shakeHands();
    }
    for (const [index, client] of clients.entries()) {
      const payload = Buffer.alloc(30_000 * index, index);
      assert.deepEqual(await client.operate(payload), payload);
      client.leave();
    }
    const stopped = await end();
    assert.deepEqual([stopped?.status, stopped?.wkpRemoved, stopped?.zombies], [0, true, 0]);
  });
});
