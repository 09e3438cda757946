// Laws of service time as users write them, and what they come to on average.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import {
  meanServiceNs,
  parseServiceLaw,
  parseServiceLaws,
  type ServiceLaw,
  serviceLawText,
} from '../../../src/model/service-time.ts';

const constant = (constantNs: number): ServiceLaw => ({ kind: 'constant', constantNs });

const laws: readonly [text: string, law: ServiceLaw, meanNs: number, again: string][] = [
  ['0', constant(0), 0, '0'],
  ['0ms', constant(0), 0, '0'],
  ['100us', constant(100_000), 100_000, '100us'],
  ['1.5us', constant(1_500), 1_500, '1500ns'],
  ['1000ms', constant(1e9), 1e9, '1s'],
  ['1h', constant(3.6e12), 3.6e12, '3600s'],
  ['exp:100us', { kind: 'exponential', meanNs: 100_000 }, 100_000, 'exp:100us'],
  [
    'bimodal:10us,5ms,1%',
    { kind: 'bimodal', usualNs: 10_000, rareNs: 5_000_000, rareRatio: 0.01 },
    59_900,
    'bimodal:10us,5ms,0.01',
  ],
];

group('a law', () => {
  for (const [text, law, meanNs, again] of laws) {
    test(`${text} is read, averaged and written again`, () => {
      assert.deepEqual(parseServiceLaw(text), law);
      assert.equal(meanServiceNs(law), meanNs);
      assert.equal(serviceLawText(law), again);
      assert.deepEqual(parseServiceLaw(again), law);
    });
  }

  const faults = ['', '100', 'fast', 'exp:', 'exp:1us,2us', 'bimodal:1us,2us', '1us,2us', '2h'];
  for (const text of [...faults, 'bimodal:1us,2us,3', 'bimodal:1us,2us,1%,4', 'gauss:1us']) {
    test(`'${text}' is none, and the place is named`, () => {
      assert.throws(
        () => parseServiceLaw(text, '--service'),
        (error) => error instanceof FifobenchError && /^--service: /.test(error.message),
      );
    });
  }
});

group('a list of laws', () => {
  const lists: readonly [string, string][] = [
    ['0', '0'],
    ['0,10us,1ms', '0 10us 1ms'],
    ['bimodal:10us,5ms,1%', 'bimodal:10us,5ms,0.01'],
    ['1us,bimodal:10us,5ms,1%,exp:2ms', '1us bimodal:10us,5ms,0.01 exp:2ms'],
  ];
  for (const [text, words] of lists) {
    test(text, () => assert.equal(parseServiceLaws(text).map(serviceLawText).join(' '), words));
  }

  for (const text of ['', '1us,', ',1us', '1us,,2us', 'bimodal:1us,2us']) {
    test(`'${text}' has a gap or a law cut short`, () => {
      assert.throws(() => parseServiceLaws(text, '--service'), FifobenchError);
    });
  }
});
