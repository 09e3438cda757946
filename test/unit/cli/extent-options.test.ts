// How much is measured: a time, a count, or what the command is used to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenExtent, refuseCountedOpenLoad } from '../../../src/cli/extent-options.ts';
import { describe } from '../../../src/errors.ts';

test('a time or a count is taken, and else the default', () => {
  assert.deepEqual(chosenExtent({}, 7), { kind: 'duration', durationNs: 7 });
  assert.deepEqual(chosenExtent({ duration: '2ms' }, 7), {
    kind: 'duration',
    durationNs: 2_000_000,
  });
  assert.deepEqual(chosenExtent({ handshakes: '20k' }, 7), {
    kind: 'handshakes',
    handshakeCount: 20_000,
  });
});

test('both at once, none at all and a count of open load are refused', () => {
  const rows: [() => unknown, RegExp][] = [
    [() => chosenExtent({ duration: '1s', handshakes: '1' }, 7), /exclude each other/],
    [() => chosenExtent({ duration: '0' }, 7), /--duration: must be longer than 0/],
    [() => chosenExtent({ handshakes: '0' }, 7), /--handshakes: '0' is out of range/],
    [
      () => refuseCountedOpenLoad({ kind: 'handshakes', handshakeCount: 1 }),
      /belongs to closed load/,
    ],
  ];
  for (const [act, wanted] of rows) {
    assert.throws(act, (error) => wanted.test(describe(error)));
  }
  refuseCountedOpenLoad({ kind: 'duration', durationNs: 1 });
});
