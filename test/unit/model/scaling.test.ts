// The laws of a sweep, as the file keeps them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scalingOf } from '../../../src/model/scaling.ts';
import { clientSweep, rateSweep, serviceSweep } from '../../support/sample-sweep.ts';

test('a server with points enough has a law and its peak, one with too few has none', () => {
  const laws = scalingOf(clientSweep);
  assert.deepEqual([...laws.keys()], ['basic']);
  const law = laws.get('basic');
  assert.equal(law?.pointCount, 7);
  assert.equal(Math.round(law?.peakClientCount ?? 0), 69);
  assert.ok((law?.peakPerSecond ?? 0) > 20_000, `${law?.peakPerSecond}`);
});

test('only a sweep over clients has laws', () => {
  const others = [rateSweep, serviceSweep, { ...clientSweep, kind: 'run' as const }];
  for (const run of others) {
    assert.equal(scalingOf(run).size, 0);
  }
});
