// How evenly a server treats its clients, in one sentence a case.

import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatDuration } from './format-quantity.ts';
import { type Prose, say, traced } from './prose.ts';

/** One sentence for each case of several clients; none where nobody's share is known. */
export function fairnessSentences(cases: readonly CaseFigures[]): Prose[] {
  return cases.flatMap(({ place, server, fairness, blockCount, load }) => {
    if (fairness === null || fairness.clientCount < 2) {
      return [];
    }
    const { establishedMin, establishedMax, jainRatio, slowestMeanNs, slowestP99Ns } = fairness;
    const at = (name: string, shown: string) => traced(`${place}.fairness.${name}`, shown);
    const clients = traced(`${place}.clientCount`, formatCount(load.clientCount));
    const least = at('establishedMin', formatCount(establishedMin));
    const most = at('establishedMax', formatCount(establishedMax));
    const counts = establishedMin === establishedMax ? least : say`${least} to ${most}`;
    const slowest = at('slowestMeanNs', formatDuration(slowestMeanNs));
    const p99 =
      slowestP99Ns === null ? '' : say`, p99 ${at('slowestP99Ns', formatDuration(slowestP99Ns))}`;
    const index =
      jainRatio === null ? '' : say` (Jain's index ${at('jainRatio', threeDecimals(jainRatio))})`;
    const shares = say`${counts} handshakes${blockCount > 1 ? ' in a block' : ''}${index}`;
    const tail = say`the slowest client's response takes ${slowest} on average${p99}`;
    return [say`${server}: each of ${clients} clients established ${shares}; ${tail}.`];
  });
}

/** Rounded down, so that only what is perfectly even is called 1. */
function threeDecimals(ratio: number): string {
  return ratio === 1 ? '1' : (Math.floor(ratio * 1_000) / 1_000).toFixed(3);
}
