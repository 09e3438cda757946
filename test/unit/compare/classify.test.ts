// From an interval to a word, a picture a row; and what the witnesses may and may not do to it.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { classify, type LogInterval, mirrored } from '../../../src/compare/classify.ts';
import type { VerdictWord } from '../../../src/model/verdict.ts';
import { fc } from '../../support/property.ts';

const delta = 0.02;

/** An effect whose witnesses agree with the interval. */
function agreed(low: number, high: number) {
  const middle = (low + high) / 2;
  return {
    interval: { low, high },
    hodgesLehmann: { low: middle, high: middle },
    bootstrap: { low, high },
  };
}

group('the word of an interval', () => {
  const rows: readonly [number, number, VerdictWord, string][] = [
    [0.03, 0.05, 'regressed', 'wholly beyond what matters, on the worse side'],
    [-0.05, -0.03, 'improved', 'wholly beyond what matters, on the better side'],
    [-0.01, 0.01, 'equivalent', 'wholly inside'],
    [0.005, 0.01, 'equivalent', 'wholly inside, although it excludes no change'],
    [-0.02, 0.02, 'equivalent', 'the limits themselves do not matter yet'],
    [0, 0, 'equivalent', 'not the least difference'],
    [0.01, 0.05, 'minor', 'excludes no change, but may be too small to matter'],
    [-0.05, -0.01, 'minor', 'the same on the better side'],
    [0.02, 0.03, 'minor', 'begins exactly where it starts to matter'],
    [-0.01, 0.05, 'inconclusive', 'from better to a regression that matters'],
    [0, 0.05, 'inconclusive', 'no change is just possible'],
    [-0.5, 0.5, 'inconclusive', 'anything is possible'],
  ];
  for (const [low, high, word, why] of rows) {
    test(`from ${low} to ${high} is ${word}: ${why}`, () => {
      assert.equal(classify(agreed(low, high), { delta }).verdict, word);
    });
  }

  test('comes with a reason if and only if it is inconclusive', () => {
    const bound = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(bound, bound, (one, other) => {
        const effect = agreed(Math.min(one, other), Math.max(one, other));
        const { verdict, reason } = classify(effect, { delta });
        assert.equal(reason !== null, verdict === 'inconclusive');
      }),
    );
  });

  test('turns round when more is better', () => {
    assert.equal(classify(mirrored(agreed(0.03, 0.05)), { delta }).verdict, 'improved');
    assert.equal(classify(mirrored(agreed(-0.05, -0.03)), { delta }).verdict, 'regressed');
    assert.equal(classify(mirrored(agreed(-0.01, 0.015)), { delta }).verdict, 'equivalent');
  });
});

group('a witness', () => {
  const point = (at: number): LogInterval => ({ low: at, high: at });
  const rows: readonly [LogInterval, Partial<ReturnType<typeof agreed>>, RegExp, string][] = [
    [
      { low: 0.03, high: 0.05 },
      { hodgesLehmann: point(-0.01) },
      /Hodges-Lehmann/,
      'an estimate on the better side',
    ],
    [
      { low: 0.03, high: 0.05 },
      { bootstrap: { low: -0.01, high: 0.05 } },
      /bootstrap/,
      'a bootstrap interval that reaches no change',
    ],
    [
      { low: -0.05, high: -0.03 },
      { bootstrap: { low: -0.05, high: 0.01 } },
      /bootstrap/,
      'the same on the other side',
    ],
    [
      { low: -0.01, high: 0.01 },
      { hodgesLehmann: point(0.03) },
      /Hodges-Lehmann/,
      'an estimate beyond what matters, against equivalence',
    ],
    [
      { low: -0.01, high: 0.01 },
      { bootstrap: { low: -0.01, high: 0.03 } },
      /bootstrap/,
      'a bootstrap interval beyond what matters, against equivalence',
    ],
    [
      { low: 0.01, high: 0.05 },
      { hodgesLehmann: point(0) },
      /Hodges-Lehmann/,
      'an estimate of no change, against a minor one',
    ],
  ];
  for (const [interval, change, reason, what] of rows) {
    test(`withdraws the word: ${what}`, () => {
      const effect = { ...agreed(interval.low, interval.high), ...change };
      const outcome = classify(effect, { delta });
      assert.equal(outcome.verdict, 'inconclusive');
      assert.match(outcome.reason ?? '', reason);
    });
  }

  test('never makes a word of an open question', () => {
    const effect = { ...agreed(-0.1, 0.1), bootstrap: { low: 0.03, high: 0.05 } };
    assert.equal(classify(effect, { delta }).verdict, 'inconclusive');
  });

  test('that says less, but on the same side, leaves a regression one', () => {
    const effect = { ...agreed(0.03, 0.05), bootstrap: { low: 0.01, high: 0.06 } };
    assert.equal(classify(effect, { delta }).verdict, 'regressed');
  });
});
