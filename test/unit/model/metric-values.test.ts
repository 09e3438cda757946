// What each metric is, one sentence a row, and when it is unknown.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Block } from '../../../src/model/block.ts';
import { metricValues } from '../../../src/model/metric-values.ts';
import { type MetricName, metricNames } from '../../../src/model/verdict.ts';
import { constantHistogram, madeBlock, madeLatencies, madeUse } from '../../support/made-case.ts';

const measured: Block = madeBlock({
  busyNs: 500_000_000,
  handshakes: { established: 20_000, failed: 5_000, attempts: 1, collisions: 1, unfinished: 1 },
  latencies: madeLatencies({
    response: constantHistogram(1_000, 20_000),
    service: constantHistogram(900, 20_000),
    roundTrip: constantHistogram(70, 20_000),
  }),
  operationCount: 20_000,
  operationBytes: 2_560_000,
  serverUse: madeUse({ minorFaultCount: 4_000, ioCallCount: 11_000 }),
});

const rows: readonly [MetricName, number, string][] = [
  ['response_p50', 1_000, 'from the intended start'],
  ['response_p90', 1_000, 'from the intended start'],
  ['response_p99', 1_000, 'from the intended start'],
  ['response_p999', 1_000, '20 of 20,000 samples lie beyond'],
  ['service_p50', 900, 'from the actual start'],
  ['service_p90', 900, 'from the actual start'],
  ['service_p99', 900, 'from the actual start'],
  ['handshakes_per_second', 40_000, '20,000 in half a second of busy time'],
  ['operation_p50', 70, 'one round trip'],
  ['operation_p99', 70, 'one round trip'],
  ['operations_per_second', 40_000, '20,000 in half a second'],
  ['bytes_per_second', 5_120_000, 'both directions'],
  ['failed_ratio', 0.2, 'of those that ended, without the unfinished'],
  ['server_cpu_ns_per_handshake', 20_000, 'user and system together'],
  ['server_context_switches_per_handshake', 2.1, 'voluntary and not'],
  ['server_minor_faults_per_handshake', 2, '4,000 in 2,000 handshakes'],
  ['server_io_calls_per_handshake', 5.5, '11,000 in 2,000 handshakes'],
];

for (const [metric, value, why] of rows) {
  test(`${metric} is ${value}: ${why}`, () => {
    assert.equal(metricValues(measured)[metric], value);
  });
}

test('every metric has a row here', () => {
  assert.deepEqual(
    rows.map(([metric]) => metric),
    metricNames,
  );
});

group('a metric is unknown, and not 0,', () => {
  const unknown: readonly [MetricName, Partial<Block>, string][] = [
    ['service_p99', { latencies: madeLatencies() }, 'without a sample'],
    [
      'service_p99',
      { latencies: madeLatencies({ service: constantHistogram(9, 999) }) },
      'with 999 samples for a p99',
    ],
    ['handshakes_per_second', { busyNs: 0 }, 'without busy time'],
    ['operations_per_second', { operationCount: 0 }, 'without an operation'],
    ['bytes_per_second', { operationBytes: 0 }, 'without a payload'],
    [
      'failed_ratio',
      {
        handshakes: { established: 0, failed: 0, attempts: 3, collisions: 0, unfinished: 3 },
      },
      'where no handshake ended',
    ],
    ['server_cpu_ns_per_handshake', { serverUse: null }, 'where nobody measured the server'],
    [
      'server_context_switches_per_handshake',
      { serverUse: madeUse({ handshakeCount: 0 }) },
      'without a handshake to share it',
    ],
  ];
  for (const [metric, change, why] of unknown) {
    test(`${why} (${metric})`, () => {
      assert.equal(metricValues({ ...measured, ...change })[metric], null);
    });
  }
});
