// Planned looks: what they are, and that looking three times raises no more false alarms than one
// look of 5 %.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostPairs, plannedLooks, singleLook } from '../../../src/model/planned-looks.ts';
import { holmCorrected } from '../../../src/stats/holm.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { signChanceRatio } from '../../../src/stats/sign-test.ts';

test('are after 12, 20 and 30 pairs, stricter than a single one', () => {
  assert.deepEqual(plannedLooks.pairCounts, [12, 20, 30]);
  assert.ok(plannedLooks.errorRatio < singleLook(20).errorRatio);
  assert.deepEqual([mostPairs(plannedLooks), mostPairs(singleLook(8))], [30, 8]);
});

/** Share of comparisons of equals in which any look finds any difference among `familyCount`. */
function falseAlarmRatio(familyCount: number, trialCount: number): number {
  const random = new SeededRandom(8);
  const alarms = Array.from({ length: trialCount }, () => {
    const pairs = Array.from({ length: familyCount }, () =>
      Array.from({ length: mostPairs(plannedLooks) }, () => random.nextRatio() - 0.5),
    );
    return plannedLooks.pairCounts.some((pairCount) => {
      const chances = pairs.map((values) => signChanceRatio(values.slice(0, pairCount)));
      return holmCorrected(chances).some((chance) => chance <= plannedLooks.errorRatio);
    });
  });
  return alarms.filter((isAlarm) => isAlarm).length / trialCount;
}

test('together raise a false alarm in fewer than 5 % of comparisons of one metric', () => {
  const ratio = falseAlarmRatio(1, 10_000);
  // By counting, 0.6 % at the first look, and 1.2 and 1.6 % at the others by themselves.
  assert.ok(ratio > 0.015 && ratio < 0.035, `${ratio}`);
});

test('together raise any false alarm in fewer than 5 % of comparisons of 18 verdicts', () => {
  const ratio = falseAlarmRatio(18, 1_500);
  assert.ok(ratio < 0.05, `${ratio}`);
});
