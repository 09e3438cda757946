// The check `stall`: a server is stopped for half a second while clients go on to arrive. Response
// times must have the distribution that the closed form of src/stats/stalled-queue.ts gives for the
// stall as it was and the pace at which the server catches up; service times must hide it.

import { setTimeout as pause } from 'node:timers/promises';
import { FifobenchError } from '../errors.ts';
import type { Load } from '../model/load.ts';
import type { DurationFigure, SelftestFindings } from '../model/selftest.ts';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { nearestRankQuantile } from '../stats/quantile.ts';
import { type Stall, stalledResponsesNs } from '../stats/stalled-queue.ts';
import type { LoadInProgress } from './round.ts';
import {
  constantArrivals,
  type SelftestBench,
  type SelftestMeasurement,
} from './selftest-bench.ts';

const perSecond = 1_000;
/** Nine of ten arrivals meet the stall or its backlog, so that p50 is far inside. */
const durationNs = 620_000_000;
const stallAfterMs = 50;
const stallMs = 500;
const halfStallNs = (stallMs * 1e6) / 2;
/** Handshakes of closed load that show what passes between two services, before and after. */
const closedHandshakeCount = 1_500;
const allowedRatio = 0.03;
/** The bound for which no noise can be to blame leaves room for a server that stops a bit late. */
const leastRatio = 0.99;

/**
 * Once all arrivals find a free client and wait at the gate; once only eight are under way and the
 * others wait for one of them. What a user waits is the same.
 */
const clientCounts = [1_000, 8];

/** Measures both, more than once unless it has to be quick. */
export async function checkStall(bench: SelftestBench): Promise<SelftestFindings> {
  const repeatCount = bench.isQuick ? 1 : 2;
  const rounds: StalledRound[] = [];
  for (let repeat = 0; repeat < repeatCount; repeat += 1) {
    for (const clientCount of clientCounts) {
      rounds.push(await measureStall(bench, clientCount));
    }
  }
  return toFindings(rounds);
}

interface StalledRound {
  readonly measured: SelftestMeasurement;
  /** On the clock of the arrivals. */
  readonly stall: Stall;
  /** What a handshake takes where the next client always waits. */
  readonly paceNs: number;
}

async function measureStall(bench: SelftestBench, clientCount: number): Promise<StalledRound> {
  let stall: Stall | undefined;
  const load: Partial<Load> = {
    ...{ clientCount, ...constantArrivals({ perSecond, durationNs }) },
  };
  const gapBeforeNs = await measureGap(bench, clientCount);
  const measured = await bench.measureOne({
    load,
    extent: { kind: 'duration', durationNs },
    accompany: async (progress) => {
      stall = await stallServer(progress);
    },
  });
  const gapAfterNs = await measureGap(bench, clientCount);
  if (stall === undefined) {
    throw new FifobenchError('measurement-invalid', 'the server could not be stalled');
  }
  const gapNs = (gapBeforeNs + gapAfterNs) / 2;
  return { measured, stall, paceNs: meanServiceNs(measured.block.latencies.service) + gapNs };
}

/** What passes from the end of one service to the begin of the next, where clients wait. */
async function measureGap(bench: SelftestBench, clientCount: number): Promise<number> {
  const { block } = await bench.measureOne({
    load: { clientCount },
    extent: { kind: 'handshakes', handshakeCount: closedHandshakeCount },
  });
  const paceNs = block.busyNs / Math.max(1, block.handshakes.established);
  return paceNs - meanServiceNs(block.latencies.service);
}

/** Without the services that show a stall, for those are accounted for by the stall itself. */
function meanServiceNs(service: LatencyHistogram): number {
  const { valuesNs, counts } = service.sparse();
  const rows = [...valuesNs].map((valueNs, bar) => ({ valueNs, count: counts[bar] ?? 0 }));
  const usual = rows.filter(({ valueNs }) => valueNs <= halfStallNs);
  const count = usual.reduce((sum, row) => sum + row.count, 0);
  return usual.reduce((sum, row) => sum + row.valueNs * row.count, 0) / Math.max(1, count);
}

async function stallServer(load: LoadInProgress): Promise<Stall | undefined> {
  const { servers, coordination, isOver } = load;
  while (coordination.recordingSinceNs() === null && !isOver()) {
    await pause(1);
  }
  await pause(stallAfterMs);
  const originNs = coordination.recordingSinceNs();
  if (isOver() || originNs === null) {
    return undefined;
  }
  const stall = await servers[0]?.stall(stallMs);
  return stall === undefined || stall === null
    ? undefined
    : { startNs: stall.startNs - originNs, endNs: stall.endNs - originNs };
}

function toFindings(rounds: readonly StalledRound[]): SelftestFindings {
  const response = LatencyHistogram.empty();
  const service = LatencyHistogram.empty();
  for (const { measured } of rounds) {
    response.add(measured.block.latencies.response);
    service.add(measured.block.latencies.service);
  }
  const predict = (paceNsOf: (round: StalledRound) => number) =>
    rounds.flatMap((round) => {
      const { stall } = round;
      return [...stalledResponsesNs(arrivalsNs(), { stall, serviceNs: paceNsOf(round) })];
    });
  const predicted = predict(({ paceNs }) => paceNs);
  const least = predict(() => 0);
  const figure = (what: string, ratio: number, measuredNs: number | null): DurationFigure => ({
    ...{ kind: 'duration', what, measuredNs, allowedRatio },
    expectedNs: nearestRankQuantile(predicted, { ratio }) ?? 0,
    leastNs: leastRatio * (nearestRankQuantile(least, { ratio }) ?? 0),
  });
  const plannedCount = predicted.length;
  const established = rounds.reduce(
    (sum, { measured }) => sum + measured.block.handshakes.established,
    0,
  );
  const meanPaceNs = rounds.reduce((sum, { paceNs }) => sum + paceNs, 0) / rounds.length;
  return {
    figures: [
      figure('response p50', 0.5, response.percentileNs(0.5)),
      figure('response p90', 0.9, response.percentileNs(0.9)),
      figure('response p99', 0.99, response.percentileNs(0.99)),
      figure('response max', 1, response.maxNs),
      {
        ...{ kind: 'count', what: 'handshakes established' },
        ...{ expectedCount: plannedCount, measuredCount: established },
      },
      {
        ...{ kind: 'count', what: 'services that show it' },
        // The one that the server is at, or the first to come: all others wait for the gate.
        isOfDurations: true,
        expectedCount: rounds.length,
        measuredCount: countAbove(service, halfStallNs),
      },
    ],
    detail: {
      kind: 'stall',
      stallsNs: rounds.map(({ stall }) => stall.endNs - stall.startNs),
      paceNs: meanPaceNs,
      plannedCount,
      waitingCount: predicted.filter((waitNs) => waitNs > 2 * meanPaceNs).length,
      serviceP99Ns: service.percentileNs(0.99),
      responseP99Ns: response.percentileNs(0.99),
    },
  };
}

/** Evenly spaced, the first after half a space; computed here and not taken from the engine. */
function arrivalsNs(): Float64Array {
  const spaceNs = 1e9 / perSecond;
  const count = Math.round(durationNs / spaceNs);
  return Float64Array.from({ length: count }, (_, index) => (index + 0.5) * spaceNs);
}

function countAbove(histogram: LatencyHistogram, limitNs: number): number {
  const { valuesNs, counts } = histogram.sparse();
  return counts.reduce((sum, count, bar) => sum + ((valuesNs[bar] ?? 0) > limitNs ? count : 0), 0);
}
