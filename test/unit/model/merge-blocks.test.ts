// Blocks of several servers that make one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeBlocks } from '../../../src/model/merge-blocks.ts';
import { madeBlock } from '../../support/made-case.ts';
import { gridOf } from '../../support/made-time-grid.ts';

test('a single block comes back as it is', () => {
  const block = madeBlock();
  assert.equal(mergeBlocks([block]), block);
});

test('counts, times and histograms are sums, and the first fault stays', () => {
  const kept = { sessionCount: 7, zombieCount: 7, liveChildCount: 0, openFileGrowthCount: 1 };
  const merged = mergeBlocks([
    madeBlock({ leftovers: kept }),
    madeBlock({ leftovers: kept, serverFault: 'it stopped answering' }),
    madeBlock({ serverFault: 'another' }),
  ]);
  assert.equal(merged.busyNs, 300_000_000);
  assert.equal(merged.handshakes.established, 6_000);
  assert.equal(merged.latencies.service.count, 6_000);
  assert.equal(merged.serverUse?.handshakeCount, 6_000);
  assert.equal(merged.serverFault, 'it stopped answering');
  assert.deepEqual(merged.leftovers, {
    ...{ sessionCount: 14, zombieCount: 14, liveChildCount: 0, openFileGrowthCount: 2 },
  });
  assert.equal(`${merged.server} ${merged.pair} ${merged.pairKind}`, 'basic 0 different');
});

test('their times within the recording add up where all have them', () => {
  const columnNs = 2 ** 20;
  const first = gridOf([[5, 60_000]], { columnNs, spanNs: columnNs });
  const second = gridOf([[2 * columnNs, 60_000]], { columnNs: 2 * columnNs, spanNs: 3 * columnNs });
  const merged = mergeBlocks([madeBlock({ overTime: first }), madeBlock({ overTime: second })]);
  assert.deepEqual(
    merged.overTime,
    gridOf([...([[5, 60_000]] as const), [2 * columnNs, 60_000]], {
      ...{ columnNs: 2 * columnNs, spanNs: 3 * columnNs },
    }),
  );
  assert.equal(mergeBlocks([madeBlock({ overTime: first }), madeBlock()]).overTime, undefined);
});

test('no block cannot be merged', () => {
  assert.throws(() => mergeBlocks([]));
});
