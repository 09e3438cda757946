// From blocks to the numbers that a comparison rests on: ln(candidate / baseline), one a pair, and
// |ln(second / first)|, one an A/A pair. A block on which nothing can rest gives no pair at all.

import type { Block } from '../model/block.ts';
import type { CaseResult } from '../model/run.ts';
import type { MetricName } from '../model/verdict.ts';
import { blockMetrics, type MetricValues } from './metrics.ts';

/** Two blocks that ran side by side, as the metrics of each. */
export interface MetricPair {
  readonly first: MetricValues;
  readonly second: MetricValues;
}

/**
 * The pairs of different servers, in the order of the baseline's blocks: `first` is the baseline.
 * A pair counts only where both blocks are sound: no fault of the server, a handshake established.
 */
export function differentPairs(baseline: CaseResult, candidate: CaseResult): MetricPair[] {
  const candidates = new Map(
    soundBlocks(candidate, 'different').map((block) => [block.pair, block] as const),
  );
  return soundBlocks(baseline, 'different').flatMap((block) => {
    const other = candidates.get(block.pair);
    return other === undefined ? [] : [{ first: blockMetrics(block), second: blockMetrics(other) }];
  });
}

/** The A/A pairs of one case: two sound blocks of one number, the first half first. */
export function samePairs(caseResult: CaseResult): MetricPair[] {
  const firsts = new Map<number | null, Block>();
  const pairs: MetricPair[] = [];
  for (const block of soundBlocks(caseResult, 'same')) {
    const first = firsts.get(block.pair);
    if (first === undefined) {
      firsts.set(block.pair, block);
    } else {
      pairs.push({ first: blockMetrics(first), second: blockMetrics(block) });
      firsts.delete(block.pair);
    }
  }
  return pairs;
}

/**
 * ln(second / first) of every pair that has the metric on both sides. Two zeros are equal and give
 * 0; where only one is zero there is no ratio, and the pair is left out. No pairs give none.
 */
export function logRatios(pairs: readonly MetricPair[], metric: MetricName): number[] {
  return pairs.flatMap(({ first, second }) => {
    const [from, to] = [first[metric], second[metric]];
    if (from === null || to === null) {
      return [];
    }
    if (from === 0 && to === 0) {
      return [0];
    }
    return from > 0 && to > 0 ? [Math.log(to / from)] : [];
  });
}

/** The blocks of one kind on which a figure can rest. */
export function soundBlocks(caseResult: CaseResult, kind: Block['pairKind']): Block[] {
  return caseResult.blocks.filter(
    ({ pairKind, serverFault, handshakes }) =>
      pairKind === kind && serverFault === null && handshakes.established > 0,
  );
}
