// What a comparison answers at first sight: who is faster, how sure that is, and why.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Verdict } from '../../../src/model/verdict.ts';
import { caseFigures } from '../../../src/report/case-figures.ts';
import { comparisonAnswer } from '../../../src/report/comparison-answer.ts';
import { sampleRun, sampleVerdict } from '../../support/sample-run.ts';

const alone = '1 client, same core';
const crowd = '32 clients, cross core';

function answer(...verdicts: readonly Partial<Verdict>[]) {
  const run = sampleRun({ verdicts: verdicts.map(sampleVerdict) });
  const { leads, claims, reasons } = comparisonAnswer(run, run.cases.map(caseFigures));
  return { leads, claims: claims.map(String), reasons: reasons.map(String) };
}

group('the answer', () => {
  test('names the faster server, how sure that is, and where the time goes', () => {
    assert.deepEqual(answer({}), {
      leads: ['basic is faster than forking, going by the handshake.'],
      claims: [
        `${alone}: forking takes 5.4 times as long as basic for a handshake (205 µs more), ` +
          'with 96 % confidence 5.3 to 5.5 times (20 pairs).',
      ],
      reasons: [
        `${alone}: a handshake of forking takes 211 µs longer on average; waiting for ` +
          'the acknowledgement (ack) takes 127 µs longer; the fork call of forking alone takes ' +
          '153 µs, 59 % of its handshake.',
      ],
    });
  });

  const leads: readonly [what: string, verdicts: Partial<Verdict>[], lead: string][] = [
    [
      'says that it holds in every case',
      [{}, { group: crowd }],
      'basic is faster than forking in every case, going by the handshake.',
    ],
    [
      'names the cases where they differ',
      [{}, { group: crowd, ratio: 0.9, verdict: 'improved' }],
      `basic is faster than forking (${alone}), forking is faster than basic (${crowd}), ` +
        'going by the handshake.',
    ],
    ['says that they are alike', [{ verdict: 'equivalent' }], 'forking is as fast as basic'],
    [
      'leaves open what is open',
      [{ verdict: 'inconclusive' }],
      'Which of basic and forking is faster stays open',
    ],
    [
      'does not make much of little',
      [{ verdict: 'minor' }],
      'forking and basic differ too little to count',
    ],
  ];
  for (const [what, verdicts, lead] of leads) {
    test(what, () => assert.ok(answer(...verdicts).leads[0]?.startsWith(lead.replace(/\.$/, ''))));
  }

  test('gives neither confidence nor reasons for what stays open', () => {
    const { claims, reasons } = answer({ verdict: 'inconclusive', reason: 'too few pairs' });
    assert.doesNotMatch(claims.join(), /confidence/);
    assert.deepEqual(reasons, []);
  });

  test('is empty where nothing may be concluded', () => {
    const run = sampleRun({ validity: { valid: false, causes: ['It ended.'] } });
    const empty = { leads: [], claims: [], reasons: [] };
    assert.deepEqual(comparisonAnswer(run, run.cases.map(caseFigures)), empty);
  });
});
