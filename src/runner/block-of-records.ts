// Adds up what the threads recorded about one server and joins it with what its warden knows.

import type { NativeHistogramName, NativeRecord } from '../engine/native-addon.ts';
import type {
  Block,
  FailureCause,
  FailureCount,
  FailurePhase,
  Latencies,
  ResourceUse,
} from '../model/block.ts';
import { type ClientShare, fairnessOfShares } from '../model/fairness.ts';
import { LatencyHistogram, type SparseCounts } from '../stats/latency-histogram.ts';
import type { ServerReport } from '../target/running-server.ts';
import { timeGridOfRecords } from './time-grid-of-records.ts';

/** Where a block belongs in its run. */
export interface BlockPosition {
  readonly server: string;
  readonly pair: number | null;
  readonly pairKind: Block['pairKind'];
}

/**
 * One server's block from the records of all threads. A fault at the server's end is taken from the
 * report.
 */
export function blockOfRecords(
  records: readonly NativeRecord[],
  {
    position,
    openPlan,
    isRace,
    report,
  }: {
    position: BlockPosition;
    /** The plan of open load; `null`: closed. */
    openPlan: { readonly plannedCount: number; readonly durationNs: number } | null;
    /** Clients were admitted without a gate. */
    isRace: boolean;
    report: ServerReport;
  },
): Block {
  const sum = (read: (record: NativeRecord) => number) =>
    records.reduce((total, record) => total + read(record), 0);
  const sessionCount = sum(({ servedCount }) => servedCount);
  const droppedCount = sum(({ dropped }) => dropped);
  const refusedCount = sum(({ refusedAttempts }) => refusedAttempts);
  const lostCount = sum(({ lostAttempts }) => lostAttempts);
  const fairness = fairnessOfShares(clientShares(records));
  const overTime = position.pair === null ? timeGridOfRecords(records) : null;
  return {
    ...position,
    ...(openPlan === null ? {} : { open: { ...openPlan, droppedCount } }),
    ...(isRace ? { race: { refusedCount, lostCount } } : {}),
    ...(fairness === null ? {} : { fairness }),
    ...(overTime === null ? {} : { overTime }),
    censored: addHistograms(records, 'censored'),
    busyNs: sum(({ busyNs }) => busyNs),
    handshakes: {
      established: sum(({ established }) => established),
      failed: sum(({ failed }) => failed),
      attempts: sum(({ attempts }) => attempts),
      collisions: refusedCount + lostCount,
      unfinished: sum(({ unfinished }) => unfinished),
    },
    failures: addFailures(records),
    latencies: addLatencies(records),
    operationCount: sum(({ operationCount }) => operationCount),
    operationBytes: sum(({ operationBytes }) => operationBytes),
    serverUse: serverUse(report, sessionCount),
    clientUse: {
      handshakeCount: sessionCount,
      userNs: sum(({ clientUse }) => clientUse.userNs),
      systemNs: sum(({ clientUse }) => clientUse.systemNs),
      voluntarySwitchCount: sum(({ clientUse }) => clientUse.voluntarySwitchCount),
      involuntarySwitchCount: sum(({ clientUse }) => clientUse.involuntarySwitchCount),
      minorFaultCount: sum(({ clientUse }) => clientUse.minorFaultCount),
      systemCallCount: records.some(({ clientUse }) => clientUse.systemCallCount < 0)
        ? null
        : sum(({ clientUse }) => clientUse.systemCallCount),
      forkCount: 0,
    },
    forkNs: toHistogram(report.forkNs),
    forkToChildNs: toHistogram(report.forkToChildNs),
    ...(report.leftovers === null ? {} : { leftovers: { sessionCount, ...report.leftovers } }),
    serverFault: report.fault,
  };
}

/** Each client belongs to one thread, so those of all threads stand side by side. */
function clientShares(records: readonly NativeRecord[]): ClientShare[] {
  return records.flatMap(({ clients: { established, responseSumNs, responseP99Ns } }) =>
    Array.from(established, (count, client) => ({
      established: count,
      responseMeanNs: (responseSumNs[client] ?? 0) / Math.max(1, count),
      responseP99Ns: responseP99Ns[client] ?? 0,
    })),
  );
}

function addHistograms(
  records: readonly NativeRecord[],
  name: NativeHistogramName,
): LatencyHistogram {
  const total = LatencyHistogram.empty();
  for (const record of records) {
    total.add(LatencyHistogram.fromSparse(record.histograms[name]));
  }
  return total;
}

function addLatencies(records: readonly NativeRecord[]): Latencies {
  const added = (name: NativeHistogramName) => addHistograms(records, name);
  return {
    response: added('response'),
    service: added('service'),
    lag: added('lag'),
    gate: added('gate'),
    phases: {
      prepare: added('prepare'),
      connect: added('connect'),
      send: added('send'),
      ack: added('ack'),
      respond: added('respond'),
    },
    roundTrip: added('roundTrip'),
  };
}

function addFailures(records: readonly NativeRecord[]): FailureCount[] {
  const counts = new Map<string, FailureCount>();
  for (const { phase, cause, count } of records.flatMap(({ failures }) => failures)) {
    const key = `${phase} ${cause}`;
    counts.set(key, {
      phase: phase as FailurePhase,
      cause: cause as FailureCause,
      count: (counts.get(key)?.count ?? 0) + count,
    });
  }
  return [...counts.values()];
}

/** The server's resources are those of its whole life, so all handshakes share them. */
function serverUse(report: ServerReport, handshakeCount: number): ResourceUse | null {
  if (report.usage === null || handshakeCount === 0) {
    return null;
  }
  return {
    handshakeCount,
    userNs: report.usage.userNs,
    systemNs: report.usage.systemNs,
    voluntarySwitchCount: report.usage.voluntarySwitches,
    involuntarySwitchCount: report.usage.involuntarySwitches,
    minorFaultCount: report.usage.minorFaults,
    ioCallCount: known(report.usage.ioCalls),
    systemCallCount: known(report.usage.systemCalls),
    forkCount: report.counters.forks ?? null,
  };
}

/** Native code says -1 for what was not counted. */
function known(count: number): number | null {
  return count < 0 ? null : count;
}

function toHistogram(bars: SparseCounts | null): LatencyHistogram | null {
  return bars === null ? null : LatencyHistogram.fromSparse(bars);
}
