// Runs that have not come to their end, for the terminal and for pages: a line for each case with
// what its finished blocks say, and how to see all of it.

import type { History, MeasuredFigure, UnfinishedCase, UnfinishedRun } from '../model/history.ts';
import type { MetricName } from '../model/verdict.ts';
import { formatCount, unknownMark } from './format-quantity.ts';
import { measureFigure } from './measure-figure.ts';
import type { TableColumn } from './stacked-table.ts';

/** A case of a run without an end, and where it stands in the history. */
export interface UnfinishedRow {
  readonly run: UnfinishedRun;
  readonly each: UnfinishedCase;
  /** `unfinished[0].cases[1]`. */
  readonly place: string;
}

/** Runs that are shown at most: the newest ones. */
const runCountMax = 20;

/** The cases of the newest 20 such runs, newest run first. */
export function unfinishedRows({ unfinished }: History): UnfinishedRow[] {
  return unfinished
    .map((run, index) => ({ run, index }))
    .slice(-runCountMax)
    .reverse()
    .flatMap(({ run, index }) =>
      run.cases.map((each, place) => ({
        ...{ run, each, place: `unfinished[${index}].cases[${place}]` },
      })),
    );
}

/** What tells the runs apart: `2025-03-01 12:00:00 compare: basic, 1 client`. */
export const unfinishedKey: TableColumn<UnfinishedRow> = {
  heading: 'case',
  align: 'left',
  cell: ({ run, each }) => `${run.startedAt.slice(0, 19).replace('T', ' ')}  ${each.name}`,
};

/** The columns beside it. */
export const unfinishedColumns: readonly TableColumn<UnfinishedRow>[] = [
  { heading: 'kind', align: 'left', cell: ({ run }) => run.kind },
  { heading: 'blocks', align: 'right', cell: ({ each }) => formatCount(each.blockCount) },
  { heading: 'handshake p50', align: 'right', cell: figureCell('service_p50') },
  { heading: 'handshakes', align: 'right', cell: figureCell('handshakes_per_second') },
];

function figureCell(metric: MetricName) {
  return ({ each }: UnfinishedRow): string => {
    const found = figureOf(each, metric);
    return found === undefined ? unknownMark : measureFigure(found, found.value);
  };
}

function figureOf({ figures }: UnfinishedCase, metric: MetricName): MeasuredFigure | undefined {
  return figures.find((each) => each.metric === metric);
}

/** What such a run is, and how to see all of each; none without one. */
export function unfinishedSentences({ unfinished }: History, folder: string): string[] {
  const shown = unfinished.slice(-runCountMax).reverse();
  const moreCount = unfinished.length - shown.length;
  return unfinished.length === 0
    ? []
    : [
        'Such a run goes on still, or was killed; its journal holds every block that had ended.',
        ...shown.map(({ file }) => `fifobench report ${folder.replace(/\/+$/, '')}/${file}`),
        ...(moreCount > 0 ? [`${formatCount(moreCount)} older ones are left out.`] : []),
      ];
}
