// A run that nobody measured: three servers under two loads, every figure made up but plausible, so
// that reports have a failing server, a missing figure and each word of a verdict to show.

import type { Block, FailureCount, ResourceUse } from '../../src/model/block.ts';
import { singleLook } from '../../src/model/planned-looks.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import { defaultCase } from '../../src/model/scenario.ts';
import { type ServerPattern, serverPatterns } from '../../src/model/server-spec.ts';
import type { SystemCalls } from '../../src/model/system-calls.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { LatencyHistogram } from '../../src/stats/latency-histogram.ts';

/** What is made up of one case; everything else follows from it. */
interface Sketch {
  readonly server: string;
  readonly serviceNs: number;
  readonly responseNs: number;
  readonly handshakeCount: number;
  readonly failures: readonly FailureCount[];
  readonly collisionCount: number;
  readonly cpuNs: number;
  readonly forkNs: number | null;
}

const alone: readonly Sketch[] = [
  sketch('basic', { serviceNs: 46_400, handshakeCount: 20_000, cpuNs: 21_300 }),
  sketch('forking', {
    serviceNs: 251_000,
    handshakeCount: 20_000,
    cpuNs: 172_000,
    forkNs: 148_000,
    failures: [
      { phase: 'ack', cause: 'timeout', count: 12 },
      { phase: 'ack', cause: 'refused', count: 2 },
    ],
    collisionCount: 31,
  }),
  sketch('forking-unlink-first', {
    serviceNs: 253_000,
    handshakeCount: 20_000,
    cpuNs: 173_000,
    forkNs: 149_000,
  }),
];

const crowded: readonly Sketch[] = [
  sketch('basic', { serviceNs: 91_200, responseNs: 2_910_000, handshakeCount: 800, cpuNs: 40_100 }),
  sketch('forking', {
    serviceNs: 264_000,
    responseNs: 5_100_000,
    handshakeCount: 800,
    cpuNs: 178_000,
    forkNs: 151_000,
  }),
];

/** A valid, complete comparison; `change` replaces whole fields of it. */
export function sampleRun(change: Partial<Run> = {}): Run {
  return {
    kind: 'compare',
    tool: { name: 'fifobench', version: '1.2.3', commit: 'abcdef0' },
    startedAt: '2025-01-02T03:04:05.000Z',
    elapsedNs: 58_300_000_000,
    status: 'complete',
    seed: 1,
    scenario: 'default',
    extent: { kind: 'duration', durationNs: 10_000_000_000 },
    design: {
      kind: 'duet',
      looks: singleLook(20),
      pairCount: 20,
      samePairCount: 5,
      sliceHandshakeCount: 20,
      blockNs: 450_000_000,
      deltaRatio: 0.02,
    },
    validity: { valid: true, causes: [] },
    environment: {
      fingerprint: '1f2e3d4c',
      kernel: '6.1.0',
      cpuModel: 'Example CPU 2.50GHz',
      coreCount: 2,
      governor: null,
      mitigations: null,
      hypervisor: 'kvm',
      libc: 'glibc 2.36',
      node: 'v20.20.2',
      fileSystem: 'tmpfs',
      pipeMaxBytes: 1_048_576,
      memoryBytes: 8_267_530_240,
      clockSource: 'tsc',
    },
    cases: [
      ...alone.map((made) => caseOf(made, { clientCount: 1, placement: 'same core' })),
      ...crowded.map((made) => caseOf(made, { clientCount: 32, placement: 'cross core' })),
    ],
    verdicts: sampleVerdicts,
    notes: ['2 of 480 turns were not clean; their handshakes were discarded.'],
    ...change,
  };
}

/** A verdict of a manifold difference; `change` replaces whole fields of it. */
export function sampleVerdict(change: Partial<Verdict> = {}): Verdict {
  return {
    group: '1 client, same core',
    metric: 'service_p50',
    baseline: 'basic',
    candidate: 'forking',
    ratio: 5.41,
    interval: [5.31, 5.52],
    confidenceRatio: 0.959,
    chanceRatio: 2 / 2 ** 20,
    correctedChanceRatio: 6 / 2 ** 20,
    pairCount: 20,
    samePairCount: 5,
    floorRatio: 1.012,
    detectableRatio: 1.021,
    deltaRatio: 1.02,
    verdict: 'regressed',
    reason: null,
    ...change,
  };
}

const sampleVerdicts: readonly Verdict[] = [
  sampleVerdict(),
  sampleVerdict({ metric: 'handshakes_per_second', ratio: 0.19, interval: [0.186, 0.193] }),
  sampleVerdict({
    metric: 'server_cpu_ns_per_handshake',
    candidate: 'forking-unlink-first',
    ratio: 1.015,
    interval: [1.008, 1.024],
    verdict: 'minor',
    baseline: 'forking',
  }),
  sampleVerdict({
    candidate: 'forking-unlink-first',
    baseline: 'forking',
    ratio: 1.004,
    interval: [0.995, 1.011],
    verdict: 'equivalent',
  }),
  sampleVerdict({
    group: '32 clients, cross core',
    metric: 'service_p50',
    ratio: 0.9,
    interval: [0.88, 0.93],
    verdict: 'improved',
  }),
  sampleVerdict({
    group: '32 clients, cross core',
    metric: 'service_p99',
    ratio: null,
    interval: null,
    confidenceRatio: null,
    pairCount: 4,
    samePairCount: 0,
    floorRatio: null,
    detectableRatio: null,
    verdict: 'inconclusive',
    reason: '4 pairs are too few for an interval',
  }),
];

function sketch(
  server: string,
  made: Pick<Sketch, 'serviceNs' | 'handshakeCount' | 'cpuNs'> & Partial<Sketch>,
): Sketch {
  return {
    server,
    responseNs: made.serviceNs + 900,
    failures: [],
    collisionCount: 0,
    forkNs: null,
    ...made,
  };
}

function caseOf(
  made: Sketch,
  { clientCount, placement }: { clientCount: number; placement: 'same core' | 'cross core' },
): CaseResult {
  const pattern = serverPatterns.find(({ name }) => name === made.server) as ServerPattern;
  const group = `${clientCount} client${clientCount === 1 ? '' : 's'}, ${placement}`;
  const { placement: _, ...load } = defaultCase;
  return {
    name: `${made.server}, ${group}`,
    group,
    server: { kind: 'pattern', name: made.server, pattern: made.server, model: pattern.model },
    load: { ...load, clientCount },
    placement: {
      name: placement,
      serverCpus: [0],
      clientCpus: [placement === 'same core' ? 0 : 1],
    },
    blocks: [blockOf(made, clientCount)],
    systemCalls: systemCallsOf(made),
  };
}

function blockOf(made: Sketch, clientCount: number): Block {
  const { handshakeCount, serviceNs, forkNs } = made;
  const failedCount = made.failures.reduce((sum, { count }) => sum + count, 0);
  const of = (medianNs: number) => latencies(medianNs, handshakeCount);
  return {
    server: made.server,
    pair: 0,
    pairKind: 'different',
    busyNs: made.handshakeCount * made.serviceNs * 1.3,
    handshakes: {
      established: handshakeCount,
      failed: failedCount,
      attempts: handshakeCount + failedCount + made.collisionCount,
      collisions: made.collisionCount,
      unfinished: 0,
    },
    failures: made.failures,
    latencies: {
      response: of(made.responseNs),
      service: of(serviceNs),
      lag: of(400),
      gate: of(made.responseNs - serviceNs),
      phases: {
        prepare: of(serviceNs * 0.1),
        connect: of(serviceNs * 0.1),
        send: of(serviceNs * 0.1),
        ack: of(serviceNs * 0.6),
        respond: of(serviceNs * 0.1),
      },
      roundTrip: of(9_870),
    },
    fairness: {
      clientCount,
      establishedMin: Math.floor(handshakeCount / clientCount),
      establishedMax: Math.ceil(handshakeCount / clientCount) + clientCount - 1,
      jainRatio: clientCount === 1 ? 1 : 0.994,
      slowestMeanNs: Math.round(made.responseNs * 1.2),
      slowestP99Ns: clientCount === 1 ? made.responseNs * 2 : null,
    },
    operationCount: handshakeCount,
    operationBytes: handshakeCount * 128,
    serverUse: resources(made),
    clientUse: resources(made),
    forkNs: forkNs === null ? null : of(forkNs),
    forkToChildNs: forkNs === null ? null : of(forkNs * 1.3),
    serverFault: null,
  };
}

function resources({ handshakeCount, cpuNs, forkNs }: Sketch): ResourceUse {
  return {
    handshakeCount,
    userNs: handshakeCount * cpuNs * 0.25,
    systemNs: handshakeCount * cpuNs * 0.75,
    voluntarySwitchCount: handshakeCount * 4,
    involuntarySwitchCount: handshakeCount * (forkNs === null ? 0.02 : 0.4),
    minorFaultCount: handshakeCount * (forkNs === null ? 0 : 61),
    forkCount: forkNs === null ? 0 : handshakeCount,
  };
}

function systemCallsOf({ forkNs }: Sketch): SystemCalls {
  const calls = (callsPerHandshake: number) => ({
    ...{ handshakeCount: 1_000, callCount: 1_000 * callsPerHandshake },
  });
  return { server: calls(forkNs === null ? 11 : 21), clients: calls(11) };
}

/** Latencies about a median, from 0.8 to 1.2 times as long, with a tail to threefold. */
function latencies(medianNs: number, count: number): LatencyHistogram {
  const pointCount = Math.min(count, 1_000);
  const countByValue = new Map<number, number>();
  for (let point = 0; point < pointCount; point += 1) {
    const rank = (point + 0.5) / pointCount;
    const valueNs = Math.round(medianNs * (0.8 + 0.4 * rank + 2 * rank ** 60));
    countByValue.set(valueNs, (countByValue.get(valueNs) ?? 0) + count / pointCount);
  }
  return LatencyHistogram.fromSparse({
    valuesNs: Float64Array.from(countByValue.keys()),
    counts: Float64Array.from(countByValue.values()),
  });
}
