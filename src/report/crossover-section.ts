// Which server gets more done at which service time: the points of all servers side by side, and
// where one overtakes the other in a sentence.

import type { Crossover } from '../model/crossover.ts';
import type { Run } from '../model/run.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatCounted, formatDuration, formatRate, formatRatio } from './format-quantity.ts';
import type { TableColumn } from './stacked-table.ts';
import { sweepAxis } from './sweep-axis.ts';

/** All servers at one service time. */
export interface CrossoverRow {
  readonly serviceNs: number;
  /** Sessions a second by server; a server that was not measured there is missing. */
  readonly perSecondByServer: ReadonlyMap<string, number>;
}

/** The column that names the service time. */
export const serviceColumn: TableColumn<CrossoverRow> = {
  heading: 'service',
  align: 'right',
  cell: ({ serviceNs }) => timeWords(serviceNs),
};

/** One row for each service time, the shortest first. No cases give none. */
export function crossoverRows(cases: readonly CaseFigures[]): CrossoverRow[] {
  const { positionOf } = sweepAxis(cases);
  const positions = [...new Set(cases.map(positionOf))].sort((left, right) => left - right);
  return positions.map((serviceNs) => ({
    serviceNs,
    perSecondByServer: new Map(
      cases.flatMap((figures) => {
        const { handshakes_per_second: perSecond } = figures.metrics;
        return positionOf(figures) === serviceNs && perSecond !== null
          ? [[figures.server, perSecond] as const]
          : [];
      }),
    ),
  }));
}

/** Throughput of each server, and of each candidate the change against the baseline. */
export function crossoverColumns(crossovers: readonly Crossover[]): TableColumn<CrossoverRow>[] {
  const [first] = crossovers;
  if (first === undefined) {
    return [];
  }
  const { baseline } = first;
  return [
    throughputColumn(baseline),
    ...crossovers.flatMap(({ candidate }) => [
      throughputColumn(candidate),
      changeColumn({ candidate, baseline }),
    ]),
  ];
}

/** Where each server overtakes the first one, a sentence each; none without such a sweep. */
export function crossoverSentences({ crossovers = [] }: Pick<Run, 'crossovers'>): string[] {
  return crossovers.map((crossover) => {
    const clients = `With ${formatCounted(crossover.clientCount, 'client')}`;
    return `${clients}, ${claim(crossover)}${doubt(crossover)}.`;
  });
}

function claim({ baseline, candidate, kind, ...found }: Crossover): string {
  const range = found.rangeNs === null ? '' : rangeWords(found.rangeNs);
  switch (kind) {
    case 'at':
      return (
        `${candidate} overtakes ${baseline} from a service time of about ` +
        `${formatDuration(found.serviceNs)} on${neighbourWords(found.betweenNs)}`
      );
    case 'always':
      return `${candidate} is ahead of ${baseline} at every service time measured, ${range}`;
    case 'never':
      return `${candidate} never overtakes ${baseline} within service times of ${range}`;
    case 'unknown':
      return `nothing is known of ${candidate} against ${baseline}: no service time has both`;
  }
}

function neighbourWords(betweenNs: Crossover['betweenNs']): string {
  return betweenNs === null ? '' : ` (measured at ${betweenNs.map(timeWords).join(' and ')})`;
}

function doubt({ kind, changeCount }: Crossover): string {
  const isPlain = changeCount === 0 || (kind === 'at' && changeCount === 1);
  return isPlain
    ? ''
    : `; but the order changes ${formatCounted(changeCount, 'time')} from point to point, so ` +
        'measure each for longer';
}

function rangeWords([low, high]: readonly [number, number]): string {
  return low === high ? timeWords(low) : `${timeWords(low)} to ${timeWords(high)}`;
}

function timeWords(serviceNs: number): string {
  return serviceNs === 0 ? '0' : formatDuration(serviceNs);
}

function throughputColumn(server: string): TableColumn<CrossoverRow> {
  return {
    heading: server,
    align: 'right',
    cell: ({ perSecondByServer }) => formatRate(perSecondByServer.get(server) ?? null),
  };
}

function changeColumn(names: { candidate: string; baseline: string }): TableColumn<CrossoverRow> {
  return {
    heading: `against\n${names.baseline}`,
    align: 'right',
    cell: ({ perSecondByServer }) => {
      const mine = perSecondByServer.get(names.candidate) ?? 0;
      const theirs = perSecondByServer.get(names.baseline) ?? 0;
      return formatRatio(mine === 0 || theirs === 0 ? null : mine / theirs);
    },
  };
}
