// How many files a block has open, and what is said where that is too many.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import {
  type DescriptorPlan,
  descriptorNeed,
  requireDescriptors,
} from '../../../src/runner/descriptor-need.ts';
import { blockPlan } from '../../support/block-load.ts';

function plan(change: Partial<DescriptorPlan> & { forks?: boolean } = {}): DescriptorPlan {
  const { forks = false, ...rest } = change;
  const made = blockPlan('/nowhere', { clientCount: 10_000, ...rest });
  return { ...made, targets: made.targets.map((target) => ({ ...target, forks })) };
}

test('clients that wait for the gate have no file open', () => {
  const { leastCount, mostCount } = descriptorNeed(plan());
  assert.ok(mostCount < 200 && leastCount === mostCount);
});

test('each client of a race has its private FIFO and the well-known pipe open', () => {
  const { leastCount } = descriptorNeed(plan({ race: true }));
  assert.ok(leastCount > 20_000 && leastCount < 20_200);
});

test('a server that forks may serve all clients at once, but need not', () => {
  const { leastCount, mostCount } = descriptorNeed(plan({ forks: true, operationCount: 1 }));
  assert.ok(leastCount < 200 && mostCount > 20_000);
});

test('more threads take more', () => {
  const [one, four] = [1, 4].map((threadCount) => descriptorNeed(plan({ threadCount })).leastCount);
  assert.ok((four ?? 0) > (one ?? 0));
});

test('too low a limit is an error that says how many files are needed', () => {
  assert.throws(
    () => requireDescriptors(plan({ race: true }), () => 200),
    (error) =>
      error instanceof FifobenchError &&
      error.code === 'descriptors' &&
      /^10000 clients take \d+ open files, and 200 are allowed$/.test(error.message) &&
      /ulimit -n \d+/.test(error.remedy ?? ''),
  );
});

test('a limit that may do is no error', () => {
  requireDescriptors(plan({ forks: true, operationCount: 1 }), () => 400);
});
