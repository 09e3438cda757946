// All verdicts at once: what many questions change, and what they do not.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { isWorthMorePairs, judgeCases, verdictCountMax } from '../../../src/compare/judge-cases.ts';
import { defaultComparedMetrics } from '../../../src/compare/metrics.ts';
import type { CaseResult } from '../../../src/model/run.ts';
import type { Verdict, VerdictWord } from '../../../src/model/verdict.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { madeCase, steadyBlock } from '../../support/made-case.ts';

const rules = { baseline: 'basic', deltaRatio: 0.02, errorRatio: 0.05, seed: 1 };

/** A case of `count` pairs about `serviceNs`, with a spread of 1 %. */
function noisyCase(server: string, serviceNs: number, { count, seed }: Record<string, number>) {
  const random = new SeededRandom(seed ?? 1);
  return madeCase(
    server,
    Array.from({ length: count ?? 0 }, (_, pair) =>
      steadyBlock(Math.round(serviceNs * (0.99 + 0.02 * random.nextRatio())), { pair }),
    ),
  );
}

function inGroup(group: string, cases: readonly CaseResult[]): CaseResult[] {
  return cases.map((each) => ({ ...each, group }));
}

group('a difference', () => {
  const apart = (count: number) => [
    noisyCase('basic', 50_000, { count, seed: 1 }),
    noisyCase('forking', 60_000, { count, seed: 2 }),
  ];

  test('that twenty pairs agree on stands among all metrics', () => {
    const verdicts = judgeCases(apart(20), rules);
    assert.ok(verdicts.length >= 4);
    const [first] = verdicts;
    assert.equal(first?.verdict, 'regressed');
    assert.equal(first?.chanceRatio, 2 / 2 ** 20);
    assert.ok((first?.correctedChanceRatio ?? 0) > (first?.chanceRatio ?? 1));
  });

  test('on which six pairs agree is not certain among so many: it says how many would do', () => {
    const verdicts = judgeCases(apart(6), rules);
    assert.equal(verdicts[0]?.verdict, 'inconclusive');
    assert.match(verdicts[0]?.reason ?? '', /^6 of the 9 pairs that 7 verdicts at once need$/);
    assert.equal(judgeCases(apart(9), rules)[0]?.verdict, 'regressed');
  });

  test('needs more where further cases are to come', () => {
    const few = judgeCases(apart(12), { ...rules, errorRatio: 0.022, familyCount: 36 });
    assert.equal(few[0]?.verdict, 'regressed');
    const many = judgeCases(apart(12), { ...rules, errorRatio: 0.022, familyCount: 60 });
    assert.match(many[0]?.reason ?? '', /^12 of the 13 pairs that 60 verdicts at once need$/);
  });

  test('that seven questions would believe is chance among thirty-six', () => {
    const [baseline, candidate] = apart(20) as [CaseResult, CaseResult];
    // Three of twenty pairs the other way: improbable once, not so among many questions.
    const mixed = {
      ...candidate,
      blocks: candidate.blocks.map((block, index) =>
        index < 3 ? steadyBlock(30_000, { pair: block.pair }) : block,
      ),
    };
    const word = (familyCount: number) =>
      judgeCases([baseline, mixed], { ...rules, familyCount })[0];
    assert.equal(word(7)?.verdict, 'regressed');
    assert.equal(word(36)?.verdict, 'inconclusive');
    assert.equal(word(36)?.reason, 'among 36 verdicts chance explains it');
  });
});

group('no difference', () => {
  test('needs no correction: every verdict has to say so', () => {
    const cases = [
      noisyCase('basic', 50_000, { count: 12, seed: 3 }),
      noisyCase('forking', 50_000, { count: 12, seed: 4 }),
    ];
    const verdicts = judgeCases(cases, { ...rules, familyCount: 1_000 });
    assert.ok(verdicts.every(({ verdict }) => verdict === 'equivalent'));
  });

  test('is called one in no more than one of twenty runs of eighteen verdicts', () => {
    let alarmCount = 0;
    for (let run = 0; run < 40; run += 1) {
      const cases = [1, 2, 3].flatMap((group) =>
        inGroup(`${group}`, [
          noisyCase('basic', 50_000, { count: 12, seed: 100 * run + 2 * group }),
          noisyCase('forking', 50_000, { count: 12, seed: 100 * run + 2 * group + 1 }),
        ]),
      );
      const verdicts = judgeCases(cases, { ...rules, deltaRatio: 0.000_1 });
      const words = verdicts.map(({ verdict }) => verdict);
      alarmCount += words.some((word) => word !== 'inconclusive' && word !== 'equivalent') ? 1 : 0;
    }
    assert.ok(alarmCount <= 5, `${alarmCount} of 40`);
  });
});

test('every candidate is held against the first server, within its group only', () => {
  const count = 12;
  const cases = [
    ...inGroup('a', [noisyCase('basic', 50_000, { count }), noisyCase('x', 50_000, { count })]),
    ...inGroup('b', [
      noisyCase('basic', 50_000, { count }),
      noisyCase('x', 50_000, { count }),
      noisyCase('y', 90_000, { count }),
    ]),
  ];
  const held = judgeCases(cases, rules)
    .filter(({ metric }) => metric === 'service_p50')
    .map(({ group, candidate, baseline }) => `${group}: ${candidate} against ${baseline}`);
  assert.deepEqual(held, ['a: x against basic', 'b: x against basic', 'b: y against basic']);
});

test('without the baseline, or without cases, there is no verdict', () => {
  assert.deepEqual(judgeCases([], rules), []);
  assert.deepEqual(judgeCases([noisyCase('x', 50_000, { count: 12 })], rules), []);
});

test('a family has as many members as cases, candidates and metrics make', () => {
  const metricCount = defaultComparedMetrics.length;
  assert.equal(verdictCountMax({ caseCount: 3, candidateCount: 2 }), 6 * metricCount);
});

group('more pairs', () => {
  const [made] = judgeCases(
    [noisyCase('basic', 50_000, { count: 12 }), noisyCase('x', 50_000, { count: 12 })],
    rules,
  );
  const ofTwelve = (word: VerdictWord, [low, ratio, high]: readonly [number, number, number]) => ({
    ...(made as Verdict),
    ...{ verdict: word, interval: [low, high] as const, ratio, pairCount: 12, deltaRatio: 1.02 },
  });
  const atMost = { pairCount: 30, deltaRatio: 0.02 };
  const rows: readonly [boolean, VerdictWord, readonly [number, number, number], string][] = [
    [false, 'regressed', [1.04, 1.05, 1.06], 'are not needed beyond what matters'],
    [false, 'equivalent', [0.99, 1, 1.01], 'are not needed within what does not'],
    [true, 'minor', [1.015, 1.05, 1.085], 'are worth while where they would leave δ behind'],
    [true, 'inconclusive', [0.975, 1, 1.025], 'are worth while where they would come within δ'],
    [false, 'minor', [1.01, 1.02, 1.03], 'are none the wiser about a change as large as δ'],
    [false, 'inconclusive', [0.9, 1, 1.1], 'are too few for noise as large as this'],
  ];
  for (const [expected, word, figures, claim] of rows) {
    test(claim, () => {
      assert.equal(isWorthMorePairs(ofTwelve(word, figures), atMost), expected);
    });
  }

  test('are worth while where there is no interval yet', () => {
    const none = { ...ofTwelve('inconclusive', [1, 1, 1]), interval: null };
    assert.equal(isWorthMorePairs(none, atMost), true);
  });

  test('are worth while where a single odd A/A pair is all that stands in the way', () => {
    const floored = { ...ofTwelve('minor', [1.054, 1.06, 1.067]), deltaRatio: 1.0601 };
    assert.equal(isWorthMorePairs(floored, atMost), true);
  });
});
