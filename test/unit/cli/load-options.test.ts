// How flags change a case of a scenario: what is given replaces, what is not stays.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  applyLoadFlags,
  type LoadFlags,
  positiveDurationNs,
} from '../../../src/cli/load-options.ts';
import { defaultCase, type ScenarioCase } from '../../../src/model/scenario.ts';

const base: ScenarioCase = { ...defaultCase, clientCount: 32, threadCount: 2 };

test('without flags the case stays as it was', () => {
  assert.deepEqual(applyLoadFlags(base, {}), base);
});

const changes: readonly [LoadFlags, Partial<ScenarioCase>, why: string][] = [
  [{ clients: '1k' }, { clientCount: 1_000 }, 'a count with a prefix'],
  [{ clients: '1' }, { clientCount: 1, threadCount: 1 }, 'threads follow when clients get few'],
  [{ threads: '4' }, { threadCount: 4 }, 'more threads for the same clients'],
  [{ operations: '0' }, { operationCount: 0 }, 'no operation at all'],
  [{ payload: '4KiB' }, { payloadBytes: 4_096 }, 'a size with a unit'],
  [{ payload: '1MiB' }, { payloadBytes: 1_048_576 }, 'the largest payload'],
  [{ think: '1.5ms' }, { thinkNs: 1_500_000 }, 'a pause'],
  [{ think: '0' }, { thinkNs: 0 }, 'no pause'],
  [{ timeout: '2s' }, { timeoutNs: 2_000_000_000 }, 'more patience'],
  [{ admission: 'race' }, { admission: 'race' }, 'everybody at once'],
];
group('a flag replaces what the case said', () => {
  for (const [flags, changed, why] of changes) {
    test(`${JSON.stringify(flags)}: ${why}`, () => {
      assert.deepEqual(applyLoadFlags(base, flags), { ...base, ...changed });
    });
  }
});

const refusals: readonly [LoadFlags, option: string, code: string][] = [
  [{ clients: '0' }, '--clients', 'bad-quantity'],
  [{ clients: '100001' }, '--clients', 'bad-quantity'],
  [{ clients: '1.5' }, '--clients', 'bad-quantity'],
  [{ threads: '65', clients: '100' }, '--threads', 'bad-quantity'],
  [{ threads: '3', clients: '2' }, '--threads', 'usage'],
  [{ operations: '-1' }, '--operations', 'bad-quantity'],
  [{ payload: '1048577' }, '--payload', 'bad-quantity'],
  [{ payload: '64k' }, '--payload', 'bad-quantity'],
  [{ think: '5' }, '--think', 'bad-quantity'],
  [{ timeout: '0' }, '--timeout', 'bad-quantity'],
  [{ admission: 'Gate' }, '--admission', 'usage'],
];
group('a flag that cannot be is refused by its name', () => {
  for (const [flags, option, code] of refusals) {
    test(`${JSON.stringify(flags)}: ${code}`, () => {
      const expected = { code, message: new RegExp(`^${option}`) };
      assert.throws(() => applyLoadFlags(base, flags), expected);
    });
  }
});

test('a positive duration may be as short as 1 ns, but not 0', () => {
  assert.equal(positiveDurationNs('1ns', '--block'), 1);
  assert.throws(() => positiveDurationNs('0s', '--block'), { message: /^--block/ });
});
