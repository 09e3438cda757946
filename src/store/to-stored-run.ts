// Turns a run into the form of its file. Nothing is lost that a verdict or a report needs: each
// block keeps its counters and the histograms that metrics are read from; the other histograms are
// kept as the sum over the blocks, which is what reports show.

import { type Block, phases, type ResourceUse } from '../model/block.ts';
import { burdenServiceNs } from '../model/burden.ts';
import { type CaseTotals, caseTotals, type UsePerHandshake } from '../model/case-totals.ts';
import type { Fairness } from '../model/fairness.ts';
import type { GateRecord, ProgramIdentity } from '../model/gate-record.ts';
import type { Load } from '../model/load.ts';
import { metricValues } from '../model/metric-values.ts';
import type { CaseResult, ComparisonDesign, RateSearch, Run } from '../model/run.ts';
import { scalingOf } from '../model/scaling.ts';
import { burdenOfServer, type ServerSpec } from '../model/server-spec.ts';
import type { CountedCalls, SystemCalls } from '../model/system-calls.ts';
import type { Verdict } from '../model/verdict.ts';
import { caseReadings } from '../model/with-thresholds.ts';
import { meanRatePerSecond } from '../stats/arrival-plan.ts';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { toStoredCheck } from './check-schema.ts';
import { toStoredMicro } from './micro-schema.ts';
import type {
  StoredBlock,
  StoredCase,
  StoredRun,
  StoredSummaryNs,
  StoredSystemCalls,
  StoredUse,
} from './run-schema.ts';
import { toStoredCrossover } from './sweep-schema.ts';
import { toStoredTimeGrid } from './time-grid-schema.ts';

/** The run in the form of its file. A run without cases gives empty lists. */
export function toStoredRun(run: Run): StoredRun {
  return {
    schemaVersion: 1,
    kind: run.kind,
    tool: { ...run.tool },
    startedAt: run.startedAt,
    elapsedNs: Math.round(run.elapsedNs),
    status: run.status,
    seed: run.seed,
    scenario: run.scenario,
    extent: { ...run.extent },
    design: run.design && storedDesign(run.design),
    validity: { valid: run.validity.valid, causes: [...run.validity.causes] },
    environment: { ...run.environment },
    cases: run.cases.map(toStoredCase),
    verdicts: run.verdicts.map(toStoredVerdict),
    ...(run.thresholds === undefined
      ? {}
      : { thresholds: run.thresholds.map((outcome) => ({ ...outcome })) }),
    ...(run.rateSearch === undefined ? {} : { rateSearch: toStoredSearch(run.rateSearch) }),
    ...(run.crossovers === undefined ? {} : { crossovers: run.crossovers.map(toStoredCrossover) }),
    ...storedScaling(run),
    ...(run.micro === undefined ? {} : { micro: run.micro.map(toStoredMicro) }),
    ...(run.gate === undefined ? {} : { gate: storedGate(run.gate) }),
    ...(run.programs === undefined ? {} : { programs: run.programs.map(storedProgram) }),
    ...(run.checks === undefined ? {} : { checks: run.checks.map(toStoredCheck) }),
    notes: [...run.notes],
  };
}

function toStoredCase(caseResult: CaseResult): StoredCase {
  const { server, load, placement, systemCalls } = caseResult;
  const totals = caseTotals(caseResult);
  const { clientCount, threadCount } = load;
  return {
    name: caseResult.name,
    group: caseResult.group,
    server: storedServer(server),
    clientCount,
    threadCount,
    placement: {
      name: placement.name,
      serverCpus: [...placement.serverCpus],
      clientCpus: [...placement.clientCpus],
      ...(placement.isKeptAwake === true ? { isKeptAwake: true as const } : {}),
    },
    load: storedLoad(load),
    ...storedTotals(totals, server),
    ...offered(load),
    ...leastResponses(caseResult),
    ...(systemCalls === undefined ? {} : { systemCalls: storedCalls(systemCalls) }),
    histograms: caseHistograms(totals),
    blocks: caseResult.blocks.map(toStoredBlock),
  };
}

function storedScaling(run: Run): Pick<StoredRun, 'scaling'> {
  const laws = scalingOf(run);
  return laws.size === 0 ? {} : { scaling: Object.fromEntries(laws) };
}

function offered({ open }: Load): Pick<StoredCase, 'offeredPerSecond'> {
  return open === undefined ? {} : { offeredPerSecond: meanRatePerSecond(open.stages) };
}

/** The percentiles of which only a least value is known. */
function leastResponses(caseResult: CaseResult): Pick<StoredCase, 'responseNsAtLeast'> {
  const readings = caseReadings(caseResult);
  const known = (['p50', 'p90', 'p99', 'p999'] as const).flatMap((percentile) => {
    const { value, isLowerBound } = readings[`response_${percentile}`];
    return isLowerBound && value !== null ? [[percentile, value] as const] : [];
  });
  return known.length === 0 ? {} : { responseNsAtLeast: Object.fromEntries(known) };
}

/** Where on this machine another build lay says nothing elsewhere. */
function storedServer(server: ServerSpec): StoredCase['server'] {
  if (server.kind !== 'pattern') {
    return { ...server };
  }
  const { executable: _, ...same } = server;
  return same;
}

function storedLoad({ open, ...closed }: Load): StoredCase['load'] {
  return open === undefined
    ? closed
    : { ...closed, open: { ...open, stages: open.stages.map((stage) => ({ ...stage })) } };
}

function storedTotals(totals: CaseTotals, server: ServerSpec) {
  const plannedServiceNs = burdenServiceNs(burdenOfServer(server));
  const { latencies, forkNs, forkToChildNs } = totals;
  return {
    handshakes: { ...totals.handshakes },
    handshakesPerSecond: totals.handshakesPerSecond,
    durationNs: Math.round(totals.busyNs),
    responseNs: summaryNs(latencies.response),
    serviceNs: summaryNs(latencies.service),
    lagNs: summaryNs(latencies.lag),
    gateNs: summaryNs(latencies.gate),
    phasesNs: Object.fromEntries(
      phases.map((phase) => [phase, summaryNs(latencies.phases[phase])]),
    ) as StoredCase['phasesNs'],
    operations: {
      count: totals.operationCount,
      bytes: totals.operationBytes,
      perSecond: totals.operationsPerSecond,
      bytesPerSecond: totals.bytesPerSecond,
      roundTripNs: summaryNs(latencies.roundTrip),
      ...(plannedServiceNs === 0 ? {} : { plannedServiceNs }),
    },
    forkNs: forkNs && summaryNs(forkNs),
    forkToChildNs: forkToChildNs && summaryNs(forkToChildNs),
    errors: totals.failures.map((failure) => ({ ...failure })),
    ...(totals.race === null ? {} : { race: { ...totals.race } }),
    ...(totals.fairness === null ? {} : { fairness: storedFairness(totals.fairness) }),
    perHandshake: {
      server: storedPerHandshake(totals.serverPerHandshake),
      clients: storedPerHandshake(totals.clientPerHandshake),
    },
  };
}

function caseHistograms({ latencies, forkNs, forkToChildNs }: CaseTotals) {
  const { response, service, lag, gate, roundTrip } = latencies;
  return encodeAll({
    service,
    response,
    lag,
    gate,
    ...latencies.phases,
    roundTrip,
    fork: forkNs ?? LatencyHistogram.empty(),
    forkToChild: forkToChildNs ?? LatencyHistogram.empty(),
  });
}

function toStoredBlock(block: Block): StoredBlock {
  const { service, response, roundTrip } = block.latencies;
  return {
    pair: block.pair,
    pairKind: block.pairKind,
    busyNs: Math.round(block.busyNs),
    handshakes: { ...block.handshakes },
    errors: block.failures.map((failure) => ({ ...failure })),
    operations: { count: block.operationCount, bytes: block.operationBytes },
    serverUse: block.serverUse && storedUse(block.serverUse),
    clientUse: storedUse(block.clientUse),
    ...(block.leftovers === undefined ? {} : { leftovers: { ...block.leftovers } }),
    serverFault: block.serverFault,
    ...(block.open === undefined ? {} : { open: { ...block.open } }),
    ...(block.race === undefined ? {} : { race: { ...block.race } }),
    ...(block.fairness === undefined ? {} : { fairness: storedFairness(block.fairness) }),
    ...(block.overTime === undefined ? {} : { overTime: toStoredTimeGrid(block.overTime) }),
    metrics: { ...metricValues(block) },
    histograms: encodeAll({
      ...{ service, response, roundTrip },
      censored: block.censored ?? LatencyHistogram.empty(),
    }),
  };
}

/** The histograms that are not empty, encoded. */
function encodeAll<Name extends string>(
  histograms: Readonly<Record<Name, LatencyHistogram>>,
): Partial<Record<Name, string>> {
  const encoded = Object.entries<LatencyHistogram>(histograms)
    .filter(([, histogram]) => histogram.count > 0)
    .map(([name, histogram]) => [name, histogram.encode()]);
  return Object.fromEntries(encoded) as Partial<Record<Name, string>>;
}

function summaryNs(histogram: LatencyHistogram): StoredSummaryNs {
  return {
    count: histogram.count,
    min: histogram.minNs,
    mean: histogram.meanNs,
    p50: histogram.percentileNs(0.5),
    p90: histogram.percentileNs(0.9),
    p99: histogram.percentileNs(0.99),
    p999: histogram.percentileNs(0.999),
    max: histogram.maxNs,
  };
}

function storedPerHandshake(use: UsePerHandshake): StoredCase['perHandshake']['server'] {
  const wholeNs = (averageNs: number | null) => (averageNs === null ? null : Math.round(averageNs));
  return {
    cpuNs: wholeNs(use.cpuNs),
    userNs: wholeNs(use.userNs),
    systemNs: wholeNs(use.systemNs),
    contextSwitches: use.contextSwitchCount,
    voluntarySwitches: use.voluntarySwitchCount,
    involuntarySwitches: use.involuntarySwitchCount,
    minorFaults: use.minorFaultCount,
    ioCalls: use.ioCallCount,
    forks: use.forkCount,
    systemCalls: use.systemCallCount,
  };
}

function storedCalls({ server, clients }: SystemCalls): StoredSystemCalls {
  const stored = (counted: CountedCalls | null) =>
    counted && { handshakes: counted.handshakeCount, calls: counted.callCount };
  return { server: stored(server), clients: stored(clients) };
}

function storedUse(use: ResourceUse): StoredUse {
  return {
    handshakes: use.handshakeCount,
    userNs: Math.round(use.userNs),
    systemNs: Math.round(use.systemNs),
    voluntarySwitches: use.voluntarySwitchCount,
    involuntarySwitches: use.involuntarySwitchCount,
    minorFaults: use.minorFaultCount,
    ioCalls: use.ioCallCount ?? null,
    forks: use.forkCount,
  };
}

function storedFairness({ slowestMeanNs, ...same }: Fairness) {
  return { ...same, slowestMeanNs: slowestMeanNs === null ? null : Math.round(slowestMeanNs) };
}

function storedGate(gate: GateRecord): NonNullable<StoredRun['gate']> {
  return { ...gate, missing: [...gate.missing], forced: [...gate.forced] };
}

function storedProgram({ name, sha256 }: ProgramIdentity): ProgramIdentity {
  return { name, sha256 };
}

function storedDesign({ looks, ...same }: ComparisonDesign): NonNullable<StoredRun['design']> {
  return { ...same, looks: { ...looks, pairCounts: [...looks.pairCounts] } };
}

function toStoredSearch({ probeCount, ...same }: RateSearch) {
  return { ...same, probes: probeCount };
}

function toStoredVerdict(verdict: Verdict): StoredRun['verdicts'][number] {
  const { pairCount, samePairCount, interval, ...same } = verdict;
  return {
    ...same,
    interval: interval && [interval[0], interval[1]],
    pairs: pairCount,
    samePairs: samePairCount,
  };
}
