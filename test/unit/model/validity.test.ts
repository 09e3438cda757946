// When a measurement allows no conclusion: every rule at its limit, and what the rules are fed
// with.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { CaseResult, ComparisonDesign } from '../../../src/model/run.ts';
import { judgeValidity } from '../../../src/model/validity.ts';
import {
  type ClosedModelFigures,
  type GeneratorFigures,
  type OpenModelFigures,
  type ValidityFigures,
  validityCauses,
} from '../../../src/model/validity-causes.ts';
import {
  constantHistogram,
  madeBlock,
  madeCase,
  madeLatencies,
  madeUse,
  steadyBlock,
} from '../../support/made-case.ts';
import { sampleRun } from '../../support/sample-run.ts';

const sound: ValidityFigures = {
  caseName: 'basic, alone',
  establishedCount: 2_000,
  serverFaults: [],
  open: null,
  generator: null,
  closed: null,
  blockMediansNs: [],
};

function causesOf(change: Partial<ValidityFigures>): string[] {
  return validityCauses({ ...sound, ...change });
}

function assertCause(change: Partial<ValidityFigures>, cause: RegExp | null): void {
  const causes = causesOf(change);
  assert.equal(causes.length, cause === null ? 0 : 1, causes.join());
  if (cause !== null) {
    assert.match(causes[0] ?? '', /^basic, alone: /);
    assert.match(causes[0] ?? '', cause);
  }
}

group('any case', () => {
  test('of which nothing is held against it is valid', () => assertCause({}, null));
  test('without a handshake is not', () => {
    assertCause({ establishedCount: 0 }, /no handshake was established/);
  });
  test('with a server that failed is not, once for each failure', () => {
    assert.deepEqual(causesOf({ serverFaults: ['it died', 'it hung'] }), [
      'basic, alone: the server failed: it died',
      'basic, alone: the server failed: it hung',
    ]);
  });
});

group('an open plan', () => {
  const kept: OpenModelFigures = {
    plannedCount: 10_000,
    sentCount: 10_000,
    lagP99Ns: 10_000,
    responseP50Ns: 100_000,
    backlogSlopePerSecond: 0,
    durationNs: 10_000_000_000,
  };
  const cases: readonly [Partial<OpenModelFigures>, RegExp | null, string][] = [
    [{}, null, 'that was kept is valid'],
    [{ sentCount: 9_900 }, null, 'of which 99 % were sent is valid'],
    [{ sentCount: 9_899 }, /only 9899 of 10000 .* \(99 %, less/, 'of which fewer were sent is not'],
    [{ plannedCount: 0, sentCount: 0 }, null, 'of nothing is kept'],
    [{ lagP99Ns: 50_000 }, null, 'with 50 µs of lag is valid'],
    [{ lagP99Ns: 50_001 }, /p99 of its lag is 50 µs, more than 50 µs/, 'with more lag is not'],
    [{ lagP99Ns: 90_000, responseP50Ns: 1_000_000 }, null, 'may lag by a tenth of the response'],
    [{ lagP99Ns: 110_000, responseP50Ns: 1_000_000 }, /110 µs, more than 100 µs/, 'but no more'],
    [{ lagP99Ns: 60_000, responseP50Ns: null }, /60 µs/, 'of unknown response has the 50 µs'],
    [{ lagP99Ns: null }, null, 'of unknown lag is not judged by it'],
    [{ backlogSlopePerSecond: -5 }, null, 'whose backlog shrinks is valid'],
    [{ backlogSlopePerSecond: 10 }, null, 'whose backlog grows by 1 % of the rate is valid'],
    [{ backlogSlopePerSecond: 900 }, /at 1000 .* grew by 900 a second/, 'overloaded is not'],
    [{ backlogSlopePerSecond: null }, null, 'of unknown backlog is not judged by it'],
  ];
  for (const [change, cause, what] of cases) {
    test(what, () => assertCause({ open: { ...kept, ...change } }, cause));
  }
});

group('the generator', () => {
  const cases: readonly [GeneratorFigures, RegExp | null, string][] = [
    [{ cpuNs: 84e6, elapsedNs: 100e6, coreCount: 1 }, null, 'may use 84 % of its core'],
    [{ cpuNs: 85e6, elapsedNs: 100e6, coreCount: 1 }, /used 85 % of its 1 core/, 'but not 85 %'],
    [{ cpuNs: 160e6, elapsedNs: 100e6, coreCount: 2 }, null, 'has twice as much with two cores'],
    [{ cpuNs: 5, elapsedNs: 0, coreCount: 1 }, null, 'is not judged without time'],
    [{ cpuNs: 9e6, elapsedNs: 9e6, coreCount: 1 }, null, 'is not judged in a few ticks'],
  ];
  for (const [generator, cause, what] of cases) {
    test(what, () => assertCause({ generator }, cause));
  }
});

group("Little's law", () => {
  // 1,000 clients, 10,000 handshakes a second: a cycle takes 100 ms, of which 90 are response.
  const lawful: ClosedModelFigures = {
    clientCount: 1_000,
    threadCount: 1,
    elapsedNs: 100_000_000_000,
    establishedCount: 1_000_000,
    otherCount: 0,
    operationCount: 0,
    responseMeanNs: 90_000_000,
    thinkNs: 10_000_000,
  };
  const cases: readonly [Partial<ClosedModelFigures>, RegExp | null, string][] = [
    [{}, null, 'holds'],
    [{ responseMeanNs: 91_900_000 }, null, 'may be exceeded by 2 %'],
    [{ responseMeanNs: 92_100_000 }, /1021 clients in flight where 1000 were/, 'but by no more'],
    [{ responseMeanNs: 87_800_000 }, null, 'may be missed by 2 %, and by those who leave'],
    [{ responseMeanNs: 86_000_000 }, /960 clients in flight where 1000 were/, 'but by no more'],
    [{ clientCount: 1, responseMeanNs: 1, thinkNs: 0 }, null, 'says nothing of a single client'],
    [
      { clientCount: 1, responseMeanNs: 110_000, thinkNs: 0 },
      /1.1 clients in flight where 1 were/,
      'but a single client cannot be busier than always',
    ],
    [{ operationCount: 1, responseMeanNs: 1 }, null, 'is left out where operations follow'],
    [{ otherCount: 1, responseMeanNs: 1 }, null, 'is left out where handshakes failed'],
    [{ establishedCount: 999, responseMeanNs: 1 }, null, 'is left out for few handshakes'],
    [{ elapsedNs: 1_000_000_000 }, null, 'is left out where the end weighs too much'],
    [{ elapsedNs: 0 }, null, 'is left out without time'],
  ];
  for (const [change, cause, what] of cases) {
    test(what, () => assertCause({ closed: { ...lawful, ...change } }, cause));
  }
});

group('the medians of blocks', () => {
  const blocks = (count: number, medianNs: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => medianNs(index));
  const cases: readonly [readonly number[], RegExp | null, string][] = [
    [blocks(20, () => 50_000), null, 'that stay are stationary'],
    [blocks(20, (index) => 50_000 + 1_000 * index), /drifted from 52.5 µs to/, 'that rise are not'],
    [blocks(20, (index) => 90_000 - 1_000 * index), /drifted from 87.5 µs/, 'nor such that fall'],
    [blocks(20, (index) => 50_000 + 10 * index), null, 'may rise by less than 10 %'],
    [blocks(9, (index) => 50_000 + 9_000 * index), null, 'are not judged below ten'],
    [
      blocks(20, (index) => (index % 2 === 0 ? 40_000 : 90_000)),
      null,
      'that jump to and fro have no trend',
    ],
    [blocks(20, () => 0), null, 'of nothing are stationary'],
  ];
  for (const [blockMediansNs, cause, what] of cases) {
    test(what, () => assertCause({ blockMediansNs }, cause));
  }
});

group('the figures of a case', () => {
  const alone = { pair: null, pairKind: null } as const;
  const judge = (caseResult: CaseResult, design: ComparisonDesign | null = null) =>
    judgeValidity([caseResult], { design });
  const { design: duet } = sampleRun();

  test('make a sound case valid', () => {
    assert.deepEqual(judge(madeCase('basic', [madeBlock(alone)])), { valid: true, causes: [] });
    assert.equal(judgeValidity([], { design: null }).valid, true);
  });

  test('make a case without a block invalid', () => {
    assert.equal(judge(madeCase('basic', [])).valid, false);
  });

  test('name a fault once, also one of an A/A pair', () => {
    const faulty = { serverFault: 'it died' };
    const caseResult = madeCase('basic', [
      madeBlock(),
      madeBlock({ ...faulty, pairKind: 'same' }),
      madeBlock({ ...faulty, pairKind: 'same' }),
    ]);
    assert.deepEqual(judge(caseResult).causes, [
      'basic, 1 client, same core: the server failed: it died',
    ]);
  });

  test('hold the time of the generator against the measured time, without the warm-up', () => {
    // 45 µs a handshake, half of them in the warm-up: 90 ms of the measured 100.
    const busy = madeUse({ handshakeCount: 4_000, userNs: 100_000_000, systemNs: 80_000_000 });
    const caseResult = madeCase('basic', [madeBlock({ ...alone, clientUse: busy })]);
    assert.match(judge(caseResult).causes.join(), /used 90 % of its 1 core/);
  });

  test("hold Little's law against a single stretch only", () => {
    const impossible = madeBlock({
      ...alone,
      latencies: madeLatencies({ response: constantHistogram(60_000, 2_000) }),
    });
    const caseResult = madeCase('basic', [impossible]);
    const handshakeOnly = { ...caseResult, load: { ...caseResult.load, operationCount: 0 } };
    assert.match(judge(handshakeOnly).causes.join(), /1.2 clients in flight where 1 were/);
    assert.equal(judge(caseResult).valid, true);
    const inPairs = { ...handshakeOnly, blocks: [{ ...impossible, pair: 0 }] };
    assert.equal(judge(inPairs).valid, true);
  });

  test('hold against an open plan what is known of it, and nothing that fits closed load', () => {
    const stage = { startNs: 0, endNs: 1e8, startPerSecond: 2e4, endPerSecond: 2e4 };
    const open = { stages: [stage], spacing: 'constant', onOverload: 'queue' } as const;
    const busy = madeUse({ userNs: 100_000_000 });
    const made = madeCase('basic', [madeBlock({ ...alone, clientUse: busy })]);
    const planned = { ...made, load: { ...made.load, open } };
    assert.deepEqual(judge(planned), { valid: true, causes: [] });
    const figures = {
      ...{ plannedCount: 2_000, sentCount: 1_000, lagP99Ns: 1, responseP50Ns: 1 },
      ...{ backlogSlopePerSecond: 0, durationNs: 100_000_000 },
    };
    const openFigures = new Map([[planned.name, figures]]);
    const { causes } = judgeValidity([planned], { design: null, openFigures });
    assert.match(causes.join(), /only 1000 of 2000 planned/);
  });

  test('hold drift against blocks in turn, but not against slices', () => {
    const drifting = Array.from({ length: 12 }, (_, pair) =>
      steadyBlock(50_000 + 5_000 * pair, { pair }),
    );
    const caseResult = madeCase('basic', drifting);
    assert.ok(duet !== null);
    assert.equal(judge(caseResult, duet).valid, true);
    assert.match(judge(caseResult, { ...duet, kind: 'blocks' }).causes.join(), /drifted/);
  });
});
