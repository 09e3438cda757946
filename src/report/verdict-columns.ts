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
import { traced, type Words } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';
import { tracedColumn } from './traced-column.ts';

/** A verdict and where it stands in the stored run. */
export interface PlacedVerdict {
  readonly verdict: Verdict;
  /** `verdicts[0]` */
  readonly place: string;
}

/** The verdicts of a run with their places. */
export function placedVerdicts(verdicts: readonly Verdict[]): PlacedVerdict[] {
  return verdicts.map((verdict, index) => ({ verdict, place: `verdicts[${index}]` }));
}

/** The column that names the metric. */
export const metricColumn: TableColumn<PlacedVerdict> = {
  heading: 'metric',
  align: 'left',
  cell: ({ verdict: { metric } }) => metricWordings[metric].label,
};

/**
 * Effect, interval, pairs, noise floor of the A/A pairs, smallest effect that could have been
 * found, and the verdict, whose word `paintWord` colours.
 */
export function verdictColumns(
  paintWord: (word: VerdictWord, text: string) => string,
): readonly TableColumn<PlacedVerdict>[] {
  return [
    right('effect', 'ratio', ({ ratio }) => formatRatio(ratio)),
    right('interval', 'interval', ({ interval, ratio }) => formatInterval(interval, ratio)),
    right('pairs', 'pairs', ({ pairCount }) => formatCount(pairCount)),
    right('A/A\nfloor', 'floorRatio', ({ floorRatio }) => magnitude(floorRatio)),
    right('could\nfind', 'detectableRatio', ({ detectableRatio }) => magnitude(detectableRatio)),
    {
      heading: 'verdict',
      align: 'left',
      cell: ({ verdict, place }): Words => traced(`${place}.verdict`, verdict.verdict),
      paint: ({ verdict }, text) => paintWord(verdict.verdict, text),
    },
  ];
}

function magnitude(ratio: number | null): string {
  return ratio === null ? unknownMark : formatMagnitude(ratio);
}

function right(
  heading: string,
  name: string,
  shown: (verdict: Verdict) => string,
): TableColumn<PlacedVerdict> {
  return tracedColumn(heading, name, ({ verdict }) => shown(verdict));
}
