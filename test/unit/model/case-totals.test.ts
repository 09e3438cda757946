// The sum of the blocks of a case: what is added, what is left out, and what stays unknown.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Block } from '../../../src/model/block.ts';
import { caseTotals, perSecond, usePerHandshake } from '../../../src/model/case-totals.ts';
import {
  constantHistogram,
  histogramOf,
  madeBlock,
  madeCase,
  madeLatencies,
  madeUse,
  steadyBlock,
} from '../../support/made-case.ts';
import { fc } from '../../support/property.ts';

const totalsOf = (...blocks: Block[]) => caseTotals(madeCase('basic', blocks));

group('a case without blocks', () => {
  test('has zeros where it counts and nulls where it would divide', () => {
    const totals = totalsOf();
    assert.equal(totals.blockCount, 0);
    assert.equal(totals.handshakes.established, 0);
    assert.equal(totals.latencies.service.count, 0);
    assert.deepEqual(totals.failures, []);
    assert.deepEqual(
      [totals.handshakesPerSecond, totals.operationsPerSecond, totals.bytesPerSecond],
      [null, null, null],
    );
    assert.equal(totals.serverUse, null);
    assert.equal(totals.serverPerHandshake.cpuNs, null);
    assert.equal(totals.clientPerHandshake.cpuNs, null);
  });
});

group('a case of one block', () => {
  test('has its figures', () => {
    const totals = totalsOf(madeBlock({ operationCount: 2_000, operationBytes: 256_000 }));
    assert.equal(totals.handshakesPerSecond, 20_000);
    assert.equal(totals.operationsPerSecond, 20_000);
    assert.equal(totals.bytesPerSecond, 2_560_000);
    assert.equal(totals.latencies.service.percentileNs(0.5), 50_015);
    assert.deepEqual(totals.serverPerHandshake, {
      userNs: 5_000,
      systemNs: 15_000,
      cpuNs: 20_000,
      contextSwitchCount: 2.1,
      voluntarySwitchCount: 2,
      involuntarySwitchCount: 0.1,
      minorFaultCount: 0,
      ioCallCount: 5,
      systemCallCount: null,
      forkCount: 0,
    });
  });

  test('has the system calls that were counted apart, over their own handshakes', () => {
    const systemCalls = { server: { handshakeCount: 100, callCount: 1_150 }, clients: null };
    const totals = caseTotals({ blocks: [madeBlock()], systemCalls });
    assert.equal(totals.serverPerHandshake.systemCallCount, 11.5);
    assert.equal(totals.clientPerHandshake.systemCallCount, null);
    assert.equal(totals.serverPerHandshake.ioCallCount, 5);
  });

  test('does not share its histograms, so that adding to a total harms no block', () => {
    const block = madeBlock();
    totalsOf(block).latencies.service.add(constantHistogram(1, 1));
    assert.equal(block.latencies.service.count, 2_000);
  });
});

group('A/A pairs', () => {
  test('are left out of the totals', () => {
    const totals = totalsOf(steadyBlock(10), steadyBlock(99_000, { pairKind: 'same' }));
    assert.equal(totals.blockCount, 1);
    assert.equal(totals.latencies.service.maxNs, 10);
  });

  test('are the totals where there is nothing else', () => {
    assert.equal(totalsOf(steadyBlock(10, { pairKind: 'same' })).blockCount, 1);
  });

  test('leave blocks in that stand alone', () => {
    const alone = steadyBlock(10, { pairKind: null, pair: null });
    assert.equal(totalsOf(alone, steadyBlock(20)).blockCount, 2);
  });
});

group('adding', () => {
  test('sums every counter and every histogram', () => {
    const counts = fc.record({
      established: fc.nat(1_000),
      failed: fc.nat(9),
      attempts: fc.nat(2_000),
      collisions: fc.nat(9),
      unfinished: fc.nat(9),
    });
    const sketches = fc.array(
      fc.record({ handshakes: counts, busyNs: fc.nat(1e9), valuesNs: fc.array(fc.nat(1e6)) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(sketches, (made) => {
        const blocks = made.map(({ handshakes, busyNs, valuesNs }) => {
          const latencies = madeLatencies({ service: histogramOf(valuesNs) });
          return madeBlock({ handshakes, busyNs, latencies });
        });
        const totals = totalsOf(...blocks);
        const sum = (pick: (sketch: (typeof made)[number]) => number) =>
          made.reduce((total, sketch) => total + pick(sketch), 0);
        assert.equal(
          totals.busyNs,
          sum(({ busyNs }) => busyNs),
        );
        assert.equal(
          totals.handshakes.established,
          sum(({ handshakes }) => handshakes.established),
        );
        assert.equal(
          totals.handshakes.collisions,
          sum(({ handshakes }) => handshakes.collisions),
        );
        const all = histogramOf(made.flatMap(({ valuesNs }) => valuesNs));
        assert.deepEqual(totals.latencies.service.sparse(), all.sparse());
      }),
      { numRuns: 40 },
    );
  });

  test('takes throughput from the sums: a slow block weighs more than a fast one', () => {
    const totals = totalsOf(steadyBlock(10_000), steadyBlock(90_000));
    assert.equal(totals.handshakesPerSecond, 20_000);
  });

  test('never averages percentiles: the p90 is that of all samples together', () => {
    const totals = totalsOf(steadyBlock(1_000), steadyBlock(2_000));
    assert.equal(totals.latencies.service.percentileNs(0.9), 2_000);
    assert.equal(totals.latencies.service.percentileNs(0.5), 1_000);
  });

  test('joins failures of one kind and keeps kinds apart', () => {
    const totals = totalsOf(
      madeBlock({ failures: [{ phase: 'ack', cause: 'timeout', count: 2 }] }),
      madeBlock({
        failures: [
          { phase: 'ack', cause: 'timeout', count: 3 },
          { phase: 'ack', cause: 'refused', count: 1 },
        ],
      }),
    );
    assert.deepEqual(totals.failures, [
      { phase: 'ack', cause: 'timeout', count: 5 },
      { phase: 'ack', cause: 'refused', count: 1 },
    ]);
  });

  test('says each fault of a server once', () => {
    const died = { serverFault: 'it died' };
    const totals = totalsOf(madeBlock(died), madeBlock(died), madeBlock());
    assert.deepEqual(totals.serverFaults, ['it died']);
  });
});

group('what nobody measured', () => {
  test('leaves its handshakes out of the average', () => {
    const totals = totalsOf(madeBlock(), madeBlock({ serverUse: null }));
    assert.equal(totals.serverUse?.handshakeCount, 2_000);
    assert.equal(totals.serverPerHandshake.cpuNs, 20_000);
  });

  test('makes the count of forks unknown, not low', () => {
    const uncounted = madeBlock({ serverUse: madeUse({ forkCount: null }) });
    const totals = totalsOf(madeBlock({ serverUse: madeUse({ forkCount: 9 }) }), uncounted);
    assert.equal(totals.serverUse?.forkCount, null);
    assert.equal(totals.serverPerHandshake.forkCount, null);
  });

  test('leaves the fork of a server that never forks without a histogram', () => {
    assert.equal(totalsOf(madeBlock()).forkNs, null);
    const forked = totalsOf(madeBlock(), madeBlock({ forkNs: constantHistogram(9, 3) }));
    assert.equal(forked.forkNs?.count, 3);
  });

  test('has no average without a handshake', () => {
    assert.equal(usePerHandshake(madeUse({ handshakeCount: 0 })).cpuNs, null);
    assert.equal(usePerHandshake(null).contextSwitchCount, null);
  });

  test('has no rate without time', () => {
    assert.equal(perSecond(5, { busyNs: 0 }), null);
    assert.equal(perSecond(0, { busyNs: 1 }), 0);
  });
});
