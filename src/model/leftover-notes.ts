// Says what a server kept although nobody needed it any more: zombies, children, descriptors. A few
// may be on their way out; what grows with the sessions is a fault that ends every long run.

import type { Block } from './block.ts';
import { addLeftovers } from './merge-blocks.ts';

/** Up to so many may be on their way out when a server is asked to end. */
const unremarkableCount = 2;

/** One sentence for each kind that a server kept, over all blocks; none where it kept nothing. */
export function leftoverNotes(blocks: readonly Block[]): string[] {
  const all = blocks.flatMap(({ leftovers }) => leftovers ?? []);
  const { sessionCount, ...counts } = addLeftovers(all);
  const kinds: [number, string][] = [
    [counts.zombieCount, 'zombies, children that it never waited for'],
    [counts.liveChildCount, 'children still running'],
    [counts.openFileGrowthCount, 'descriptors that it never closed'],
  ];
  return kinds
    .filter(([count]) => count > unremarkableCount * all.length)
    .map(([count, what]) => {
      const each =
        sessionCount === 0 ? '' : `, ${Number((count / sessionCount).toPrecision(2))} each`;
      return `after ${sessionCount} sessions the server kept ${count} ${what}${each}`;
    });
}
