// Percentiles while a case is measured: blocks add up server by server, what timed out counts as
// long where responses are shown, and too few samples say nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NativeLatencies } from '../../../src/engine/native-addon.ts';
import { LatenciesSoFar } from '../../../src/runner/latencies-so-far.ts';

const none = { valuesNs: new Float64Array(), counts: new Float64Array() };

function bars(...pairs: readonly (readonly [valueNs: number, count: number])[]) {
  return {
    valuesNs: Float64Array.from(pairs, ([valueNs]) => valueNs),
    counts: Float64Array.from(pairs, ([, count]) => count),
  };
}

function recorded(latency = none, censored = none): NativeLatencies {
  return { latency, censored };
}

const exactly = (valueNs: number) => ({ valueNs, isLowerBound: false });

test('nothing was measured yet', () => {
  assert.deepEqual(new LatenciesSoFar().read(), []);
});

test('the block under way counts with those that have ended, and only once', () => {
  const so = new LatenciesSoFar();
  so.add({ servers: ['basic'], targets: [recorded(bars([1_000, 900]))], isOpen: false });
  const underWay = { servers: ['basic'], targets: [recorded(bars([2_000, 950]))], isOpen: false };
  for (let look = 0; look < 2; look += 1) {
    const latencies = so.read(underWay);
    assert.deepEqual(latencies, [{ server: 'basic', p50: exactly(2_000), p99: exactly(2_000) }]);
  }
  assert.deepEqual(so.read(), [{ server: 'basic', p50: exactly(1_000), p99: null }]);
});

test('a pair of a server with itself is two lots of its samples', () => {
  const so = new LatenciesSoFar();
  const targets = [recorded(bars([1_000, 15])), recorded(bars([1_200, 16]))];
  so.add({ servers: ['basic', 'basic'], targets, isOpen: false });
  assert.deepEqual(so.read(), [{ server: 'basic', p50: exactly(1_200), p99: null }]);
});

test('servers stay apart, and each keeps its place', () => {
  const so = new LatenciesSoFar();
  const fast = recorded(bars([1_000, 20]));
  const slow = recorded(bars([2_000, 20]));
  so.add({ servers: ['basic', 'forking'], targets: [fast, slow], isOpen: false });
  so.add({ servers: ['forking', 'basic'], targets: [slow, fast], isOpen: false });
  assert.deepEqual(
    so.read().map(({ server, p50 }) => [server, p50?.valueNs]),
    [
      ['basic', 1_000],
      ['forking', 2_000],
    ],
  );
});

test('responses that timed out are longer than all others; service time does not know them', () => {
  const targets = [recorded(bars([1_000, 980]), bars([1_000_000, 20]))];
  const percentiles = (isOpen: boolean) => {
    const [latencies] = new LatenciesSoFar().read({ servers: ['basic'], targets, isOpen });
    return latencies?.p99;
  };
  assert.equal(percentiles(true)?.isLowerBound, true);
  assert.ok((percentiles(true)?.valueNs ?? 0) > 990_000);
  assert.equal(percentiles(false), null);
});
