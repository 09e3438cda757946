// How evenly a server treats its clients, in one sentence a case.

import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatDuration } from './format-quantity.ts';

/** One sentence for each case of several clients; none where nobody's share is known. */
export function fairnessSentences(cases: readonly CaseFigures[]): string[] {
  return cases.flatMap(({ server, fairness, blockCount, load }) => {
    if (fairness === null || fairness.clientCount < 2) {
      return [];
    }
    const { establishedMin, establishedMax, jainRatio, slowestMeanNs, slowestP99Ns } = fairness;
    const counts =
      establishedMin === establishedMax
        ? formatCount(establishedMin)
        : `${formatCount(establishedMin)} to ${formatCount(establishedMax)}`;
    const p99 = slowestP99Ns === null ? '' : `, p99 ${formatDuration(slowestP99Ns)}`;
    const index = jainRatio === null ? '' : ` (Jain's index ${threeDecimals(jainRatio)})`;
    return [
      `${server}: each of ${formatCount(load.clientCount)} clients established ${counts} ` +
        `handshakes${blockCount > 1 ? ' in a block' : ''}${index}; the slowest client's response ` +
        `takes ${formatDuration(slowestMeanNs)} on average${p99}.`,
    ];
  });
}

/** Rounded down, so that only what is perfectly even is called 1. */
function threeDecimals(ratio: number): string {
  return ratio === 1 ? '1' : (Math.floor(ratio * 1_000) / 1_000).toFixed(3);
}
