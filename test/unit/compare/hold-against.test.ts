// A run held against stored blocks: what belongs together, what is missing, and how much more
// differs between two times than within one.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { holdAgainst } from '../../../src/compare/hold-against.ts';
import { pairedInOrder } from '../../../src/compare/in-order.ts';
import type { CaseResult } from '../../../src/model/run.ts';
import { madeCase, steadyBlock } from '../../support/made-case.ts';

const rules = { deltaRatio: 0.02, errorRatio: 0.05, seed: 1 };

/** A case of blocks that stood alone, one for each median. */
function storedCase(server: string, mediansNs: readonly number[]): CaseResult {
  const blocks = mediansNs.map((medianNs, pair) => steadyBlock(medianNs, { pair: 3 * pair }));
  return madeCase(server, blocks);
}

const twelve = (medianNs: number) => Array.from({ length: 12 }, () => medianNs);

group('blocks of two times', () => {
  test('are paired by their order, whatever their numbers were', () => {
    const { baseline, candidate } = pairedInOrder({
      baseline: storedCase('then', [1_000, 2_000, 3_000, 4_000]),
      candidate: madeCase('now', [
        steadyBlock(7_000, { pair: null, pairKind: null }),
        steadyBlock(9_000, { pair: 5, pairKind: 'same' }),
        steadyBlock(8_000, { pair: 6 }),
      ]),
    });
    const numbered = (each: CaseResult, kind: string) =>
      each.blocks
        .filter(({ pairKind }) => pairKind === kind)
        .map(({ pair, latencies }) => [pair, latencies.service.percentileNs(0.5)]);
    assert.deepEqual(
      numbered(baseline, 'different').map(([pair]) => pair),
      [0, 1, 2, 3],
    );
    assert.deepEqual(
      numbered(candidate, 'different').map(([pair]) => pair),
      [0, 1],
    );
    const halves = numbered(baseline, 'same').map(([, medianNs]) =>
      Math.round(Number(medianNs) / 1e3),
    );
    assert.deepEqual(halves, [1, 3, 2, 4]);
  });

  test('of none make no pair', () => {
    const { baseline } = pairedInOrder({
      baseline: storedCase('a', []),
      candidate: storedCase('b', []),
    });
    assert.deepEqual(baseline.blocks, []);
  });
});

group('a run held against a baseline', () => {
  test('has regressed where every block is slower than any noise of the baseline', () => {
    const { verdicts, missing } = holdAgainst(
      [storedCase('basic@main', twelve(50_000))],
      [storedCase('basic', twelve(60_000))],
      rules,
    );
    assert.deepEqual(missing, []);
    assert.equal(verdicts[0]?.verdict, 'regressed');
    assert.deepEqual([verdicts[0]?.baseline, verdicts[0]?.candidate], ['basic@main', 'basic']);
  });

  test('counts nothing below what the baseline itself drifted by', () => {
    const drifting = [...Array(6).fill(50_000), ...Array(6).fill(56_000)] as number[];
    const { verdicts } = holdAgainst(
      [storedCase('basic@main', drifting)],
      [storedCase('basic', twelve(56_000))],
      rules,
    );
    assert.ok((verdicts[0]?.floorRatio ?? 0) > 1.1);
    assert.notEqual(verdicts[0]?.verdict, 'regressed');
  });

  const inGroup = (each: CaseResult, name: string): CaseResult => ({ ...each, group: name });
  const then = storedCase('basic@main', twelve(50_000));
  const now = storedCase('basic', twelve(50_000));
  const failed = {
    ...now,
    blocks: now.blocks.map((block) => ({ ...block, serverFault: 'it died' })),
  };
  const vanished: readonly [claim: string, candidates: readonly CaseResult[]][] = [
    ['that is not there', []],
    ['of another group', [inGroup(now, 'elsewhere')]],
    ['of another load', [{ ...now, load: { ...now.load, operationCount: 7 } }]],
    ['at another placement', [{ ...now, placement: { ...now.placement, name: 'unpinned' } }]],
    ['whose every block failed', [failed]],
  ];
  for (const [claim, candidates] of vanished) {
    test(`misses a case ${claim}`, () => {
      const { missing, verdicts } = holdAgainst([then], candidates, rules);
      assert.deepEqual(missing, [then.group]);
      assert.deepEqual(verdicts, []);
    });
  }

  test('finds the others where one is missing', () => {
    const held = holdAgainst([then, inGroup(then, 'gone')], [now], rules);
    assert.deepEqual(held.missing, ['gone']);
    assert.equal(held.verdicts[0]?.verdict, 'equivalent');
    assert.deepEqual(held.cases, [then, now]);
  });
});
