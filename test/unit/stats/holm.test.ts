// Holm's correction on worked examples, and what it promises: one wrong answer in a whole family no
// more often than in a single question.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holmCorrected } from '../../../src/stats/holm.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { fc } from '../../support/property.ts';

const rows: readonly [number[], number | undefined, number[], string][] = [
  [[], undefined, [], 'of nothing is nothing'],
  [[0.03], undefined, [0.03], 'of one question changes nothing'],
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") gives 0.03 0.06 0.06 0.02.
  [[0.01, 0.04, 0.03, 0.005], undefined, [0.03, 0.06, 0.06, 0.02], 'is that of R'],
  [[0.5, 0.6], undefined, [1, 1], 'never exceeds 1'],
  [[0.01, 0.02], 10, [0.1, 0.18], 'counts questions that are still to come'],
];
for (const [given, familyCount, expected, claim] of rows) {
  test(claim, () => {
    const corrected = holmCorrected(given, familyCount === undefined ? {} : { familyCount });
    assert.equal(corrected.length, expected.length);
    corrected.forEach((chance, index) => {
      assert.ok(Math.abs(chance - (expected[index] ?? Number.NaN)) < 1e-12);
    });
  });
}

test('refuses a family smaller than its members', () => {
  assert.throws(() => holmCorrected([0.1, 0.2], { familyCount: 1 }), assert.AssertionError);
});

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

test('keeps the order of the questions, and makes none more certain', () => {
  fc.assert(
    fc.property(chances, (given) => {
      const corrected = holmCorrected(given);
      given.forEach((chance, index) => {
        assert.ok((corrected[index] ?? 0) >= chance);
        given.forEach((other, at) => {
          assert.ok(chance > other || (corrected[index] ?? 1) <= (corrected[at] ?? 0));
        });
      });
    }),
  );
});

test('finds what Bonferroni finds, and sometimes more', () => {
  fc.assert(
    fc.property(chances, (given) => {
      holmCorrected(given).forEach((chance, index) => {
        assert.ok(chance <= Math.min(1, given.length * (given[index] ?? 0)) + 1e-12);
      });
    }),
  );
});

test('of 18 true answers "nothing" one is wrong in a twentieth of families, not in most', () => {
  const random = new SeededRandom(5);
  let plain = 0;
  let corrected = 0;
  for (let family = 0; family < 4_000; family += 1) {
    const given = Array.from({ length: 18 }, () => random.nextRatio());
    plain += given.some((chance) => chance <= 0.05) ? 1 : 0;
    corrected += holmCorrected(given).some((chance) => chance <= 0.05) ? 1 : 0;
  }
  assert.ok(plain / 4_000 > 0.55, `${plain}`);
  assert.ok(corrected / 4_000 > 0.035 && corrected / 4_000 < 0.06, `${corrected}`);
});
