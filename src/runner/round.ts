// One round: fresh servers, a warm-up, load, and their end. In a duet all servers live at once and
// the clients turn from one to the other in slices; in blocks each has the machine to itself in
// turn.

import type { Coordination } from '../engine/coordination.ts';
import type { Block } from '../model/block.ts';
import type { Extent, Load } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import { profileOf, type ServerSpec } from '../model/server-spec.ts';
import { compileProfile } from '../profile/compile-profile.ts';
import { type RunningServer, type ServerReport, startServer } from '../target/running-server.ts';
import { whileAwake } from './awake-placement.ts';
import { type BlockPosition, blockOfRecords } from './block-of-records.ts';
import type { LoadPool, WholeBlockPlan } from './load-pool.ts';
import { openPlan } from './open-plan.ts';
import type { ProgressPosition, ProgressTicker } from './progress.ts';
import { countTroubles, type TroubleCounts } from './troubles.ts';

/** What is measured in a round. */
export interface RoundPlan {
  readonly servers: readonly ServerSpec[];
  readonly load: Load;
  readonly placement: Placement;
  readonly extent: Extent;
  /** The most handshakes that each server gets after its warm-up; absent: no limit. */
  readonly sessionLimit?: number;
  /** How much of the extent was recorded on earlier servers; absent: nothing. */
  readonly recordedBeforeNs?: number;
  readonly warmup: { readonly handshakeCount: number; readonly durationNs: number };
  /** Handshakes of a slice; 0: one turn only, and then one server only. */
  readonly sliceHandshakeCount: number;
  /** System calls are counted where the kernel lets us, and times mean nothing. Absent: no. */
  readonly countsSystemCalls?: boolean;
  readonly seed: number;
  readonly pair: number | null;
  readonly pairKind: Block['pairKind'];
}

/** What a round needs from the run it belongs to. */
export interface RoundContext {
  readonly pool: LoadPool;
  readonly parentDirectory: string;
  readonly ticker: ProgressTicker;
  readonly position: ProgressPosition;
  readonly signal: AbortSignal;
  /** Does something to the servers while they are under load; the round ends when both have. */
  readonly accompany?: (load: LoadInProgress) => Promise<void>;
}

/** What there is while a round's servers are under load. */
export interface LoadInProgress {
  readonly servers: readonly RunningServer[];
  readonly coordination: Coordination;
  readonly isOver: () => boolean;
}

/** What a round came to. */
export interface RoundOutcome {
  /** One for each server, in their order. */
  readonly blocks: readonly Block[];
  /** What each server said at its end, in the same order. */
  readonly reports: readonly ServerReport[];
  readonly troubles: TroubleCounts;
}

/**
 * Runs one round. Servers that die, and an abort, end it early with what there is. Throws what
 * `startServer` throws, and FifobenchErrors of codes `worker`, `native` and `descriptors`; no
 * server is left in either case.
 */
export async function runRound(plan: RoundPlan, context: RoundContext): Promise<RoundOutcome> {
  return await whileAwake(plan.placement, async () => await loadFreshServers(plan, context));
}

async function loadFreshServers(plan: RoundPlan, context: RoundContext): Promise<RoundOutcome> {
  context.ticker.begin(context.position);
  const servers = await startAll(plan, context);
  const faults = new Map<RunningServer, string>();
  const reports: ServerReport[] = [];
  try {
    const blockPlan = toBlockPlan(plan, servers);
    const result = await loadServers(blockPlan, {
      ...{ context, servers, faults, sessionLimit: plan.sessionLimit },
    });
    reports.push(...(await Promise.all(servers.map((server) => server.stop()))));
    return {
      blocks: servers.map((server, index) => {
        const block = blockOfRecords(result.recordsByTarget[index] ?? [], {
          position: blockPosition(plan, server),
          openPlan: plannedOf(blockPlan),
          isRace: blockPlan.race,
          report: reports[index] as ServerReport,
        });
        const fault = faults.get(server) ?? (result.gaveUp ? 'it stopped answering' : null);
        return fault === null || isSpent(plan, block) ? block : { ...block, serverFault: fault };
      }),
      reports,
      troubles: countTroubles(result.recordsByTarget.flat()),
    };
  } finally {
    if (reports.length === 0) {
      await Promise.allSettled(servers.map((server) => server.stop()));
    }
  }
}

function blockPosition(plan: RoundPlan, { spec }: RunningServer): BlockPosition {
  return { server: spec.name, pair: plan.pair, pairKind: plan.pairKind };
}

/** All or none: where one does not start, the others are stopped again. */
async function startAll(plan: RoundPlan, context: RoundContext): Promise<RunningServer[]> {
  const { parentDirectory } = context;
  const cpus = plan.placement.serverCpus;
  // One seed for all, so that the servers of a pair draw the same service times.
  const { seed, countsSystemCalls = false } = plan;
  const options = { parentDirectory, cpus, seed, countsSystemCalls };
  const starts = plan.servers.map((spec) => startServer(spec, options));
  const settled = await Promise.allSettled(starts);
  const servers = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failure = settled.find((each) => each.status === 'rejected');
  if (failure !== undefined) {
    await Promise.allSettled(servers.map((server) => server.stop()));
    throw failure.reason;
  }
  return servers;
}

interface LoadedServers {
  readonly context: RoundContext;
  readonly servers: readonly RunningServer[];
  /** Filled when a server dies under load. */
  readonly faults: Map<RunningServer, string>;
  readonly sessionLimit: number | undefined;
}

async function loadServers(
  plan: WholeBlockPlan,
  { context, servers, faults, sessionLimit }: LoadedServers,
) {
  const block = context.pool.startBlock(plan);
  context.ticker.follow({
    coordination: block.coordination,
    servers: servers.map(({ spec }) => spec.name),
    isOpen: plan.open !== undefined,
    bounds: {
      ...{ warmupNs: plan.warmupNs, durationNs: plan.durationNs },
      handshakeCount: plan.handshakeLimit * plan.targets.length,
    },
  });
  const stop = () => block.coordination.requestStop();
  let isOver = false;
  for (const server of servers) {
    void server.exited.then((fault) => {
      if (!isOver) {
        faults.set(server, fault);
        // One that ends after its last session must not cut off the end of that session.
        if (sessionLimit === undefined) {
          stop();
        }
      }
    });
  }
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) {
    stop();
  }
  const end = () => {
    isOver = true;
  };
  block.result.then(end, end);
  const company = context.accompany?.({
    ...{ servers, coordination: block.coordination, isOver: () => isOver },
  });
  company?.catch(stop);
  try {
    // Both, whichever fails: a block under way needs its servers.
    await Promise.allSettled([block.result, company]);
    await company;
    return await block.result;
  } finally {
    context.signal.removeEventListener('abort', stop);
    context.ticker.rest();
  }
}

/** What of an open plan a block must know; `null`: closed load. */
function plannedOf({ open, durationNs }: WholeBlockPlan) {
  return open === undefined ? null : { plannedCount: open.arrivalsNs.length, durationNs };
}

/** The first handshakes after a turn meet cold caches; each client's first is left out. */
function discardCount(plan: RoundPlan): number {
  return plan.sliceHandshakeCount === 0 ? 0 : Math.max(2, plan.load.clientCount);
}

/** 0: as many as there is time for. */
function handshakeLimit({ extent, sessionLimit = Number.POSITIVE_INFINITY }: RoundPlan): number {
  const wanted = extent.kind === 'handshakes' ? extent.handshakeCount : Number.POSITIVE_INFINITY;
  const limit = Math.min(wanted, sessionLimit);
  return Number.isFinite(limit) ? limit : 0;
}

/** A server that ends after its last session has done what it should. */
function isSpent(plan: RoundPlan, { handshakes }: Block): boolean {
  return handshakes.established + handshakes.failed >= (plan.sessionLimit ?? Infinity);
}

function toBlockPlan(plan: RoundPlan, servers: readonly RunningServer[]): WholeBlockPlan {
  const { load, extent, placement, seed } = plan;
  const open = openPlan(load, { placement, seed });
  return {
    ...(open === null ? {} : { open }),
    targets: servers.map(({ directory, pid, spec }) => ({
      directory,
      serverPid: pid,
      forks: spec.model === 'forking',
      profile: compileProfile(profileOf(spec)),
    })),
    cpus: plan.placement.clientCpus,
    threadCount: load.threadCount,
    clientCount: load.clientCount,
    operationCount: load.operationCount,
    payloadBytes: load.payloadBytes,
    thinkNs: load.thinkNs,
    timeoutNs: load.timeoutNs,
    race: load.admission === 'race',
    warmupHandshakeCount: plan.warmup.handshakeCount,
    warmupNs: plan.warmup.durationNs,
    sliceHandshakeCount: plan.sliceHandshakeCount,
    discardHandshakeCount: discardCount(plan),
    handshakeLimit: handshakeLimit(plan),
    durationNs: extent.kind === 'duration' ? extent.durationNs : 0,
    recordedBeforeNs: plan.recordedBeforeNs ?? 0,
    countsSystemCalls: plan.countsSystemCalls ?? false,
    seed: plan.seed,
  };
}
