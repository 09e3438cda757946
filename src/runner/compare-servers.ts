// Puts servers against each other, case by case: rounds of fresh servers in the order of the
// schedule, until a planned look finds that more of them would tell nothing new; then a verdict for
// each metric of each candidate against the first server.

import {
  isWorthMorePairs,
  judgeCases,
  rulesOfDesign,
  verdictCountMax,
} from '../compare/judge-cases.ts';
import { readSentinels } from '../environment/noise-sentinels.ts';
import { describe, FifobenchError } from '../errors.ts';
import type { Block } from '../model/block.ts';
import type { Burden } from '../model/burden.ts';
import { leftoverNotes } from '../model/leftover-notes.ts';
import type { Load } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import type { CaseResult, ComparisonDesign, Run } from '../model/run.ts';
import { type ServerSpec, withBurden } from '../model/server-spec.ts';
import { obstacleToSharedLife } from '../model/shared-life.ts';
import { withSystemCalls } from './count-system-calls.ts';
import { DisturbedRounds } from './disturbed-rounds.ts';
import { runFreshServers } from './fresh-servers.ts';
import { LoadPool } from './load-pool.ts';
import { assembleRun, blockTeller, type MeasurementOptions } from './measurement.ts';
import { type ProgressPosition, ProgressTicker } from './progress.ts';
import { type RoundOutcome, type RoundPlan, runRound } from './round.ts';
import { type ScheduledRound, scheduleRounds } from './schedule.ts';
import { addTroubles, noTroubles, troubleNotes } from './troubles.ts';

/** One load at one placement, for all servers. */
export interface ComparedCase {
  /** `1 client, same core`; unique within the comparison. */
  readonly group: string;
  readonly load: Load;
  readonly placement: Placement;
  /** What the servers carry; absent: nothing. */
  readonly burden?: Burden;
}

/** What is compared, and how. */
export interface CompareOptions extends MeasurementOptions {
  /** With different names; the first is the baseline. One alone is measured without a verdict. */
  readonly servers: readonly ServerSpec[];
  readonly cases: readonly ComparedCase[];
  readonly design: ComparisonDesign;
  /** Handshakes of each fresh server before anything is recorded. */
  readonly warmupHandshakeCount: number;
  readonly scenario: string;
  /** What the reader must know besides, such as cases that this machine cannot run. */
  readonly notes: readonly string[];
}

/** A server that fails in this many rounds of a case in a row ends the case. */
const faultyRoundsInRowMax = 3;

/**
 * Runs the comparison. Servers that fail cost their pair, not the run. Throws FifobenchErrors where
 * a server does not even start in the first round.
 */
export async function compareServers(asked: CompareOptions): Promise<Run> {
  const options = withPossibleDesign(asked);
  const startedAt = new Date();
  const ticker = new ProgressTicker(options.onProgress);
  const threadCount = Math.max(...options.cases.map(({ load }) => load.threadCount));
  const pool = new LoadPool(threadCount);
  const plan = {
    kind: options.servers.length === 1 ? ('run' as const) : ('compare' as const),
    ...{ scenario: options.scenario, design: options.design },
    extent: { kind: 'duration' as const, durationNs: options.design.blockNs },
    startedAt,
  };
  try {
    const tell = await blockTeller(plan, options);
    const comparison = new Comparison(options, { pool, ticker, tell });
    for (const caseIndex of options.cases.keys()) {
      await comparison.measureCase(caseIndex);
    }
    const { cases, notes, isIncomplete } = comparison;
    const parts = {
      ...plan,
      cases,
      verdicts: judgeCases(cases, judgingRules(options)),
      notes: [...options.notes, ...notes],
      ...{ isIncomplete, elapsedNs: ticker.elapsedNs() },
    };
    return await assembleRun(parts, options);
  } finally {
    ticker.finish();
    await pool.close();
  }
}

/** Servers that cannot live at once take turns in whole blocks, and the reader learns the price. */
function withPossibleDesign(options: CompareOptions): CompareOptions {
  const obstacle = options.design.kind === 'duet' ? obstacleToSharedLife(options.servers) : null;
  if (obstacle === null) {
    return options;
  }
  const note =
    `one whole block after the other instead of slices, since ${obstacle}; pairs scatter by 6 to ` +
    '12 % then instead of less than 1 %, so that only large differences are found';
  return {
    ...options,
    design: { ...options.design, kind: 'blocks' },
    notes: [...options.notes, note],
  };
}

interface RoundPosition {
  readonly caseIndex: number;
  readonly roundIndex: number;
  readonly round: ScheduledRound;
}

type BlocksByServer = ReadonlyMap<string, Block[]>;

interface ComparisonMeans {
  readonly pool: LoadPool;
  readonly ticker: ProgressTicker;
  /** Hears of blocks as they end. */
  readonly tell: (cases: readonly CaseResult[]) => void;
}

class Comparison {
  readonly cases: CaseResult[] = [];
  readonly notes: string[] = [];
  isIncomplete = false;
  readonly #options: CompareOptions;
  readonly #means: ComparisonMeans;
  readonly #rounds: readonly ScheduledRound[];

  constructor(options: CompareOptions, means: ComparisonMeans) {
    this.#options = options;
    this.#means = means;
    this.#rounds = scheduleRounds({
      pairCount: options.design.pairCount,
      serverCount: options.servers.length,
    });
  }

  /** Measures one case; an abort leaves what was measured before it. */
  async measureCase(caseIndex: number): Promise<void> {
    const { cases, signal, design } = this.#options;
    const { burden: _, ...comparedCase } = cases[caseIndex] as ComparedCase;
    const servers = this.#serversOf(caseIndex);
    const blocks: BlocksByServer = new Map<string, Block[]>(servers.map(({ name }) => [name, []]));
    const watch = new DisturbedRounds({ pairCount: design.pairCount, readSentinels, signal });
    let faultyRoundsInRow = 0;
    let troubles = noTroubles;
    let pairCount = 0;
    for (const [roundIndex, round] of this.#rounds.entries()) {
      const isOver = signal.aborted || faultyRoundsInRow === faultyRoundsInRowMax;
      if (isOver || this.#isClear(comparedCase, { blocks, pairCount })) {
        break;
      }
      pairCount += round.kind === 'different' ? 1 : 0;
      const outcome = await this.#attemptRound({ caseIndex, roundIndex, round }, watch);
      if (!signal.aborted) {
        for (const block of outcome.blocks) {
          blocks.get(block.server)?.push(block);
        }
        this.#means.tell(this.#results(comparedCase, byServer(outcome.blocks)));
        troubles = addTroubles(troubles, outcome.troubles);
      }
      faultyRoundsInRow = isFaulty(outcome) ? faultyRoundsInRow + 1 : 0;
    }
    for (const result of this.#results(comparedCase, blocks)) {
      this.cases.push(await withSystemCalls(result, { ...this.#options, pool: this.#means.pool }));
    }
    if (faultyRoundsInRow === faultyRoundsInRowMax) {
      this.isIncomplete = true;
      const reason = `given up after ${faultyRoundsInRow} rounds in a row in which a server failed`;
      this.notes.push(`${comparedCase.group}: ${reason}`);
    }
    const kept = servers.flatMap(({ name }) =>
      leftoverNotes(blocks.get(name) ?? []).map((note) => `${name}: ${note}`),
    );
    const notes = [...troubleNotes(troubles), ...kept, ...watch.notes()];
    this.notes.push(...notes.map((note) => `${comparedCase.group}: ${note}`));
  }

  /** Whether a look is due after which more pairs would tell nothing new, whatever is to come. */
  #isClear(comparedCase: ComparedCase, so: { blocks: BlocksByServer; pairCount: number }): boolean {
    const { design, servers, cases } = this.#options;
    if (servers.length === 1 || !design.looks.pairCounts.includes(so.pairCount)) {
      return false;
    }
    const familyCount = verdictCountMax({
      caseCount: cases.length,
      candidateCount: servers.length - 1,
    });
    const rules = { ...judgingRules(this.#options), familyCount };
    return !judgeCases(this.#results(comparedCase, so.blocks), rules).some((verdict) =>
      isWorthMorePairs(verdict, design),
    );
  }

  #results(comparedCase: ComparedCase, blocks: BlocksByServer): CaseResult[] {
    return this.#options.servers.map((server) => ({
      name: `${server.name}, ${comparedCase.group}`,
      ...{ server, ...comparedCase, blocks: blocks.get(server.name) ?? [] },
    }));
  }

  /** A server that does not start costs its pair, unless nothing has been measured before. */
  async #attemptRound(at: RoundPosition, watch: DisturbedRounds): Promise<RoundOutcome> {
    try {
      return await watch.measure(() => this.#measureRound(at));
    } catch (error) {
      const isFirst = at.caseIndex === 0 && at.roundIndex === 0;
      if (isFirst || !(error instanceof FifobenchError) || error.code !== 'server-start') {
        throw error;
      }
      this.isIncomplete = true;
      const { group } = this.#options.cases[at.caseIndex] as ComparedCase;
      this.notes.push(`${group}: pair ${at.round.pair + 1} was lost: ${describe(error)}`);
      return { blocks: [], reports: [], troubles: noTroubles };
    }
  }

  async #measureRound(at: RoundPosition): Promise<RoundOutcome> {
    const { pool, ticker } = this.#means;
    const { signal, parentDirectory, design } = this.#options;
    const context = { pool, ticker, signal, parentDirectory, position: this.#position(at) };
    const plan = this.#roundPlan(at);
    if (design.kind === 'duet') {
      return await runRound(plan, context);
    }
    const outcomes: RoundOutcome[] = [];
    for (const server of plan.servers) {
      outcomes.push(await runFreshServers({ ...plan, servers: [server] }, context));
    }
    return {
      blocks: outcomes.flatMap(({ blocks }) => blocks),
      reports: outcomes.flatMap(({ reports }) => reports),
      troubles: outcomes.map((each) => each.troubles).reduce(addTroubles),
    };
  }

  #roundPlan({ caseIndex, round }: { caseIndex: number; round: ScheduledRound }): RoundPlan {
    const { cases, design, seed, warmupHandshakeCount } = this.#options;
    const { load, placement } = cases[caseIndex] as ComparedCase;
    const servers = this.#serversOf(caseIndex);
    const chosen = round.kind === 'different' ? servers : twice(servers[round.serverIndex]);
    const isDuet = design.kind === 'duet';
    return {
      // Alternating blocks take turns in being first, since the later one meets a warmer machine.
      servers: isDuet || round.pair % 2 === 0 ? chosen : chosen.toReversed(),
      ...{ load, placement },
      extent: {
        kind: 'duration',
        durationNs: isDuet ? design.blockNs : Math.ceil(design.blockNs / chosen.length),
      },
      warmup: { handshakeCount: Math.max(warmupHandshakeCount, load.clientCount), durationNs: 0 },
      sliceHandshakeCount: isDuet ? sliceOf(design, load) : 0,
      seed: seed + caseIndex * this.#rounds.length + round.pair,
      pair: round.pair,
      pairKind: round.kind,
    };
  }

  #serversOf(caseIndex: number): ServerSpec[] {
    const { servers, cases } = this.#options;
    return servers.map((server) => withBurden(server, cases[caseIndex]?.burden));
  }

  #position(at: { caseIndex: number; roundIndex: number }): ProgressPosition {
    const roundCount = this.#rounds.length;
    const caseCount = this.#options.cases.length;
    return {
      label: this.#options.cases[at.caseIndex]?.group ?? '',
      caseOrdinal: at.caseIndex + 1,
      caseCount,
      pairOrdinal: at.roundIndex + 1,
      pairCount: roundCount,
      doneRoundCount: at.caseIndex * roundCount + at.roundIndex,
      roundCount: caseCount * roundCount,
    };
  }
}

/** A round without blocks is one in which a server did not start. */
function isFaulty({ blocks }: RoundOutcome): boolean {
  return blocks.length === 0 || blocks.some(({ serverFault }) => serverFault !== null);
}

/** With many clients a slice gives each at least two handshakes, or none would meet the others. */
function sliceOf(design: ComparisonDesign, load: Load): number {
  return Math.max(design.sliceHandshakeCount, 2 * load.clientCount);
}

function byServer(blocks: readonly Block[]): BlocksByServer {
  const sorted = new Map<string, Block[]>();
  for (const block of blocks) {
    sorted.set(block.server, [...(sorted.get(block.server) ?? []), block]);
  }
  return sorted;
}

function twice(server: ServerSpec | undefined): ServerSpec[] {
  if (server === undefined) {
    throw new FifobenchError('internal', 'an A/A pair of a server that is not compared');
  }
  return [server, server];
}

function judgingRules({ servers, design, seed }: CompareOptions) {
  return rulesOfDesign(design, { baseline: servers[0]?.name ?? '', seed });
}
