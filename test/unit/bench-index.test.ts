// The list of micro-benchmarks as a whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { microSubjects } from '../../bench/micro-index.ts';

test('no two micro-benchmarks share a name', () => {
  const names = microSubjects.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});

test('what a micro-benchmark is held against is measured before it, at the same placements', () => {
  for (const [index, { against, placements }] of microSubjects.entries()) {
    if (against !== null) {
      const other = microSubjects.slice(0, index).find(({ name }) => name === against);
      assert.equal(other?.placements, placements);
    }
  }
});
