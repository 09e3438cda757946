// Blocks and cases that nobody measured, for tests of what is computed from them. Every figure is
// chosen by the test; what it does not choose is small, sound and the same each time.

import type { Block, Latencies, ResourceUse } from '../../src/model/block.ts';
import type { CaseResult } from '../../src/model/run.ts';
import { LatencyHistogram } from '../../src/stats/latency-histogram.ts';

/** A histogram of the given whole nanoseconds, in any order; none gives an empty one. */
export function histogramOf(valuesNs: readonly number[]): LatencyHistogram {
  const countByValue = new Map<number, number>();
  for (const valueNs of valuesNs) {
    countByValue.set(valueNs, (countByValue.get(valueNs) ?? 0) + 1);
  }
  const bars = [...countByValue].sort(([left], [right]) => left - right);
  return LatencyHistogram.fromSparse({
    valuesNs: Float64Array.from(bars, ([valueNs]) => valueNs),
    counts: Float64Array.from(bars, ([, count]) => count),
  });
}

/** `count` samples of one value. */
export function constantHistogram(valueNs: number, count: number): LatencyHistogram {
  return histogramOf(Array.from({ length: count }, () => valueNs));
}

/** Latencies of which the test chose some; the others are empty. */
export function madeLatencies(change: Partial<Latencies> = {}): Latencies {
  const none = LatencyHistogram.empty();
  return {
    response: none,
    service: none,
    lag: none,
    gate: none,
    phases: { prepare: none, connect: none, send: none, ack: none, respond: none },
    roundTrip: none,
    ...change,
  };
}

/** Use over 2,000 handshakes, of which the test chose some. */
export function madeUse(change: Partial<ResourceUse> = {}): ResourceUse {
  return {
    handshakeCount: 2_000,
    userNs: 10_000_000,
    systemNs: 30_000_000,
    voluntarySwitchCount: 4_000,
    involuntarySwitchCount: 200,
    minorFaultCount: 0,
    ioCallCount: 10_000,
    forkCount: 0,
    ...change,
  };
}

/** A sound block of 2,000 handshakes of 50 µs in 0.1 s, of which the test chose some fields. */
export function madeBlock(change: Partial<Block> = {}): Block {
  const latency = constantHistogram(50_000, 2_000);
  return {
    server: 'basic',
    pair: 0,
    pairKind: 'different',
    busyNs: 100_000_000,
    handshakes: { established: 2_000, failed: 0, attempts: 2_000, collisions: 0, unfinished: 0 },
    failures: [],
    latencies: madeLatencies({ response: latency, service: latency }),
    operationCount: 0,
    operationBytes: 0,
    serverUse: madeUse(),
    clientUse: madeUse(),
    forkNs: null,
    forkToChildNs: null,
    serverFault: null,
    ...change,
  };
}

/** A block whose handshakes all take `serviceNs` and whose throughput follows from it. */
export function steadyBlock(serviceNs: number, change: Partial<Block> = {}): Block {
  const latency = constantHistogram(serviceNs, 2_000);
  return madeBlock({
    busyNs: serviceNs * 2_000,
    latencies: madeLatencies({ response: latency, service: latency }),
    ...change,
  });
}

/** A case of the given blocks: one client on one core. */
export function madeCase(server: string, blocks: readonly Block[]): CaseResult {
  const group = '1 client, same core';
  return {
    name: `${server}, ${group}`,
    group,
    server: { kind: 'pattern', name: server, pattern: server, model: 'basic' },
    load: {
      clientCount: 1,
      threadCount: 1,
      operationCount: 1,
      payloadBytes: 64,
      thinkNs: 0,
      timeoutNs: 1_000_000_000,
      admission: 'gate',
    },
    placement: { name: 'same core', serverCpus: [0], clientCpus: [0] },
    blocks,
  };
}
