// Verdicts on cases whose blocks were made up: what is decided, refused, and must not pass.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { compareCase } from '../../../src/compare/compare-case.ts';
import { defaultComparedMetrics } from '../../../src/compare/metrics.ts';
import type { Block } from '../../../src/model/block.ts';
import type { MetricName, Verdict } from '../../../src/model/verdict.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import {
  constantHistogram,
  madeCase,
  madeLatencies,
  steadyBlock,
} from '../../support/made-case.ts';
import { fc } from '../../support/property.ts';

const pairNumbers = (count: number) => Array.from({ length: count }, (_, pair) => pair);

/** Blocks of 1 µs values with a spread of ±`spreadRatio` about `serviceNs`. */
function noisyBlocks(
  serviceNs: number,
  { count, spreadRatio = 0, seed = 1 }: { count: number; spreadRatio?: number; seed?: number },
): Block[] {
  const random = new SeededRandom(seed);
  return pairNumbers(count).map((pair) => {
    const factor = 1 + spreadRatio * (2 * random.nextRatio() - 1);
    return steadyBlock(Math.round(serviceNs * factor), { pair });
  });
}

function verdictOf(
  blocks: { baseline: readonly Block[]; candidate: readonly Block[] },
  { metric = 'service_p50', deltaRatio = 0.02 }: { metric?: MetricName; deltaRatio?: number } = {},
): Verdict {
  const [verdict] = compareCase({
    baseline: madeCase('basic', blocks.baseline),
    candidate: madeCase('forking', blocks.candidate),
    metrics: [metric],
    deltaRatio,
    seed: 1,
  });
  assert.ok(verdict !== undefined);
  return verdict;
}

group('a clear difference', () => {
  const slower = {
    baseline: noisyBlocks(50_000, { count: 20, spreadRatio: 0.005, seed: 1 }),
    candidate: noisyBlocks(60_000, { count: 20, spreadRatio: 0.005, seed: 2 }),
  };

  test('to the worse has regressed, with everything that it rests on', () => {
    const verdict = verdictOf(slower);
    assert.equal(verdict.verdict, 'regressed');
    assert.equal(verdict.reason, null);
    assert.deepEqual([verdict.baseline, verdict.candidate], ['basic', 'forking']);
    assert.equal(verdict.pairCount, 20);
    assert.ok(Math.abs((verdict.ratio ?? 0) - 1.2) < 0.01);
    const [low, high] = verdict.interval ?? [Number.NaN, Number.NaN];
    assert.ok(low > 1.19 && low <= (verdict.ratio ?? 0) && (verdict.ratio ?? 0) <= high);
    assert.ok(Math.abs((verdict.confidenceRatio ?? 0) - 0.9586) < 1e-4);
    assert.equal(verdict.chanceRatio, 2 / 2 ** 20);
    assert.ok((verdict.detectableRatio ?? 0) > 1 && (verdict.detectableRatio ?? 9) < 1.02);
    assert.ok(Math.abs(verdict.deltaRatio - 1.02) < 1e-12);
  });

  test('to the better has improved', () => {
    const faster = { baseline: slower.candidate, candidate: slower.baseline };
    assert.equal(verdictOf(faster).verdict, 'improved');
  });

  test('in throughput has regressed where there is less of it', () => {
    const verdict = verdictOf(slower, { metric: 'handshakes_per_second' });
    assert.equal(verdict.verdict, 'regressed');
    assert.ok((verdict.ratio ?? 9) < 0.85);
  });

  test('smaller than what matters to the user is equivalent', () => {
    assert.equal(verdictOf(slower, { deltaRatio: 0.5 }).verdict, 'equivalent');
  });
});

group('no difference', () => {
  test('at all is equivalent, with a ratio of exactly 1', () => {
    const blocks = noisyBlocks(50_000, { count: 20 });
    const verdict = verdictOf({ baseline: blocks, candidate: blocks });
    assert.equal(verdict.verdict, 'equivalent');
    assert.deepEqual([verdict.ratio, verdict.interval], [1, [1, 1]]);
  });

  test('under much noise is inconclusive, never a difference', () => {
    const verdict = verdictOf({
      baseline: noisyBlocks(50_000, { count: 20, spreadRatio: 0.5, seed: 3 }),
      candidate: noisyBlocks(50_000, { count: 20, spreadRatio: 0.5, seed: 4 }),
    });
    assert.equal(verdict.verdict, 'inconclusive');
    assert.match(verdict.reason ?? '', /no change/);
  });

  test('is called a difference in at most one of twenty comparisons', () => {
    let alarmCount = 0;
    for (let trial = 0; trial < 100; trial += 1) {
      const { verdict } = verdictOf({
        baseline: noisyBlocks(50_000, { count: 12, spreadRatio: 0.1, seed: 2 * trial }),
        candidate: noisyBlocks(50_000, { count: 12, spreadRatio: 0.1, seed: 2 * trial + 1 }),
      });
      alarmCount += verdict === 'equivalent' || verdict === 'inconclusive' ? 0 : 1;
    }
    assert.ok(alarmCount <= 8, `${alarmCount} of 100`);
  });
});

group('too little evidence', () => {
  test('refuses a verdict on five pairs, however clear they are', () => {
    const verdict = verdictOf({
      baseline: noisyBlocks(50_000, { count: 5 }),
      candidate: noisyBlocks(99_000, { count: 5 }),
    });
    assert.equal(verdict.verdict, 'inconclusive');
    assert.deepEqual([verdict.interval, verdict.confidenceRatio], [null, null]);
    assert.equal(verdict.detectableRatio, null);
    assert.equal(verdict.pairCount, 5);
    assert.ok(Math.abs((verdict.ratio ?? 0) - 1.98) < 0.01);
    assert.equal(verdict.reason, '5 of the 6 pairs that an interval needs');
  });

  test('says how many pairs a stricter interval needs', () => {
    const [verdict] = compareCase({
      baseline: madeCase('basic', noisyBlocks(50_000, { count: 6 })),
      candidate: madeCase('forking', noisyBlocks(99_000, { count: 6 })),
      ...{ metrics: ['service_p50'], deltaRatio: 0.02, errorRatio: 0.022, seed: 1 },
    });
    assert.equal(verdict?.reason, '6 of the 7 pairs that an interval needs');
  });

  test('ends with the sixth pair', () => {
    const verdict = verdictOf({
      baseline: noisyBlocks(50_000, { count: 6 }),
      candidate: noisyBlocks(99_000, { count: 6 }),
    });
    assert.equal(verdict.verdict, 'regressed');
  });

  test('does not count pairs in which a server failed', () => {
    const failing = noisyBlocks(99_000, { count: 6 }).map((block, index) =>
      index === 0 ? { ...block, serverFault: 'it died' } : block,
    );
    const verdict = verdictOf({
      baseline: noisyBlocks(50_000, { count: 6 }),
      candidate: failing,
    });
    assert.deepEqual([verdict.verdict, verdict.pairCount], ['inconclusive', 5]);
  });
});

group('what is missing never passes', () => {
  const sound = noisyBlocks(50_000, { count: 20 });
  const comparison = (baseline: readonly Block[], candidate: readonly Block[]) =>
    compareCase({
      baseline: madeCase('basic', baseline),
      candidate: madeCase('forking', candidate),
      deltaRatio: 0.02,
      seed: 1,
    });

  const vanished: readonly [readonly Block[], readonly Block[], RegExp, string][] = [
    [sound, [], /forking has no block/, 'a candidate without blocks'],
    [[], sound, /basic has no block/, 'a baseline without blocks'],
    [[], [], /basic has no block/, 'two cases without blocks'],
    [
      sound,
      sound.map((block) => ({ ...block, serverFault: 'it died' })),
      /forking has no block/,
      'a candidate that failed in every block',
    ],
  ];
  for (const [baseline, candidate, reason, what] of vanished) {
    test(`${what} leaves every metric inconclusive`, () => {
      const verdicts = comparison(baseline, candidate);
      assert.deepEqual(
        verdicts.map(({ metric }) => metric),
        defaultComparedMetrics,
      );
      for (const verdict of verdicts) {
        assert.equal(verdict.verdict, 'inconclusive');
        assert.deepEqual([verdict.ratio, verdict.interval], [null, null]);
        assert.match(verdict.reason ?? '', reason);
      }
    });
  }

  test('a metric that one side lacks is inconclusive and named', () => {
    const unmeasured = sound.map((block) => ({ ...block, serverUse: null }));
    const verdict = verdictOf(
      { baseline: sound, candidate: unmeasured },
      { metric: 'server_cpu_ns_per_handshake' },
    );
    assert.equal(verdict.verdict, 'inconclusive');
    assert.equal(verdict.reason, 'forking has no value of server_cpu_ns_per_handshake');
  });

  test('a metric that neither side has is left out, and only that', () => {
    const short = sound.map((block) => {
      const latency = constantHistogram(50_000, 500);
      return { ...block, latencies: madeLatencies({ service: latency, response: latency }) };
    });
    const metrics = comparison(short, short).map(({ metric }) => metric);
    assert.deepEqual(
      metrics,
      defaultComparedMetrics.filter((metric) => metric !== 'service_p99'),
    );
  });
});

group('the noise of A/A pairs', () => {
  const aa = (from: number, to: number): Block[] => [
    steadyBlock(from, { pair: 100, pairKind: 'same' }),
    steadyBlock(to, { pair: 100, pairKind: 'same' }),
  ];
  const baseline = noisyBlocks(50_000, { count: 20, spreadRatio: 0.001 });
  const candidate = noisyBlocks(55_000, { count: 20, spreadRatio: 0.001, seed: 2 });

  test('raises what matters, so that a difference within it is equivalent', () => {
    const verdict = verdictOf({ baseline: [...baseline, ...aa(50_000, 60_000)], candidate });
    assert.ok(Math.abs((verdict.floorRatio ?? 0) - 1.2) < 0.01);
    assert.equal(verdict.deltaRatio, verdict.floorRatio);
    assert.equal(verdict.samePairCount, 1);
    assert.equal(verdict.verdict, 'equivalent');
  });

  test('counts from either case and in either direction', () => {
    const verdict = verdictOf({
      baseline: [...baseline, ...aa(50_000, 60_000)],
      candidate: [...candidate, ...aa(60_000, 50_000)],
    });
    assert.equal(verdict.samePairCount, 2);
    assert.ok(Math.abs((verdict.floorRatio ?? 0) - 1.2) < 0.01);
  });

  test('is that of a median: one A/A pair far off among several does not hide a difference', () => {
    const calm = [...aa(50_000, 50_100), ...aa(50_000, 49_900), ...aa(50_000, 50_000)];
    const verdict = verdictOf({
      baseline: [...baseline, ...calm, ...aa(50_000, 99_000)],
      candidate,
    });
    assert.equal(verdict.samePairCount, 4);
    assert.ok((verdict.floorRatio ?? 9) < 1.02);
    assert.equal(verdict.verdict, 'regressed');
  });

  test('below what matters to the user changes nothing', () => {
    const verdict = verdictOf({ baseline: [...baseline, ...aa(50_000, 50_100)], candidate });
    assert.ok(Math.abs(verdict.deltaRatio - 1.02) < 1e-12);
    assert.equal(verdict.verdict, 'regressed');
  });

  test('is unknown without such pairs', () => {
    assert.deepEqual(
      [
        verdictOf({ baseline, candidate }).floorRatio,
        verdictOf({ baseline, candidate }).samePairCount,
      ],
      [null, 0],
    );
  });
});

test('a median of 1 with a third of the pairs far off is not called equivalent', () => {
  const verdict = verdictOf({
    baseline: noisyBlocks(100_000, { count: 40 }),
    candidate: pairNumbers(40).map((pair) => steadyBlock(pair < 27 ? 100_000 : 900_000, { pair })),
  });
  assert.deepEqual(verdict.interval, [1, 1]);
  assert.equal(verdict.verdict, 'inconclusive');
  assert.match(verdict.reason ?? '', /Hodges-Lehmann/);
});

test('is the same for the same seed', () => {
  const blocks = {
    baseline: noisyBlocks(50_000, { count: 12, spreadRatio: 0.1, seed: 3 }),
    candidate: noisyBlocks(52_000, { count: 12, spreadRatio: 0.1, seed: 4 }),
  };
  assert.deepEqual(verdictOf(blocks), verdictOf(blocks));
});

test('swapping the two turns ratio and interval over', () => {
  const serviceNs = fc.integer({ min: 1_000, max: 1_000_000 });
  fc.assert(
    fc.property(serviceNs, serviceNs, fc.nat(1_000), (one, other, seed) => {
      const baseline = noisyBlocks(one, { count: 8, spreadRatio: 0.02, seed });
      const candidate = noisyBlocks(other, { count: 8, spreadRatio: 0.02, seed: seed + 1 });
      const there = verdictOf({ baseline, candidate });
      const back = verdictOf({ baseline: candidate, candidate: baseline });
      const [low, high] = there.interval ?? [Number.NaN, Number.NaN];
      const [backLow, backHigh] = back.interval ?? [Number.NaN, Number.NaN];
      assert.ok(Math.abs((there.ratio ?? 0) * (back.ratio ?? 0) - 1) < 1e-9);
      assert.ok(Math.abs(low * backHigh - 1) < 1e-9 && Math.abs(high * backLow - 1) < 1e-9);
    }),
    { numRuns: 20 },
  );
});
