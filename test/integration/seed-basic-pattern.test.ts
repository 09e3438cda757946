// The basic server/client design pattern of the seed, step by step, against the built-in server:
// each test goes as far as its step and looks at what there is to see from outside.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { describe as group, test } from 'node:test';
import { FifoEnd } from '../../src/engine/fifo.ts';
import { patientServer } from '../support/live-server.ts';
import { childrenOf, isAlive } from '../support/processes.ts';
import { inodeOf, openWriteEnd, SeedClient } from '../support/seed-client.ts';
import { until } from '../support/until.ts';

group('1. set up', () => {
  test('1.1 the server creates the well-known pipe and waits for a connection', async (context) => {
    const { wellKnownPipe, pid } = await patientServer(context, 'basic');
    assert.ok(statSync(wellKnownPipe).isFIFO());
    assert.equal(statSync(wellKnownPipe).mode & 0o777, 0o600);
    (await openWriteEnd(wellKnownPipe)).close();
    assert.ok(isAlive(pid));
  });

  test('1.2 the client creates a private FIFO, named by its process', async (context) => {
    const { directory } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    assert.equal(client.name, `c/${process.pid}`);
    assert.ok(statSync(client.privatePath).isFIFO());
  });
});

group('2. handshake', () => {
  test('2.1 the client connects, sends the name of its FIFO and waits', async (context) => {
    const { directory, wellKnownPipe } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.connect();
    assert.notEqual(inodeOf(wellKnownPipe), null, 'connecting alone removes nothing');
    client.sendName();
    client.openPrivate();
    assert.equal((await client.receive(64)).length, 64);
    client.leave();
  });

  test('2.2 the server removes the well-known pipe before it acknowledges', async (context) => {
    const { directory, wellKnownPipe } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.connect();
    client.sendName();
    // Nobody reads the private FIFO yet, so that there can be no acknowledgement.
    await until('the pipe is removed', () => inodeOf(wellKnownPipe) === null);
    client.openPrivate();
    await client.takeAcknowledgement();
    client.leave();
  });

  test('2.3 the acknowledgement comes through the private FIFO, with its name', async (context) => {
    const { directory } = await patientServer(context, 'basic');
    const client = new SeedClient(directory, 4711);
    client.openPrivate();
    await client.connect();
    client.sendName();
    const acknowledgement = await client.receive(64);
    assert.equal(acknowledgement.toString('latin1'), `ACK\0c/4711${'\0'.repeat(54)}`);
    client.leave();
  });

  test('2.4 the private FIFO can be removed; 2.5 the response arrives', async (context) => {
    const server = await patientServer(context, 'basic');
    const client = new SeedClient(server.directory);
    await client.shakeHands();
    assert.equal(inodeOf(client.privatePath), null);
    client.closeUp();
    assert.equal(await client.hearsClose(), 0);
    client.leave();
    const { counters } = await server.stop();
    assert.deepEqual([counters.established, counters.endedWell], [1, 1]);
  });
});

group('3. operation', () => {
  test('information goes back and forth, without a name in the file system', async (context) => {
    const { directory, wellKnownPipe } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.shakeHands();
    for (const text of ['to', 'and fro', '', 'x'.repeat(20_000)]) {
      assert.equal((await client.operate(Buffer.from(text))).toString(), text);
    }
    assert.deepEqual([inodeOf(wellKnownPipe), inodeOf(client.privatePath)], [null, null]);
    client.leave();
  });

  test('nobody else can connect meanwhile', async (context) => {
    const { directory, wellKnownPipe } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.shakeHands();
    const { opened } = new FifoEnd(wellKnownPipe, 'write');
    assert.deepEqual(opened, { ok: false, error: 'ENOENT' });
    await client.operate(Buffer.from('still here'));
    assert.equal(inodeOf(wellKnownPipe), null);
    client.leave();
  });

  test('the server does it all itself: it has no children', async (context) => {
    const { directory, pid } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.shakeHands();
    await client.operate(Buffer.from('hello'));
    assert.deepEqual(childrenOf(pid), []);
    client.leave();
  });
});

group('4. reset', () => {
  test('4.1 the client exits, and the server closes its ends', async (context) => {
    const { directory } = await patientServer(context, 'basic');
    const client = new SeedClient(directory);
    await client.shakeHands();
    client.closeUp();
    assert.equal(await client.hearsClose(), 0);
  });

  test('4.2 the server recreates the well-known pipe: another FIFO', async (context) => {
    const { directory, wellKnownPipe } = await patientServer(context, 'basic');
    const first = inodeOf(wellKnownPipe);
    // Held open, so that the kernel cannot give its number to another one.
    const holder = new FifoEnd(wellKnownPipe, 'read');
    const client = new SeedClient(directory);
    await client.shakeHands();
    client.leave();
    await until('the pipe is back', () => inodeOf(wellKnownPipe) !== null);
    assert.notEqual(inodeOf(wellKnownPipe), first);
    holder.close();
  });

  test('4.2 and waits for another client, whom it serves as well', async (context) => {
    const server = await patientServer(context, 'basic');
    for (const text of ['first', 'second', 'third']) {
      const client = new SeedClient(server.directory);
      await client.shakeHands();
      assert.equal((await client.operate(Buffer.from(text))).toString(), text);
      client.leave();
    }
    const { counters, fault } = await server.stop();
    assert.deepEqual([counters.established, counters.operations, fault], [3, 3, null]);
  });
});
