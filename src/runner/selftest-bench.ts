// What every check of the self-test measures with: the rounds, threads and servers of ordinary
// runs, with nothing of its own in their place.

import { availableCpus } from '../environment/available-cpus.ts';
import type { Block } from '../model/block.ts';
import type { Extent, Load } from '../model/load.ts';
import { defaultCase } from '../model/scenario.ts';
import type { KnownBehaviour, ServerSpec } from '../model/server-spec.ts';
import type { ServerReport } from '../target/running-server.ts';
import { choosePlacement } from './choose-placement.ts';
import { LoadPool } from './load-pool.ts';
import { ProgressTicker } from './progress.ts';
import { type RoundContext, runRound } from './round.ts';

/** The most threads that any check asks for. */
const threadCountMax = 3;
/** Far beyond the longest wait of any check. */
const timeoutNs = 5_000_000_000;

/** One round of a check. */
export interface SelftestRound {
  /** A basic server for each, side by side in slices of 20 handshakes where there are several. */
  readonly behaviours: readonly KnownBehaviour[];
  /** Whatever differs from one client on one thread without operations. */
  readonly load: Partial<Load>;
  readonly extent: Extent;
  readonly accompany?: RoundContext['accompany'];
}

/** What one server of a round came to: what the clients recorded, and what the server counted. */
export interface SelftestMeasurement {
  readonly block: Block;
  readonly counters: ServerReport['counters'];
}

/** The means of a self-test; `close` gives the threads back. */
export class SelftestBench {
  readonly isQuick: boolean;
  readonly #pool = new LoadPool(threadCountMax);
  readonly #ticker = new ProgressTicker();
  readonly #parentDirectory: string;
  readonly #signal: AbortSignal;

  constructor(options: { isQuick: boolean; parentDirectory: string; signal: AbortSignal }) {
    this.isQuick = options.isQuick;
    this.#parentDirectory = options.parentDirectory;
    this.#signal = options.signal;
  }

  /**
   * Runs a round. Server and clients share a processor: the time from one to the other is then that
   * of a switch, and does not depend on how deep an idle processor sleeps. Throws what `runRound`
   * throws.
   */
  async measure(round: SelftestRound): Promise<SelftestMeasurement[]> {
    const servers = round.behaviours.map(toServer);
    const placement = choosePlacement('same core', availableCpus());
    const { blocks, reports } = await runRound(
      {
        ...{ servers, extent: round.extent, seed: 1, pair: null, pairKind: null },
        load: { ...defaultCase, operationCount: 0, timeoutNs, ...round.load },
        placement: placement ?? { name: 'unpinned', serverCpus: [], clientCpus: [] },
        warmup: { handshakeCount: 0, durationNs: 0 },
        sliceHandshakeCount: servers.length > 1 ? 20 : 0,
      },
      {
        ...{ pool: this.#pool, ticker: this.#ticker, signal: this.#signal },
        parentDirectory: this.#parentDirectory,
        position: {
          ...{ label: 'selftest', caseOrdinal: 1, caseCount: 1 },
          ...{ pairOrdinal: 0, pairCount: 0, doneRoundCount: 0, roundCount: 1 },
        },
        ...(round.accompany === undefined ? {} : { accompany: round.accompany }),
      },
    );
    return blocks.map((block, index) => ({ block, counters: reports[index]?.counters ?? {} }));
  }

  /** As `measure`, for the one server of a round. */
  async measureOne(
    round: Omit<SelftestRound, 'behaviours'> & { behaviour?: KnownBehaviour },
  ): Promise<SelftestMeasurement> {
    const { behaviour = {}, ...rest } = round;
    const [only] = await this.measure({ ...rest, behaviours: [behaviour] });
    return only as SelftestMeasurement;
  }

  /** Ends the threads; none may be running a block. */
  async close(): Promise<void> {
    this.#ticker.finish();
    await this.#pool.close();
  }
}

function toServer(behaviour: KnownBehaviour, index: number): ServerSpec {
  const name = index === 0 ? 'basic' : `basic (${index + 1})`;
  return { kind: 'pattern', name, pattern: 'basic', model: 'basic', behaviour };
}

/** Open load of evenly spaced arrivals for a time. */
export function constantArrivals(plan: { perSecond: number; durationNs: number }): Partial<Load> {
  const { perSecond, durationNs } = plan;
  const stage = { startPerSecond: perSecond, endPerSecond: perSecond };
  return {
    open: {
      stages: [{ startNs: 0, endNs: durationNs, ...stage }],
      spacing: 'constant',
      onOverload: 'queue',
    },
  };
}
