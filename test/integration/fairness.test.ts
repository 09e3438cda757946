// What each client got, counted by the real engine: nothing is lost or counted twice between
// threads, and a server that serves in order is fair.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { fairnessOfShares } from '../../src/model/fairness.ts';
import { planFor, runBlockOnce, sumNsOf, totalOf } from '../support/block-load.ts';
import { liveServer } from '../support/live-server.ts';

group("clients' shares", () => {
  test('of two threads stand side by side and add up to all handshakes', async (context) => {
    const server = await liveServer(context, 'basic');
    const changes = { clientCount: 7, threadCount: 2, handshakeLimit: 500 };
    const result = await runBlockOnce(planFor(server, changes));
    const tallies = result.recordsByTarget.flat().map(({ clients }) => clients);
    assert.deepEqual(
      tallies.map(({ established }) => established.length),
      [4, 3],
    );
    const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    const counted = tallies.reduce((sum, { established }) => sum + sumOf(established), 0);
    assert.equal(counted, 500);
    const summedNs = tallies.reduce((sum, { responseSumNs }) => sum + sumOf(responseSumNs), 0);
    const recordedNs = totalOf(result, ({ histograms }) => sumNsOf(histograms.response));
    assert.ok(Math.abs(summedNs / recordedNs - 1) < 0.02);
  });

  test('are even where the gate serves in order, but for the last round', async (context) => {
    const server = await liveServer(context, 'basic');
    const changes = { clientCount: 5, warmupHandshakeCount: 3, handshakeLimit: 101 };
    const result = await runBlockOnce(planFor(server, changes));
    const counts = result.recordsByTarget.flat().flatMap(({ clients }) => [...clients.established]);
    assert.deepEqual(counts.sort(), [20, 20, 20, 20, 21]);
    const shares = counts.map((established) => {
      return { established, responseMeanNs: 1, responseP99Ns: 1 };
    });
    assert.ok((fairnessOfShares(shares)?.jainRatio ?? 0) > 0.999);
  });

  test('are not told apart in open load, whose clients are slots', async (context) => {
    const server = await liveServer(context, 'basic');
    const arrivalsNs = Float64Array.from({ length: 10 }, (_, index) => index * 1e6);
    const open = { arrivalsNs, dropOnOverload: false, spinNs: 0, drainNs: 60e9 };
    const changes = { open, clientCount: 5, handshakeLimit: 0, durationNs: 20_000_000 };
    const result = await runBlockOnce(planFor(server, changes));
    const [record] = result.recordsByTarget.flat();
    assert.equal(record?.established, 10);
    assert.equal(record?.clients.established.length, 0);
  });
});
