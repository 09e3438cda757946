// The handshake of the seed, and what a server does with those who do not keep to it: a client that
// falls silent, dies, lies or comes second costs the server nothing but the session.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { serverPatterns } from '../../src/model/server-spec.ts';
import { type LiveServer, patientServer } from '../support/live-server.ts';
import { handshakeMessage, inodeOf, openWriteEnd, SeedClient } from '../support/seed-client.ts';
import { until } from '../support/until.ts';

/** Asserts that the server serves a client who keeps to the rules. */
async function servesAnother({ directory }: LiveServer): Promise<void> {
  const client = new SeedClient(directory, 999_999);
  await client.shakeHands();
  assert.equal((await client.operate(Buffer.from('hello'))).toString(), 'hello');
  client.closeUp();
  assert.equal(await client.hearsClose(), 0);
  client.leave();
}

/** What may be said to the well-known pipe, and which counter of the server it adds to. */
const intruders: readonly [what: string, bytes: Uint8Array, counter: string][] = [
  ['ten bytes of garbage', Buffer.from('0123456789'), 'garbage'],
  ['5,000 bytes of garbage', Buffer.alloc(5_000, 'x'), 'garbage'],
  ['a response without a connection', handshakeMessage('RESP', 'c/1'), 'garbage'],
  ['a FIFO that does not exist', handshakeMessage('CONN', 'c/7654321'), 'vanished'],
  ['a name that is a file', handshakeMessage('CONN', 'c/file'), 'badNames'],
  ['a name outside of the directory', handshakeMessage('CONN', '../../stray'), 'badNames'],
  ['an absolute name', handshakeMessage('CONN', '/tmp/stray'), 'badNames'],
  ['the well-known pipe itself', handshakeMessage('CONN', 'wkp'), 'badNames'],
  ['an empty name', handshakeMessage('CONN', ''), 'badNames'],
];

for (const { name: pattern } of serverPatterns) {
  group(`${pattern}: the three ways of a handshake`, () => {
    test('a client that never responds does not hang the server', async (context) => {
      const server = await patientServer(context, pattern, { stepMs: 3_000 });
      const client = new SeedClient(server.directory, 1);
      client.openPrivate();
      await client.connect();
      client.sendName();
      await client.takeAcknowledgement();
      assert.equal(await client.hearsClose(), 0, 'the deadline of the phase closes the session');
      await servesAnother(server);
      const { counters } = await server.stop();
      assert.deepEqual([counters.timeouts, counters.established], [1, 1]);
    });

    test('a response with another name does not establish anything', async (context) => {
      const server = await patientServer(context, pattern);
      const client = new SeedClient(server.directory, 1);
      client.openPrivate();
      await client.connect();
      client.sendName();
      await client.takeAcknowledgement();
      await client.seesPipeGone();
      client.send(handshakeMessage('RESP', 'c/2'));
      assert.equal(await client.hearsClose(), 0);
      client.leave();
      await servesAnother(server);
      const { counters } = await server.stop();
      assert.deepEqual([counters.garbage, counters.established], [1, 1]);
    });

    test('a client that dies after its name does not hang the server', async (context) => {
      const server = await patientServer(context, pattern);
      const client = new SeedClient(server.directory, 1);
      client.openPrivate();
      await client.connect();
      client.sendName();
      await client.seesPipeGone();
      client.leave();
      await servesAnother(server);
      const { counters, fault } = await server.stop();
      assert.deepEqual([counters.vanished, fault], [1, null]);
    });

    test('a client that only opens the pipe and leaves does no harm', async (context) => {
      const server = await patientServer(context, pattern);
      (await openWriteEnd(server.wellKnownPipe)).close();
      await servesAnother(server);
    });
  });

  group(`${pattern}: two clients on one pipe`, () => {
    test('the first wins, and the other is refused at once', async (context) => {
      const server = await patientServer(context, pattern);
      const [winner, loser] = [1, 2].map((id) => new SeedClient(server.directory, id)) as [
        SeedClient,
        SeedClient,
      ];
      for (const client of [winner, loser]) {
        client.openPrivate();
        await client.connect();
      }
      winner.sendName();
      loser.sendName();
      assert.equal(await loser.hearsClose(), 0);
      loser.leave();
      await winner.takeAcknowledgement();
      winner.respond();
      assert.equal((await winner.operate(Buffer.from('hello'))).toString(), 'hello');
      winner.leave();
      const { counters } = await server.stop();
      assert.deepEqual([counters.refused, counters.established], [1, 1]);
    });

    test('one that comes in the middle of a session is refused as well', async (context) => {
      const server = await patientServer(context, pattern);
      const [winner, late] = [1, 2].map((id) => new SeedClient(server.directory, id)) as [
        SeedClient,
        SeedClient,
      ];
      late.openPrivate();
      await late.connect();
      await winner.shakeHands();
      late.sendName();
      assert.equal(await late.hearsClose(), 0);
      assert.equal((await winner.operate(Buffer.from('hello'))).toString(), 'hello');
      for (const client of [winner, late]) client.leave();
    });
  });
}

group('strangers', () => {
  for (const [what, bytes, counter] of intruders) {
    test(`${what}: counted, and the next client is served`, async (context) => {
      const server = await patientServer(context, 'basic');
      writeFileSync(join(server.directory, 'c', 'file'), '');
      const first = inodeOf(server.wellKnownPipe);
      const intruder = await openWriteEnd(server.wellKnownPipe);
      intruder.write(bytes);
      await until('the server took it', () => inodeOf(server.wellKnownPipe) !== first);
      intruder.close();
      await servesAnother(server);
      const { counters } = await server.stop();
      assert.ok((counters[counter] ?? 0) >= 1, JSON.stringify(counters));
    });
  }
});
