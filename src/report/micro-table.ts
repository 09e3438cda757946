// The figures of the micro-benchmarks as columns and sentences, for every format that has tables.

import { againstRatio, type MicroFigure, microMiddleNs, microName } from '../model/micro-result.ts';
import { formatDuration, formatRatio, formatShare, unknownMark } from './format-quantity.ts';
import type { TableColumn } from './stacked-table.ts';

/** What a row is about. */
export const microKeyColumn: TableColumn<MicroFigure> = {
  heading: 'one operation',
  align: 'left',
  cell: microName,
};

/** The columns behind it; `all` holds the figures that others are held against. */
export function microColumns(all: readonly MicroFigure[]): TableColumn<MicroFigure>[] {
  const columns: TableColumn<MicroFigure>[] = [
    duration('p50', ({ operationNs }) => operationNs.p50),
    duration('p99', ({ operationNs }) => operationNs.p99),
    duration('mean', ({ operationNs }) => operationNs.mean),
    right('±', ({ marginRatio }) => formatShare(marginRatio)),
  ];
  return all.some((figure) => againstRatio(figure, all) !== null)
    ? [...columns, right('against', (figure) => formatRatio(againstRatio(figure, all)))]
    : columns;
}

/** What the columns mean, and what is held against what, a sentence each. */
export function microSentences(all: readonly MicroFigure[]): string[] {
  if (all.length === 0) {
    return [];
  }
  const isAnyUnknown = all.some(({ operationNs }) => operationNs.p99 === null);
  return [
    'A sample is the mean of a batch, so p50 and p99 are those of batches; ± is the 95 % ' +
      'confidence of the mean.',
    ...(isAnyUnknown
      ? [`A percentile with fewer than 10 batches beyond it is not given (${unknownMark}).`]
      : []),
    ...all.flatMap((figure) => againstSentence(figure, all)),
    ...placementSentences(all),
  ];
}

function againstSentence(figure: MicroFigure, all: readonly MicroFigure[]): string[] {
  const ratio = againstRatio(figure, all);
  const other = all.find(
    ({ subject, placement }) =>
      subject === figure.against && placement.name === figure.placement.name,
  );
  if (ratio === null || other === undefined) {
    return [];
  }
  const [mine, theirs] = [figure, other].map((each) => formatDuration(microMiddleNs(each)));
  return [
    `${microName(figure)}: ${formatRatio(ratio)} against ${other.subject} (${mine} and ${theirs}).`,
  ];
}

/** The partner of a pinned subject takes the place of the server. */
function placementSentences(all: readonly MicroFigure[]): string[] {
  const placements = new Map(all.map(({ placement }) => [placement.name, placement]));
  return [...placements.values()]
    .filter(({ serverCpus }) => serverCpus.length > 0)
    .map(({ name, serverCpus, clientCpus }) => {
      const [mine, other] = [clientCpus, serverCpus].map((cpus) => cpus.join(', '));
      return `${name}: this side on CPU ${mine}, the other on CPU ${other}.`;
    });
}

function duration(
  heading: string,
  valueNs: (figure: MicroFigure) => number | null,
): TableColumn<MicroFigure> {
  return right(heading, (figure) => formatDuration(valueNs(figure)));
}

function right(heading: string, cell: (figure: MicroFigure) => string): TableColumn<MicroFigure> {
  return { heading, align: 'right', cell };
}
