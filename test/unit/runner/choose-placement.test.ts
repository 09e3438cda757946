// Placements on machines with one, two and many processors.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioPlacement } from '../../../src/model/scenario.ts';
import { choosePlacement } from '../../../src/runner/choose-placement.ts';

type Cpus = readonly number[];
const rows: readonly [ScenarioPlacement, Cpus, server: Cpus, clients: Cpus, why: string][] = [
  ['unpinned', [0, 1], [], [], 'the scheduler chooses'],
  ['unpinned', [0], [], [], 'also with one processor'],
  ['same core', [0, 1], [1], [1], 'the last one, away from most interrupts'],
  ['same core', [3], [3], [3], 'the only one'],
  ['cross core', [0, 1], [0], [1], 'one each'],
  ['cross core', [2, 5, 7], [2], [7], 'as far apart as there is, out of those allowed'],
];
for (const [name, available, serverCpus, clientCpus, why] of rows) {
  test(`${name} of ${available.join(', ')}: ${why}`, () => {
    assert.deepEqual(choosePlacement(name, available), { name, serverCpus, clientCpus });
  });
}

test('cross core is impossible with one processor', () => {
  assert.equal(choosePlacement('cross core', [4]), null);
});
