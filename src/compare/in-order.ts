// Blocks of different times, made comparable as far as that goes: the first of the one with the
// first of the other, and so on. What the machine did differently then is in every such pair, so
// the noise of the baseline is taken between its own first and second half, which lie apart too.

import type { Block } from '../model/block.ts';
import type { CaseResult } from '../model/run.ts';

/** Two cases as if their blocks had run side by side. */
export interface OrderedCases {
  readonly baseline: CaseResult;
  readonly candidate: CaseResult;
}

/**
 * Numbers the blocks of both by their order; blocks of A/A pairs are left out, since they were not
 * alone on the machine. A/A pairs are made of the baseline's first half and its second half.
 */
export function pairedInOrder({ baseline, candidate }: OrderedCases): OrderedCases {
  const stored = aloneBlocks(baseline);
  const halfCount = Math.floor(stored.length / 2);
  const halves = stored.slice(0, halfCount).flatMap((block, index) => {
    const pair = stored.length + index;
    const other = stored[halfCount + index] as Block;
    return [block, other].map((each) => ({ ...each, pair, pairKind: 'same' as const }));
  });
  return {
    baseline: { ...baseline, blocks: [...numbered(stored), ...halves] },
    candidate: { ...candidate, blocks: numbered(aloneBlocks(candidate)) },
  };
}

function aloneBlocks({ blocks }: CaseResult): Block[] {
  return blocks.filter(({ pairKind }) => pairKind !== 'same');
}

function numbered(blocks: readonly Block[]): Block[] {
  return blocks.map((block, pair) => ({ ...block, pair, pairKind: 'different' as const }));
}
