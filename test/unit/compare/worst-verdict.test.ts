// One word for many verdicts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worstVerdict } from '../../../src/compare/worst-verdict.ts';
import type { VerdictWord } from '../../../src/model/verdict.ts';
import { sampleVerdict } from '../../support/sample-run.ts';

const rows: readonly [readonly VerdictWord[], VerdictWord, string][] = [
  [[], 'inconclusive', 'nothing was compared'],
  [['equivalent'], 'equivalent', 'a single one is itself'],
  [['improved', 'equivalent'], 'improved', 'good news comes before none'],
  [['improved', 'minor'], 'minor', 'a small change comes before good news'],
  [['minor', 'inconclusive', 'improved'], 'inconclusive', 'an open question comes before those'],
  [['inconclusive', 'regressed', 'improved'], 'regressed', 'a regression comes before all'],
];
for (const [words, worst, why] of rows) {
  test(`of [${words.join(', ')}] it is ${worst}: ${why}`, () => {
    assert.equal(worstVerdict(words.map((verdict) => sampleVerdict({ verdict }))), worst);
  });
}
