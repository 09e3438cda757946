// Adds the blocks of a case up to its totals: histograms and counters are summed, and whatever is
// derived is derived from the sums. Blocks of A/A pairs measure noise and are left out, unless a
// case has no others.

import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { addTimeGrids, type TimeGrid } from '../stats/time-grid.ts';
import {
  type Block,
  type FailureCount,
  type HandshakeCounts,
  type Latencies,
  phases,
  type RaceOutcome,
  type ResourceUse,
} from './block.ts';
import { type Fairness, fairnessOfBlocks } from './fairness.ts';
import type { CaseResult } from './run.ts';
import { type CountedCalls, callsPerHandshake } from './system-calls.ts';

/** What one handshake cost a party, on average; `null` where nothing was measured. */
export interface UsePerHandshake {
  readonly userNs: number | null;
  readonly systemNs: number | null;
  /** User and system time together. */
  readonly cpuNs: number | null;
  /** Voluntary and involuntary together. */
  readonly contextSwitchCount: number | null;
  readonly voluntarySwitchCount: number | null;
  readonly involuntarySwitchCount: number | null;
  readonly minorFaultCount: number | null;
  /** Read and write calls. */
  readonly ioCallCount: number | null;
  /** All system calls. */
  readonly systemCallCount: number | null;
  readonly forkCount: number | null;
}

/** A case as the sum of its blocks. */
export interface CaseTotals {
  /** Blocks that were added up. */
  readonly blockCount: number;
  /** Time during which the server was under measured load. */
  readonly busyNs: number;
  readonly handshakes: HandshakeCounts;
  /** One entry a kind, in the order in which kinds first occurred; empty: none failed. */
  readonly failures: readonly FailureCount[];
  readonly latencies: Latencies;
  readonly operationCount: number;
  /** Payload bytes, both directions. */
  readonly operationBytes: number;
  /** `null`: no block measured it. */
  readonly serverUse: ResourceUse | null;
  readonly clientUse: ResourceUse;
  /** `null` behind a gate, and where an older version measured. */
  readonly race: RaceOutcome | null;
  /** `null` in open load, and where an older version measured. */
  readonly fairness: Fairness | null;
  /** As if all had begun at once; `null` where not every block has it. */
  readonly overTime: TimeGrid | null;
  readonly forkNs: LatencyHistogram | null;
  readonly forkToChildNs: LatencyHistogram | null;
  /** Established handshakes a second of busy time; `null` without busy time. */
  readonly handshakesPerSecond: number | null;
  readonly operationsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly serverPerHandshake: UsePerHandshake;
  readonly clientPerHandshake: UsePerHandshake;
  /** What went wrong with the server in any block, each sentence once. */
  readonly serverFaults: readonly string[];
}

/** Adds the blocks of a case up. A case without blocks has zeros, empty histograms and `null`s. */
export function caseTotals({
  blocks: all,
  systemCalls,
}: Pick<CaseResult, 'blocks' | 'systemCalls'>): CaseTotals {
  const others = all.filter(({ pairKind }) => pairKind !== 'same');
  const blocks = others.length > 0 ? others : all;
  const busyNs = sum(blocks, (block) => block.busyNs);
  const handshakes = addHandshakes(blocks);
  const operationCount = sum(blocks, (block) => block.operationCount);
  const operationBytes = sum(blocks, (block) => block.operationBytes);
  const serverUse = addUse(blocks.map((block) => block.serverUse));
  const clientUse = addUse(blocks.map((block) => block.clientUse)) ?? noUse;
  return {
    blockCount: blocks.length,
    busyNs,
    handshakes,
    failures: addFailures(blocks),
    latencies: addLatencies(blocks),
    operationCount,
    operationBytes,
    serverUse,
    clientUse,
    race: addRaces(blocks.flatMap(({ race }) => race ?? [])),
    fairness: fairnessOfBlocks(blocks.map(({ fairness }) => fairness)),
    overTime: addOverTime(blocks),
    forkNs: addHistograms(blocks.map((block) => block.forkNs)),
    forkToChildNs: addHistograms(blocks.map((block) => block.forkToChildNs)),
    handshakesPerSecond: perSecond(handshakes.established, { busyNs }),
    operationsPerSecond: perSecond(operationCount, { busyNs }),
    bytesPerSecond: perSecond(operationBytes, { busyNs }),
    serverPerHandshake: usePerHandshake(serverUse, systemCalls?.server),
    clientPerHandshake: usePerHandshake(clientUse, systemCalls?.clients),
    serverFaults: [...new Set(blocks.flatMap(({ serverFault }) => serverFault ?? []))],
  };
}

/** How often something happened in a second of busy time; `null` without busy time. */
export function perSecond(count: number, { busyNs }: { busyNs: number }): number | null {
  return busyNs > 0 ? (count / busyNs) * 1e9 : null;
}

/**
 * What one handshake cost, on average; all `null` without a handshake, or where unmeasured. System
 * calls are counted by themselves.
 */
export function usePerHandshake(
  use: ResourceUse | null,
  systemCalls?: CountedCalls | null,
): UsePerHandshake {
  const average = (total: number | null | undefined): number | null =>
    use === null || use.handshakeCount === 0 || total === null || total === undefined
      ? null
      : total / use.handshakeCount;
  return {
    userNs: average(use?.userNs),
    systemNs: average(use?.systemNs),
    cpuNs: average(use && use.userNs + use.systemNs),
    contextSwitchCount: average(use && use.voluntarySwitchCount + use.involuntarySwitchCount),
    voluntarySwitchCount: average(use?.voluntarySwitchCount),
    involuntarySwitchCount: average(use?.involuntarySwitchCount),
    minorFaultCount: average(use?.minorFaultCount),
    ioCallCount: average(use?.ioCallCount),
    systemCallCount: callsPerHandshake(systemCalls),
    forkCount: average(use?.forkCount),
  };
}

const noUse: ResourceUse = {
  handshakeCount: 0,
  userNs: 0,
  systemNs: 0,
  voluntarySwitchCount: 0,
  involuntarySwitchCount: 0,
  minorFaultCount: 0,
  forkCount: null,
};

function addHandshakes(blocks: readonly Block[]): HandshakeCounts {
  const total = (name: keyof HandshakeCounts) => sum(blocks, ({ handshakes }) => handshakes[name]);
  return {
    established: total('established'),
    failed: total('failed'),
    attempts: total('attempts'),
    collisions: total('collisions'),
    unfinished: total('unfinished'),
  };
}

function addRaces(races: readonly RaceOutcome[]): RaceOutcome | null {
  return races.length === 0
    ? null
    : {
        refusedCount: sum(races, ({ refusedCount }) => refusedCount),
        lostCount: sum(races, ({ lostCount }) => lostCount),
      };
}

function addFailures(blocks: readonly Block[]): FailureCount[] {
  const byKind = new Map<string, FailureCount>();
  for (const failure of blocks.flatMap(({ failures }) => failures)) {
    const kind = `${failure.phase} ${failure.cause}`;
    const count = (byKind.get(kind)?.count ?? 0) + failure.count;
    byKind.set(kind, { ...failure, count });
  }
  return [...byKind.values()];
}

function addLatencies(blocks: readonly Block[]): Latencies {
  const total = (pick: (latencies: Latencies) => LatencyHistogram): LatencyHistogram =>
    addHistograms(blocks.map(({ latencies }) => pick(latencies))) ?? LatencyHistogram.empty();
  const byPhase = phases.map((phase) => [phase, total((latencies) => latencies.phases[phase])]);
  return {
    response: total(({ response }) => response),
    service: total(({ service }) => service),
    lag: total(({ lag }) => lag),
    gate: total(({ gate }) => gate),
    phases: Object.fromEntries(byPhase) as Latencies['phases'],
    roundTrip: total(({ roundTrip }) => roundTrip),
  };
}

function addHistograms(parts: readonly (LatencyHistogram | null)[]): LatencyHistogram | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) {
    return null;
  }
  const total = LatencyHistogram.empty();
  for (const part of known) {
    total.add(part);
  }
  return total;
}

function addOverTime(blocks: readonly Block[]): TimeGrid | null {
  const known = blocks.flatMap(({ overTime }) => overTime ?? []);
  return known.length < blocks.length ? null : addTimeGrids(known);
}

/** Blocks whose use is unknown are left out together with their handshakes. */
function addUse(parts: readonly (ResourceUse | null)[]): ResourceUse | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) {
    return null;
  }
  return {
    handshakeCount: sum(known, (use) => use.handshakeCount),
    userNs: sum(known, (use) => use.userNs),
    systemNs: sum(known, (use) => use.systemNs),
    voluntarySwitchCount: sum(known, (use) => use.voluntarySwitchCount),
    involuntarySwitchCount: sum(known, (use) => use.involuntarySwitchCount),
    minorFaultCount: sum(known, (use) => use.minorFaultCount),
    ioCallCount: known.every(({ ioCallCount }) => typeof ioCallCount === 'number')
      ? sum(known, (use) => use.ioCallCount ?? 0)
      : null,
    forkCount: known.some(({ forkCount }) => forkCount === null)
      ? null
      : sum(known, (use) => use.forkCount ?? 0),
  };
}

function sum<Item>(items: readonly Item[], quantity: (item: Item) => number): number {
  return items.reduce((total, item) => total + quantity(item), 0);
}
