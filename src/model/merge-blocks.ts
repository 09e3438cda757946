// Makes one block of several that fresh servers of one kind served one after the other, because
// none of them could serve it all. Their times within the recording go on from one to the next.

import assert from 'node:assert/strict';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import type { Block, ServerLeftovers } from './block.ts';
import { type CaseTotals, caseTotals } from './case-totals.ts';

/** The sum of at least one block of the same server and pair; a single one comes back as it is. */
export function mergeBlocks(blocks: readonly Block[]): Block {
  const [first, ...others] = blocks;
  assert(first !== undefined, 'no block to merge');
  if (others.length === 0) {
    return first;
  }
  const totals = caseTotals({ blocks });
  const { race, fairness, serverFaults } = totals;
  const leftovers = blocks.flatMap((block) => block.leftovers ?? []);
  const { server, pair, pairKind } = first;
  return {
    ...{ server, pair, pairKind, leftovers: addLeftovers(leftovers) },
    ...(race === null ? {} : { race }),
    ...(fairness === null ? {} : { fairness }),
    censored: addCensored(blocks),
    busyNs: totals.busyNs,
    ...summedFields(totals),
    serverFault: serverFaults[0] ?? null,
  };
}

/** The fields of a block that are sums, whichever blocks it is made of. */
export function summedFields(totals: CaseTotals) {
  const { handshakes, failures, latencies, operationCount, operationBytes } = totals;
  const { serverUse, clientUse, overTime, forkNs, forkToChildNs } = totals;
  return {
    ...{ handshakes, failures, latencies, operationCount, operationBytes },
    ...{ serverUse, clientUse, forkNs, forkToChildNs },
    ...(overTime === null ? {} : { overTime }),
  };
}

function addCensored(blocks: readonly Block[]): LatencyHistogram {
  const total = LatencyHistogram.empty();
  for (const { censored } of blocks) {
    if (censored !== undefined) {
      total.add(censored);
    }
  }
  return total;
}

/** What several servers kept, together. */
export function addLeftovers(all: readonly ServerLeftovers[]): ServerLeftovers {
  const sum = (read: (leftovers: ServerLeftovers) => number) =>
    all.reduce((total, leftovers) => total + read(leftovers), 0);
  return {
    sessionCount: sum(({ sessionCount }) => sessionCount),
    zombieCount: sum(({ zombieCount }) => zombieCount),
    liveChildCount: sum(({ liveChildCount }) => liveChildCount),
    openFileGrowthCount: sum(({ openFileGrowthCount }) => openFileGrowthCount),
  };
}
