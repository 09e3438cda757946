// Names and ratios of micro-benchmark figures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstRatio, microMiddleNs, microName } from '../../../src/model/micro-result.ts';
import { madeMicro } from '../../support/made-micro.ts';

test('a figure is called by its subject, and by its placement where one was chosen', () => {
  assert.equal(microName(madeMicro({ subject: 'a' })), 'a');
  assert.equal(microName(madeMicro({ subject: 'a', placement: 'cross core' })), 'a, cross core');
});

test('the middle is the median, or the mean where there is none', () => {
  assert.equal(microMiddleNs(madeMicro({ p50: 10, mean: 12 })), 10);
  assert.equal(microMiddleNs(madeMicro({ p50: null, mean: 12 })), 12);
});

test('a figure is held against the other subject at its own placement only', () => {
  const all = [
    madeMicro({ subject: 'native', placement: 'same core', p50: 10 }),
    madeMicro({ subject: 'native', placement: 'cross core', p50: 50 }),
    madeMicro({ subject: 'plain', placement: 'cross core', p50: 60, against: 'native' }),
  ];
  assert.deepEqual(
    all.map((figure) => againstRatio(figure, all)),
    [null, null, 1.2],
  );
});

test('a figure whose other subject was not measured has no ratio', () => {
  const alone = madeMicro({ subject: 'plain', against: 'native' });
  assert.equal(againstRatio(alone, [alone]), null);
});
