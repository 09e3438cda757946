// The figures of the micro-benchmarks as columns and sentences, for every format that has tables.

import {
  againstRatio,
  type MicroFigure,
  type MicroTimes,
  microMiddleNs,
  microName,
} from '../model/micro-result.ts';
import { formatDuration, formatRatio, formatShare, unknownMark } from './format-quantity.ts';
import { joinWords, say, traced, type Words } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';

/** What a row is about. */
export const microKeyColumn: TableColumn<MicroFigure> = {
  heading: 'one operation',
  align: 'left',
  cell: microName,
};

/** The columns behind it; `all` holds the figures that others are held against. */
export function microColumns(all: readonly MicroFigure[]): TableColumn<MicroFigure>[] {
  const time = (name: keyof MicroTimes) =>
    right(name, (figure) =>
      traced(
        `${placeIn(all, figure)}.operationNs.${name}`,
        formatDuration(figure.operationNs[name]),
      ),
    );
  const columns: TableColumn<MicroFigure>[] = [
    ...[time('p50'), time('p99'), time('mean')],
    right('±', (figure) =>
      traced(`${placeIn(all, figure)}.marginRatio`, formatShare(figure.marginRatio)),
    ),
  ];
  return all.some((figure) => againstRatio(figure, all) !== null)
    ? [...columns, right('against', (figure) => againstWords(figure, all))]
    : columns;
}

/** What the columns mean, and what is held against what, a sentence each. */
export function microSentences(all: readonly MicroFigure[]): Words[] {
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

function placeIn(all: readonly MicroFigure[], figure: MicroFigure): string {
  return `micro[${all.indexOf(figure)}]`;
}

function againstSentence(figure: MicroFigure, all: readonly MicroFigure[]): Words[] {
  const other = counterpartOf(figure, all);
  if (other === undefined) {
    return [];
  }
  const [mine, theirs] = [figure, other].map((each) =>
    traced(middlePlace(each, all), formatDuration(microMiddleNs(each))),
  );
  const times = say`(${mine ?? ''} and ${theirs ?? ''})`;
  return [
    say`${microName(figure)}: ${againstWords(figure, all)} against ${other.subject} ${times}.`,
  ];
}

function againstWords(figure: MicroFigure, all: readonly MicroFigure[]): Words {
  const other = counterpartOf(figure, all);
  return other === undefined
    ? unknownMark
    : traced(
        `${middlePlace(figure, all)} / ${middlePlace(other, all)}`,
        formatRatio(againstRatio(figure, all)),
      );
}

function counterpartOf(figure: MicroFigure, all: readonly MicroFigure[]) {
  return all.find(
    ({ subject, placement }) =>
      subject === figure.against && placement.name === figure.placement.name,
  );
}

function middlePlace(figure: MicroFigure, all: readonly MicroFigure[]): string {
  const name = figure.operationNs.p50 === null ? 'mean' : 'p50';
  return `${placeIn(all, figure)}.operationNs.${name}`;
}

/** The partner of a pinned subject takes the place of the server. */
function placementSentences(all: readonly MicroFigure[]): Words[] {
  const placements = new Map(all.map((figure) => [figure.placement.name, figure]));
  return [...placements.values()]
    .filter(({ placement }) => placement.serverCpus.length > 0)
    .map((figure) => {
      const { name, serverCpus, clientCpus } = figure.placement;
      const at = `${placeIn(all, figure)}.placement`;
      const [mine, other] = [
        cpuWords(clientCpus, `${at}.clientCpus`),
        cpuWords(serverCpus, `${at}.serverCpus`),
      ];
      return say`${name}: this side on CPU ${mine}, the other on CPU ${other}.`;
    });
}

/** Numbers of processors, each with its place in the list that stands at `place`. */
export function cpuWords(cpus: readonly number[], place: string): Words {
  return joinWords(
    cpus.map((cpu, index) => traced(`${place}[${index}]`, String(cpu))),
    ', ',
  );
}

function right(heading: string, cell: (figure: MicroFigure) => Words): TableColumn<MicroFigure> {
  return { heading, align: 'right', cell };
}
