// Equal facts, equal fingerprint; one other fact, another series.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  differingFacts,
  type FingerprintedFacts,
  fingerprintOf,
} from '../../../src/environment/fingerprint.ts';

const facts: FingerprintedFacts = {
  cpuModel: 'Example CPU',
  coreCount: 2,
  kernel: '6.1.0',
  governor: null,
  mitigations: 'none needed',
  hypervisor: null,
  libc: 'glibc 2.36',
  node: 'v20.20.2',
  fileSystem: 'tmpfs',
  pipeMaxBytes: 1_048_576,
};

test('has twelve hexadecimal digits, which must not change between versions', () => {
  assert.match(fingerprintOf(facts), /^[0-9a-f]{12}$/);
  assert.equal(fingerprintOf(facts), '42984962183e');
});

test('does not depend on the order of the facts', () => {
  const reversed = Object.fromEntries(Object.entries(facts).reverse()) as typeof facts;
  assert.equal(fingerprintOf(reversed), fingerprintOf(facts));
});

test('does not depend on facts that do not make results differ', () => {
  const more = { ...facts, memoryBytes: 1, clockSource: 'tsc' };
  assert.equal(fingerprintOf(more), fingerprintOf(facts));
});

test('what differs between two machines is named with both values', () => {
  const now = { ...facts, kernel: '6.1.1', mitigations: null };
  assert.deepEqual(differingFacts({ earlier: facts, now: facts }), []);
  assert.deepEqual(differingFacts({ earlier: facts, now }), [
    `kernel (${facts.kernel} then, 6.1.1 now)`,
    `mitigations (none needed then, unknown now)`,
  ]);
});

group('another fingerprint follows from another', () => {
  const changes: readonly Partial<FingerprintedFacts>[] = [
    { cpuModel: 'Example CPU 2' },
    { coreCount: 1 },
    { kernel: '6.1.1' },
    { governor: 'performance' },
    { mitigations: null },
    { hypervisor: 'unknown' },
    { libc: null },
    { node: 'v22.0.0' },
    { fileSystem: 'ext4' },
    { pipeMaxBytes: null },
  ];
  for (const change of changes) {
    test(Object.keys(change).join(), () => {
      assert.notEqual(fingerprintOf({ ...facts, ...change }), fingerprintOf(facts));
    });
  }
});
