// Verdicts in words: for each word and kind of metric what is claimed, and never more than that.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricNames, type Verdict, type VerdictWord } from '../../../src/model/verdict.ts';
import { metricWordings } from '../../../src/report/metric-wording.ts';
import { verdictGrounds, verdictSentence } from '../../../src/report/verdict-sentence.ts';

const verdict: Verdict = {
  group: '1 client, same core',
  metric: 'service_p50',
  baseline: 'basic',
  candidate: 'forking',
  ratio: 5.41,
  interval: [5.31, 5.52],
  confidenceRatio: 0.959,
  chanceRatio: 2 / 2 ** 20,
  correctedChanceRatio: 2 / 2 ** 20,
  pairCount: 20,
  samePairCount: 4,
  floorRatio: 1.012,
  detectableRatio: 1.021,
  deltaRatio: 1.02,
  verdict: 'regressed',
  reason: null,
};

const sentences: readonly [claim: string, change: Partial<Verdict>, sentence: string][] = [
  [
    'says a manifold time as a factor',
    {},
    'forking takes 5.4 times as long as basic for a handshake',
  ],
  [
    'says a longer time in percent',
    { ratio: 1.047 },
    'forking takes 4.7 % longer than basic for a handshake',
  ],
  [
    'says a shorter time in percent',
    { ratio: 0.9, verdict: 'improved' },
    'forking takes 10 % less time than basic for a handshake',
  ],
  [
    'says a small fraction of the time as a factor',
    { ratio: 0.019, verdict: 'improved' },
    'forking takes 0.019 times as long as basic for a handshake',
  ],
  [
    'says fewer for what can be counted',
    { metric: 'handshakes_per_second', ratio: 0.8 },
    'forking completes 20 % fewer handshakes per second than basic',
  ],
  [
    'says more where there is more',
    { metric: 'operations_per_second', ratio: 1.1, verdict: 'improved' },
    'forking completes 10 % more operations per second than basic',
  ],
  [
    'says less for what cannot be counted',
    { metric: 'server_cpu_ns_per_handshake', ratio: 0.8, verdict: 'improved' },
    'forking uses 20 % less CPU time per handshake than basic',
  ],
  [
    'says a manifold amount as a factor',
    { metric: 'server_cpu_ns_per_handshake', ratio: 3.2 },
    'forking uses 3.2 times as much CPU time per handshake as basic',
  ],
  [
    'says how alike the equivalent are',
    { ratio: 1.001, verdict: 'equivalent' },
    'forking takes as long as basic for a handshake: any difference is below 2.0 %',
  ],
  [
    'says how alike equivalent amounts are',
    { ratio: 1.001, verdict: 'equivalent', metric: 'handshakes_per_second' },
    'forking completes as many handshakes per second as basic: any difference is below 2.0 %',
  ],
  [
    'says that a minor difference may not count',
    { ratio: 1.015, verdict: 'minor' },
    'forking takes 1.5 % longer than basic for a handshake; ' +
      'the difference is certain, but perhaps too small to count',
  ],
  [
    'leaves the inconclusive open and says why',
    { ratio: 1.012, verdict: 'inconclusive', reason: 'the interval includes no change' },
    'whether forking takes longer than basic for a handshake stays open (measured: +1.2 %): ' +
      'the interval includes no change',
  ],
  [
    'claims nothing without an estimate',
    { ratio: null, interval: null, verdict: 'inconclusive', metric: 'handshakes_per_second' },
    'whether forking completes more handshakes per second than basic stays open',
  ],
];

for (const [claim, change, sentence] of sentences) {
  test(claim, () => assert.equal(String(verdictSentence({ ...verdict, ...change })), sentence));
}

const grounds: readonly [claim: string, change: Partial<Verdict>, text: string][] = [
  [
    'rests on interval, pairs and what counts',
    {},
    'interval 5.3 to 5.5 times, 20 pairs; a difference above 2.0 % counts',
  ],
  [
    'says what an open question could have found',
    { verdict: 'inconclusive', ratio: 1.01, interval: [0.98, 1.05] },
    'interval −2.0 to +5.0 %, 20 pairs; a difference above 2.1 % could have been found',
  ],
  [
    'says that there is no interval',
    { interval: null, pairCount: 1 },
    'no interval, 1 pair; a difference above 2.0 % counts',
  ],
];

for (const [claim, change, text] of grounds) {
  test(claim, () => assert.equal(String(verdictGrounds({ ...verdict, ...change })), text));
}

test('an open question never says longer or more as a fact, for any metric', () => {
  for (const metric of metricNames) {
    const open = { ...verdict, metric, verdict: 'inconclusive' as const };
    const sentence = String(verdictSentence(open));
    assert.match(sentence, /^whether .* stays open/);
  }
});

test('every metric has a sentence for every word', () => {
  const words: VerdictWord[] = ['regressed', 'improved', 'equivalent', 'minor', 'inconclusive'];
  for (const metric of metricNames) {
    for (const word of words) {
      const said = { ...verdict, metric, verdict: word, ratio: 1.3 };
      const sentence = String(verdictSentence(said));
      assert.ok(sentence.includes('forking') && sentence.includes('basic'), sentence);
      assert.ok(!sentence.includes('undefined') && !sentence.includes('_'), sentence);
    }
  }
});

test('labels fit beside their figures in 80 columns', () => {
  for (const { label } of Object.values(metricWordings)) {
    assert.ok(label.length <= 13, label);
  }
});
