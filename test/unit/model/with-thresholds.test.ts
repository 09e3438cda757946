// Thresholds over a whole run, and readings that count what was cut off.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { caseTotals } from '../../../src/model/case-totals.ts';
import { metricReadings } from '../../../src/model/metric-readings.ts';
import { metricValues } from '../../../src/model/metric-values.ts';
import { parseThreshold } from '../../../src/model/threshold.ts';
import { metricNames } from '../../../src/model/verdict.ts';
import { caseReadings, withThresholds } from '../../../src/model/with-thresholds.ts';
import { constantHistogram, madeBlock, madeCase } from '../../support/made-case.ts';
import { sampleRun } from '../../support/sample-run.ts';

const run = sampleRun({ cases: [madeCase('fast', [madeBlock()]), madeCase('empty', [])] });

group('the outcomes of a run', () => {
  test('come case by case, in the order of the thresholds', () => {
    const texts = ['service_p50<1ms', 'handshakes_per_second>1M/s'];
    const { thresholds } = withThresholds(run, texts.map(parseThreshold));
    assert.deepEqual(
      thresholds?.map((outcome) => [outcome.case, outcome.text, outcome.crossed]),
      [
        ['fast, 1 client, same core', 'service_p50<1ms', false],
        ['fast, 1 client, same core', 'handshakes_per_second>1M/s', true],
        ['empty, 1 client, same core', 'service_p50<1ms', true],
        ['empty, 1 client, same core', 'handshakes_per_second>1M/s', true],
      ],
    );
  });

  test('do not exist without a threshold', () => {
    assert.equal(withThresholds(run, []), run);
  });

  test('are none for a run without cases', () => {
    const outcomes = withThresholds(sampleRun({ cases: [] }), [parseThreshold('service_p50<1ms')]);
    assert.deepEqual(outcomes.thresholds, []);
  });
});

group('readings', () => {
  const totals = caseTotals(madeCase('basic', [madeBlock()]));

  test('are the plain metrics where nothing was cut off', () => {
    const values = metricValues(totals);
    for (const censored of [null, constantHistogram(1, 0)]) {
      const readings = metricReadings(totals, censored);
      for (const metric of metricNames) {
        assert.deepEqual(readings[metric], { value: values[metric], isLowerBound: false });
      }
    }
    assert.deepEqual(caseReadings(madeCase('basic', [madeBlock()])), metricReadings(totals, null));
  });

  test('of response are lower bounds from where samples were cut off', () => {
    const readings = metricReadings(totals, constantHistogram(1_000_000_000, 500));
    const service = metricValues(totals).service_p99;
    assert.deepEqual(readings.response_p50, { value: 50_015, isLowerBound: false });
    assert.equal(readings.response_p90.isLowerBound, true);
    assert.ok((readings.response_p90.value ?? 0) > 999_000_000);
    assert.deepEqual(readings.service_p99, { value: service, isLowerBound: false });
  });

  test('of a case take the censored samples of its blocks, but not those of A/A pairs', () => {
    const censored = constantHistogram(1_000_000_000, 500);
    const counted = madeCase('basic', [madeBlock({ censored }), madeBlock()]);
    assert.equal(caseReadings(counted).response_p90.isLowerBound, true);
    const same = madeCase('basic', [madeBlock({ censored, pairKind: 'same' }), madeBlock()]);
    assert.equal(caseReadings(same).response_p90.isLowerBound, false);
  });

  test('of response are unknown where all samples together are too few', () => {
    const nothing = caseTotals(madeCase('basic', []));
    const readings = metricReadings(nothing, constantHistogram(1_000, 5));
    assert.deepEqual(readings.response_p50, { value: null, isLowerBound: false });
  });
});
