// The percentiles of a case while it is measured: those of blocks that have ended and of the one
// under way, server by server. Histograms are added; percentiles are read last.

import type { NativeLatencies } from '../engine/native-addon.ts';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { type CensoredPercentile, percentileOrBound } from '../stats/percentile-censored.ts';

/** What one server's clients met so far, warm-ups excluded. */
export interface ServerLatencies {
  readonly server: string;
  /** Of service time in closed load, of response time in open load; `null`: too few samples. */
  readonly p50: CensoredPercentile | null;
  readonly p99: CensoredPercentile | null;
}

interface Sums {
  readonly established: LatencyHistogram;
  readonly censored: LatencyHistogram;
}

/** What a block has recorded, until now or in all. */
export interface RecordedBlock {
  /** Names of the servers in the order of the block's targets. */
  readonly servers: readonly string[];
  readonly targets: readonly NativeLatencies[];
  /**
   * Open load, whose percentiles are but bounds where handshakes that timed out reach down to them,
   * as in the final figures; service time knows only those that were established.
   */
  readonly isOpen: boolean;
}

/** Adds up blocks. A pair of a server with itself adds to that server twice. */
export class LatenciesSoFar {
  #sums: ReadonlyMap<string, Sums> = new Map();

  /** A block has ended. */
  add(block: RecordedBlock): void {
    this.#sums = this.#with(block);
  }

  /**
   * The percentiles, with those of a block under way where there is one, in the order in which
   * servers appeared.
   */
  read(underWay?: RecordedBlock): ServerLatencies[] {
    const sums = underWay === undefined ? this.#sums : this.#with(underWay);
    return [...sums].map(([server, each]) => ({
      server,
      p50: percentileOrBound({ ...each, ratio: 0.5 }),
      p99: percentileOrBound({ ...each, ratio: 0.99 }),
    }));
  }

  #with({ servers, targets, isOpen }: RecordedBlock): ReadonlyMap<string, Sums> {
    const sums = new Map(this.#sums);
    for (const [index, server] of servers.entries()) {
      const target = targets[index];
      const before = sums.get(server);
      sums.set(server, {
        established: sumOf(before?.established, target?.latency),
        censored: sumOf(before?.censored, isOpen ? target?.censored : undefined),
      });
    }
    return sums;
  }
}

function sumOf(
  before: LatencyHistogram | undefined,
  added: NativeLatencies['latency'] | undefined,
): LatencyHistogram {
  const sum = LatencyHistogram.empty();
  if (before !== undefined) {
    sum.add(before);
  }
  if (added !== undefined) {
    sum.add(LatencyHistogram.fromSparse(added));
  }
  return sum;
}
