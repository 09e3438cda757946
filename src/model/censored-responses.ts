// The responses of a case of which only a least duration is known: handshakes that timed out, and
// such that the end of the measurement cut off.

import { LatencyHistogram } from '../stats/latency-histogram.ts';
import type { CaseResult } from './run.ts';

/**
 * What these responses are known to exceed, over all blocks but those of A/A pairs, which count
 * only where there are no others, as in `caseTotals`. Empty: there were none.
 */
export function censoredResponses({ blocks }: CaseResult): LatencyHistogram {
  const others = blocks.filter(({ pairKind }) => pairKind !== 'same');
  const total = LatencyHistogram.empty();
  for (const { censored } of others.length > 0 ? others : blocks) {
    if (censored !== undefined) {
      total.add(censored);
    }
  }
  return total;
}
