// The forking server/client design pattern of the seed, against both built-in servers that fork:
// what differs from the basic pattern is that a subserver takes over and the next client need not
// wait.

import assert from 'node:assert/strict';
import { describe as group, type TestContext, test } from 'node:test';
import { FifoEnd } from '../../src/engine/fifo.ts';
import { forkingPatterns, type LiveServer, patientServer } from '../support/live-server.ts';
import { childrenOf, hasOpen, isAlive, stateOf } from '../support/processes.ts';
import { inodeOf, SeedClient } from '../support/seed-client.ts';
import { until } from '../support/until.ts';

/** A server with one client that has shaken hands. */
async function serverWithClient(context: TestContext, pattern: string) {
  const server = await patientServer(context, pattern);
  const client = new SeedClient(server.directory, 1);
  await client.shakeHands();
  return { server, client };
}

function isReplaced({ wellKnownPipe }: LiveServer, first: number | null): boolean {
  return ![null, first].includes(inodeOf(wellKnownPipe));
}

for (const pattern of forkingPatterns) {
  group(`${pattern}: 2. handshake`, () => {
    test('2.2 the server forks a subserver for the client', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      const subservers = childrenOf(server.pid);
      assert.equal(subservers.length, 1);
      assert.ok(subservers.every(isAlive));
      client.leave();
    });

    test('2.3 the server closes and removes the well-known pipe', async (context) => {
      const server = await patientServer(context, pattern);
      const first = inodeOf(server.wellKnownPipe);
      const holder = new FifoEnd(server.wellKnownPipe, 'read');
      const client = new SeedClient(server.directory);
      await client.connect();
      client.sendName();
      // Nobody reads the private FIFO yet: all this comes before the acknowledgement.
      await until('another pipe is there', () => isReplaced(server, first));
      const removed = `${server.wellKnownPipe} (deleted)`;
      await until('the server closed the first one', () => !hasOpen(server.pid, removed));
      const [subserver = 0] = childrenOf(server.pid);
      assert.ok(hasOpen(subserver, removed), 'the subserver keeps it');
      client.openPrivate();
      await client.takeAcknowledgement();
      holder.close();
      client.leave();
    });

    test('2.4 it is the subserver who acknowledges', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      const [subserver = 0] = childrenOf(server.pid);
      const privateFifo = `${client.privatePath} (deleted)`;
      assert.ok(hasOpen(subserver, privateFifo));
      assert.ok(!hasOpen(server.pid, privateFifo));
      client.leave();
    });
  });

  group(`${pattern}: 3. operation`, () => {
    test('the well-known pipe is back while the first session is open', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      await until('the pipe is back', () => inodeOf(server.wellKnownPipe) !== null);
      assert.equal((await client.operate(Buffer.from('still here'))).toString(), 'still here');
      client.leave();
    });

    test('subservers talk to their clients at the same time', async (context) => {
      const server = await patientServer(context, pattern);
      const clients = [1, 2, 3].map((id) => new SeedClient(server.directory, id));
      for (const client of clients) {
        await client.shakeHands();
      }
      assert.equal(new Set(childrenOf(server.pid)).size, 3);
      for (const client of clients.toReversed()) {
        const text = `it is ${client.name}`;
        assert.equal((await client.operate(Buffer.from(text))).toString(), text);
      }
      clients.forEach((client) => client.leave());
    });

    test('a client that leaves does not disturb another one', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      const other = new SeedClient(server.directory, 2);
      await other.shakeHands();
      client.leave();
      await until('one subserver is left', () => childrenOf(server.pid).length === 1);
      assert.equal((await other.operate(Buffer.from('hello'))).toString(), 'hello');
      other.leave();
    });
  });

  group(`${pattern}: 4. reset`, () => {
    test('a subserver closes, exits and is reaped: no zombie is left', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      const [subserver = 0] = childrenOf(server.pid);
      client.closeUp();
      assert.equal(await client.hearsClose(), 0);
      await until('the subserver is gone', () => stateOf(subserver) === '');
      assert.deepEqual(childrenOf(server.pid), []);
      client.leave();
    });

    test('the stop of the server ends the subservers as well', async (context) => {
      const { server, client } = await serverWithClient(context, pattern);
      const [subserver = 0] = childrenOf(server.pid);
      const { fault, counters } = await server.stop();
      assert.equal(stateOf(subserver), '');
      assert.equal(fault, null);
      assert.deepEqual([counters.forks, counters.interrupted], [1, 1]);
      assert.equal(await client.hearsClose(), 0);
    });
  });
}
