// Load on a server that serves only so many sessions in its life, or may not serve more: fresh ones
// are started as often as it takes, and what they did is added up as if it had been one.

import { FifobenchError } from '../errors.ts';
import type { Extent, Load } from '../model/load.ts';
import { mergeBlocks } from '../model/merge-blocks.ts';
import { profileOf, type ServerSpec } from '../model/server-spec.ts';
import { type RoundContext, type RoundOutcome, type RoundPlan, runRound } from './round.ts';
import { addTroubles, noTroubles } from './troubles.ts';

/** Servers that one stretch of load may use up. */
const serverCountMax = 2_000;

/** Starting takes time that is not measured; all together may take this many times the extent. */
const elapsedRatioMax = 5;

/** Share of a server's sessions that warm it up. */
const warmupRatio = 0.1;

/** Sessions after which a server is not used any further; `null`: as many as there are. */
export function sessionLimitOf(spec: ServerSpec): number | null {
  const { maxSessions, limits } = profileOf(spec).server;
  const most = Math.min(
    maxSessions ?? Number.POSITIVE_INFINITY,
    limits?.recycleAfterSessions ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(most) && spec.kind !== 'attached' ? most : null;
}

/** What fresh servers, one after the other, came to. */
export interface FreshOutcome extends RoundOutcome {
  /** Servers that were started. */
  readonly serverCount: number;
}

/**
 * Runs a round of one server, with fresh ones as often as its limit of sessions wants. Throws what
 * `runRound` throws, and a FifobenchError of code `usage` for open load, whose plan cannot wait.
 */
export async function runFreshServers(
  plan: RoundPlan,
  context: RoundContext,
): Promise<FreshOutcome> {
  const [spec] = plan.servers;
  const limit = spec === undefined ? null : sessionLimitOf(spec);
  if (limit === null || spec === undefined) {
    return { ...(await runRound(plan, context)), serverCount: 1 };
  }
  if (plan.load.open !== undefined) {
    throw new FifobenchError('usage', `${spec.name} serves ${limit} sessions and no more`, {
      remedy: 'load it without --rate, so that fresh servers can be started in between',
    });
  }
  const share = usableShare(spec, { limit, load: plan.load });
  const startedNs = process.hrtime.bigint();
  const outcomes: RoundOutcome[] = [];
  for (let serverCount = 0; serverCount < serverCountMax; serverCount += 1) {
    const extent = remaining(plan.extent, outcomes);
    const elapsedNs = Number(process.hrtime.bigint() - startedNs);
    const isLate = plan.extent.kind === 'duration' && elapsedNs > timeLimitNs(plan.extent);
    if (extent === null || isLate || context.signal.aborted) {
      break;
    }
    const recordedBeforeNs = outcomes.at(-1)?.blocks[0]?.overTime?.spanNs ?? 0;
    const round = shareOf(plan, { extent, serverCount, ...share });
    const outcome = await runRound({ ...round, recordedBeforeNs }, context);
    outcomes.push(outcome);
    if (outcome.blocks.some(({ serverFault }) => serverFault !== null)) {
      break;
    }
  }
  return { ...addOutcomes(outcomes), serverCount: outcomes.length };
}

function timeLimitNs({ durationNs }: Extract<Extent, { kind: 'duration' }>): number {
  return elapsedRatioMax * durationNs;
}

/** What is left to be measured; `null`: nothing. */
function remaining(extent: Extent, outcomes: readonly RoundOutcome[]): Extent | null {
  const blocks = outcomes.flatMap((outcome) => outcome.blocks);
  if (extent.kind === 'handshakes') {
    const doneCount = blocks.reduce(
      (sum, { handshakes }) => sum + handshakes.established + handshakes.failed,
      0,
    );
    const handshakeCount = extent.handshakeCount - doneCount;
    return handshakeCount > 0 ? { kind: 'handshakes', handshakeCount } : null;
  }
  const durationNs = extent.durationNs - blocks.reduce((sum, { busyNs }) => sum + busyNs, 0);
  return durationNs > 0 ? { kind: 'duration', durationNs } : null;
}

/**
 * A first reply is learned from a session of each thread that is not recorded; a server that does
 * not live so long is used without that check.
 */
function usableShare(spec: ServerSpec, { limit, load }: { limit: number; load: Load }) {
  const { operation } = profileOf(spec);
  const learns = operation.check === 'golden' && load.operationCount > 0;
  const left = limit - (learns ? load.threadCount : 0);
  return left >= 1 ? { spec, limit: left } : { spec: withoutCheck(spec), limit };
}

function withoutCheck(spec: ServerSpec): ServerSpec {
  if (spec.kind !== 'command') {
    return spec;
  }
  const { check: _, trim: __, ...operation } = spec.profile.operation;
  return { ...spec, profile: { ...spec.profile, operation } };
}

interface Share {
  readonly spec: ServerSpec;
  readonly extent: Extent;
  readonly limit: number;
  readonly serverCount: number;
}

/** The part of a plan that one server takes. */
function shareOf(plan: RoundPlan, { spec, extent, limit, serverCount }: Share): RoundPlan {
  const warms = plan.warmup.handshakeCount > 0 || plan.warmup.durationNs > 0;
  const warmupCount = warms ? Math.floor(limit * warmupRatio) : 0;
  return {
    ...plan,
    servers: [spec],
    extent,
    sessionLimit: limit - warmupCount,
    warmup: { handshakeCount: warmupCount, durationNs: 0 },
    seed: plan.seed + serverCount,
  };
}

function addOutcomes(outcomes: readonly RoundOutcome[]): RoundOutcome {
  const blocks = outcomes.flatMap((outcome) => outcome.blocks);
  return {
    blocks: blocks.length === 0 ? [] : [mergeBlocks(blocks)],
    reports: outcomes.flatMap(({ reports }) => reports),
    troubles: outcomes.map((each) => each.troubles).reduce(addTroubles, noTroubles),
  };
}

/** That fresh servers had to be started, where it was so. */
export function freshServerNotes(serverCount: number, limit: number | null): string[] {
  return limit === null
    ? []
    : [`${serverCount} servers were started one after the other, each for ${limit} sessions`];
}
