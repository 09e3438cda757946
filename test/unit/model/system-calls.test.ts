// Counted system calls: averages over their own handshakes, and sums that leave nothing unsaid.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  addSystemCalls,
  callsPerHandshake,
  countedCalls,
} from '../../../src/model/system-calls.ts';
import { madeUse } from '../../support/made-case.ts';

group('what a use of resources says of system calls', () => {
  test('is their number over its handshakes', () => {
    const counted = countedCalls(madeUse({ systemCallCount: 22_000 }));
    assert.deepEqual(counted, { handshakeCount: 2_000, callCount: 22_000 });
    assert.equal(callsPerHandshake(counted), 11);
  });

  test('is nothing where nobody counted, nothing was served, or there is no use', () => {
    const uses = [
      madeUse(),
      madeUse({ systemCallCount: null }),
      madeUse({ systemCallCount: 22_000, handshakeCount: 0 }),
      null,
      undefined,
    ];
    assert.deepEqual(uses.map(countedCalls), [null, null, null, null, null]);
    assert.equal(callsPerHandshake(null), null);
    assert.equal(callsPerHandshake(undefined), null);
  });
});

group('counts of several runs', () => {
  const part = (callCount: number) => ({ handshakeCount: 100, callCount });

  test('add up, so that the larger weighs more', () => {
    const sum = addSystemCalls([
      { server: part(1_100), clients: part(900) },
      { server: { handshakeCount: 300, callCount: 3_600 }, clients: part(1_000) },
    ]);
    assert.deepEqual(sum.server, { handshakeCount: 400, callCount: 4_700 });
    assert.deepEqual(sum.clients, { handshakeCount: 200, callCount: 1_900 });
  });

  test('are unknown for a party that one of them did not count', () => {
    const sum = addSystemCalls([
      { server: part(1_100), clients: part(900) },
      { server: part(1_100), clients: null },
    ]);
    assert.deepEqual(sum.server, { handshakeCount: 200, callCount: 2_200 });
    assert.equal(sum.clients, null);
  });

  test('are none where there are none', () => {
    assert.deepEqual(addSystemCalls([]), { server: null, clients: null });
  });
});
