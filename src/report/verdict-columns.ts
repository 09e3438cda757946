// The columns of a comparison: for each metric the effect, what it rests on, and last the word.

import type { Verdict, VerdictWord } from '../model/verdict.ts';
import {
  formatCount,
  formatInterval,
  formatMagnitude,
  formatRatio,
  unknownMark,
} from './format-quantity.ts';
import { metricWordings } from './metric-wording.ts';
import type { TableColumn } from './stacked-table.ts';

/** The column that names the metric. */
export const metricColumn: TableColumn<Verdict> = {
  heading: 'metric',
  align: 'left',
  cell: ({ metric }) => metricWordings[metric].label,
};

/**
 * Effect, interval, pairs, noise floor of the A/A pairs, smallest effect that could have been
 * found, and the verdict, whose word `paintWord` colours.
 */
export function verdictColumns(
  paintWord: (word: VerdictWord, text: string) => string,
): readonly TableColumn<Verdict>[] {
  return [
    right('effect', ({ ratio }) => formatRatio(ratio)),
    right('interval', ({ interval, ratio }) => formatInterval(interval, ratio)),
    right('pairs', ({ pairCount }) => formatCount(pairCount)),
    right('A/A\nfloor', ({ floorRatio }) => magnitude(floorRatio)),
    right('could\nfind', ({ detectableRatio }) => magnitude(detectableRatio)),
    {
      heading: 'verdict',
      align: 'left',
      cell: ({ verdict }) => verdict,
      paint: ({ verdict }, text) => paintWord(verdict, text),
    },
  ];
}

function magnitude(ratio: number | null): string {
  return ratio === null ? unknownMark : formatMagnitude(ratio);
}

function right(heading: string, cell: (verdict: Verdict) => string): TableColumn<Verdict> {
  return { heading, align: 'right', cell };
}
