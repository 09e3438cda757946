// Loads one server at one placement and reports what came of it.

import type { Block } from '../model/block.ts';
import { leftoverNotes } from '../model/leftover-notes.ts';
import type { Extent, Load } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import type { CaseResult, Run } from '../model/run.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { withSystemCalls } from './count-system-calls.ts';
import { freshServerNotes, runFreshServers, sessionLimitOf } from './fresh-servers.ts';
import { LoadPool } from './load-pool.ts';
import { assembleRun, blockTeller, type MeasurementOptions } from './measurement.ts';
import { openFigures, overloadNote } from './open-plan.ts';
import { ProgressTicker } from './progress.ts';
import { troubleNotes } from './troubles.ts';

/** One server under one load. */
export interface LoadOptions extends MeasurementOptions {
  readonly server: ServerSpec;
  readonly load: Load;
  readonly placement: Placement;
  readonly extent: Extent;
  /** Time for which the server is loaded before anything is recorded. */
  readonly warmupNs: number;
  /** Name of the scenario that the load comes from. */
  readonly scenario: string;
  /** What the case is called in results: `1 client, unpinned`. */
  readonly group: string;
  /** What the reader must know besides, such as limits of the server; absent: nothing. */
  readonly notes?: readonly string[];
  /**
   * Called once with the case as soon as it has been measured, before its system calls are counted;
   * absent: nobody wants to know.
   */
  readonly onMeasured?: (cases: readonly CaseResult[]) => void;
}

/**
 * Runs the load. A server that fails under it makes an invalid run with what there is; an abort
 * makes an interrupted one. Throws FifobenchErrors where nothing could be measured at all.
 */
export async function runLoad(options: LoadOptions): Promise<Run> {
  const startedAt = new Date();
  const { server, load, placement, extent, group } = options;
  const ticker = new ProgressTicker(options.onProgress);
  const pool = new LoadPool(load.threadCount);
  const plan = {
    ...{ kind: 'run' as const, scenario: options.scenario, extent, design: null, startedAt },
  };
  try {
    const tell = await blockTeller(plan, options);
    const outcome = await runFreshServers(
      {
        ...{ servers: [server], load, placement, extent, seed: options.seed },
        warmup: { handshakeCount: 0, durationNs: options.warmupNs },
        sliceHandshakeCount: 0,
        pair: null,
        pairKind: null,
      },
      {
        ...{ pool, ticker, signal: options.signal, parentDirectory: options.parentDirectory },
        position: {
          ...{ label: `${server.name}, ${group}`, caseOrdinal: 1, caseCount: 1 },
          ...{ pairOrdinal: 0, pairCount: 0, doneRoundCount: 0, roundCount: 1 },
        },
      },
    );
    const name = `${server.name}, ${group}`;
    const { blocks } = outcome;
    const measured = { name, group, server, load, placement, blocks };
    tell([measured]);
    options.onMeasured?.([measured]);
    const cases = [await withSystemCalls(measured, { ...options, pool })];
    const parts = {
      ...{ ...plan, verdicts: [], cases },
      ...openParts(name, blocks[0]),
      notes: [
        ...(options.notes ?? []),
        ...freshServerNotes(outcome.serverCount, sessionLimitOf(server)),
        ...troubleNotes(outcome.troubles),
        ...leftoverNotes(blocks),
        ...overloadNotes(blocks),
      ],
      isIncomplete: blocks.some(({ serverFault }) => serverFault !== null),
      elapsedNs: ticker.elapsedNs(),
    };
    return await assembleRun(parts, options);
  } finally {
    ticker.finish();
    await pool.close();
  }
}

/** How an open plan was kept, for the judgement of validity; nothing for closed load. */
function openParts(name: string, block: Block | undefined) {
  const figures = block === undefined ? null : openFigures(block);
  return figures === null ? {} : { openFigures: new Map([[name, figures]]) };
}

function overloadNotes(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => overloadNote(block) ?? []);
}
