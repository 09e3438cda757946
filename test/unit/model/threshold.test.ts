// Thresholds: what is read from a text, what is refused with which words, and when one is kept.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import type { MetricReading } from '../../../src/model/metric-readings.ts';
import {
  judgeThreshold,
  parseThreshold,
  type ThresholdOperator,
} from '../../../src/model/threshold.ts';
import { type MetricName, metricNames } from '../../../src/model/verdict.ts';

group('is read', () => {
  const texts: readonly [string, MetricName, ThresholdOperator, number][] = [
    ['response_p99<2ms', 'response_p99', '<', 2_000_000],
    ['service_p50<=100us', 'service_p50', '<=', 100_000],
    ['handshakes_per_second>5000/s', 'handshakes_per_second', '>', 5_000],
    ['operations_per_second>=2k/s', 'operations_per_second', '>=', 2_000],
    ['handshakes_per_second>5000', 'handshakes_per_second', '>', 5_000],
    ['bytes_per_second>=2.5', 'bytes_per_second', '>=', 2.5],
    ['server_cpu_ns_per_handshake<50000', 'server_cpu_ns_per_handshake', '<', 50_000],
    ['bytes_per_second>=1MiB/s', 'bytes_per_second', '>=', 1_048_576],
    ['failed_ratio<0.1%', 'failed_ratio', '<', 0.001],
    ['failed_ratio<=0', 'failed_ratio', '<=', 0],
    ['server_cpu_ns_per_handshake<50us', 'server_cpu_ns_per_handshake', '<', 50_000],
    [
      'server_context_switches_per_handshake<=4.5',
      'server_context_switches_per_handshake',
      '<=',
      4.5,
    ],
    [' response_p999 < 1.5 s ', 'response_p999', '<', 1_500_000_000],
  ];
  for (const [text, metric, operator, limit] of texts) {
    test(`from '${text}'`, () => {
      assert.deepEqual(parseThreshold(text), { text: text.trim(), metric, operator, limit });
    });
  }

  test('for every metric that has a name', () => {
    const limits = ['1ms', '1/s', '1B/s', '1%', '1'];
    for (const metric of metricNames) {
      const readable = limits.filter((limit) => {
        try {
          return parseThreshold(`${metric}<${limit}`).metric === metric;
        } catch {
          return false;
        }
      });
      assert.ok(readable.length > 0, metric);
    }
  });
});

group('is refused', () => {
  const texts: readonly [string, string, RegExp, string][] = [
    ['', 'bad-quantity', /'' is not a threshold/, 'an empty text'],
    ['response_p99', 'bad-quantity', /is not a threshold/, 'a metric alone'],
    ['response_p99<', 'bad-quantity', /is not a threshold/, 'a limit that is missing'],
    ['response_p99=2ms', 'bad-quantity', /is not a threshold/, 'an operator that does not exist'],
    ['response_p99<<2ms', 'bad-quantity', /is not a threshold/, 'an operator twice'],
    ['<2ms', 'bad-quantity', /is not a threshold/, 'a metric that is missing'],
    ['speed<2ms', 'unknown-metric', /no metric is called 'speed'/, 'a metric that does not exist'],
    [
      'response_p99<2',
      'bad-quantity',
      /response_p99: '2' is not a dur/,
      'a duration without a unit',
    ],
    ['response_p99<2/s', 'bad-quantity', /'2\/s' is not a duration/, 'the unit of another metric'],
    ['handshakes_per_second>5k', 'bad-quantity', /is not a rate/, 'a prefix without /s'],
    ['handshakes_per_second>1.2.3', 'bad-quantity', /is not a number/, 'a number with two points'],
    ['bytes_per_second>4KiB', 'bad-quantity', /is not bytes per second/, 'a size without /s'],
    ['bytes_per_second>x/s', 'bad-quantity', /'x' is not a size/, 'no size'],
    ['failed_ratio<2', 'bad-quantity', /is not a share/, 'a share above 1'],
    [
      'server_minor_faults_per_handshake<-1',
      'bad-quantity',
      /'-1' is not a number/,
      'a count below 0',
    ],
  ];
  for (const [text, code, message, what] of texts) {
    test(what, () => {
      assert.throws(
        () => parseThreshold(text),
        (error) => {
          assert.ok(error instanceof FifobenchError);
          assert.equal(error.code, code);
          assert.match(error.message, message);
          assert.match(error.message, /--threshold/);
          assert.notEqual(error.remedy, null);
          return true;
        },
      );
    });
  }
});

group('is held against a reading', () => {
  const exact = (value: number | null): MetricReading => ({ value, isLowerBound: false });
  const atLeast = (value: number): MetricReading => ({ value, isLowerBound: true });
  const cases: readonly [string, MetricReading, boolean, string | null, string][] = [
    ['response_p99<2ms', exact(1_999_999), false, null, 'below'],
    ['response_p99<2ms', exact(2_000_000), true, null, 'equal is not below'],
    ['response_p99<=2ms', exact(2_000_000), false, null, 'equal is at most'],
    ['response_p99<=2ms', exact(2_000_001), true, null, 'above'],
    ['handshakes_per_second>5/s', exact(5), true, null, 'equal is not above'],
    ['handshakes_per_second>=5/s', exact(5), false, null, 'equal is at least'],
    ['failed_ratio<=0', exact(0), false, null, 'nothing failed'],
    ['response_p99<2ms', exact(null), true, 'too few samples', 'a percentile nobody knows'],
    ['response_p99>2ms', exact(null), true, 'too few samples', 'the same from the other side'],
    [
      'bytes_per_second>1B/s',
      exact(null),
      true,
      'nothing was measured',
      'a rate that does not exist',
    ],
    [
      'response_p99<2ms',
      atLeast(1_000_000),
      true,
      'only a lower bound is known',
      'a bound below an upper limit shows nothing',
    ],
    ['response_p99<2ms', atLeast(3_000_000), true, null, 'a bound above an upper limit crosses it'],
    ['response_p99>2ms', atLeast(3_000_000), false, null, 'a bound above a lower limit keeps it'],
    [
      'response_p99>2ms',
      atLeast(1_000_000),
      true,
      'only a lower bound is known',
      'a bound below a lower limit shows nothing',
    ],
  ];
  for (const [text, reading, crossed, reason, what] of cases) {
    test(`${text}: ${what}`, () => {
      const threshold = parseThreshold(text);
      assert.deepEqual(judgeThreshold(threshold, { caseName: 'basic, alone', reading }), {
        ...{ text, metric: threshold.metric, case: 'basic, alone' },
        ...{ ...reading, crossed, reason },
      });
    });
  }
});
