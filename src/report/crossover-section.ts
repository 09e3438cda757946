// Which server gets more done at which service time: the points of all servers side by side, and
// where one overtakes the other in a sentence.

import type { Crossover } from '../model/crossover.ts';
import type { Run } from '../model/run.ts';
import type { CaseFigures } from './case-figures.ts';
import {
  formatCounted,
  formatDuration,
  formatRate,
  formatRatio,
  unknownMark,
} from './format-quantity.ts';
import { metricPlace } from './metric-place.ts';
import { type Prose, say, traced, type Words } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';
import { sweepAxis } from './sweep-axis.ts';

/** All servers at one service time. */
export interface CrossoverRow {
  readonly serviceNs: number;
  /** Where the service time stands in the stored run; empty: it is none. */
  readonly place: string;
  /** By server; a server without throughput there is missing. */
  readonly pointByServer: ReadonlyMap<string, CaseFigures>;
}

/** The column that names the service time. */
export const serviceColumn: TableColumn<CrossoverRow> = {
  heading: 'service',
  align: 'right',
  cell: ({ serviceNs, place }) => traced(place, timeWords(serviceNs)),
};

/** One row for each service time, the shortest first. No cases give none. */
export function crossoverRows(cases: readonly CaseFigures[]): CrossoverRow[] {
  const { positionOf, placeOf } = sweepAxis(cases);
  const positions = [...new Set(cases.map(positionOf))].sort((left, right) => left - right);
  return positions.map((serviceNs) => {
    const points = cases.filter((figures) => positionOf(figures) === serviceNs);
    const known = points.filter(({ metrics }) => metrics.handshakes_per_second !== null);
    return {
      serviceNs,
      place: points[0] === undefined ? '' : placeOf(points[0]),
      pointByServer: new Map(known.map((figures) => [figures.server, figures])),
    };
  });
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
export function crossoverSentences({ crossovers = [] }: Pick<Run, 'crossovers'>): Prose[] {
  return crossovers.map((crossover, index) => {
    const place = `crossovers[${index}]`;
    const clients = formatCounted(crossover.clientCount, 'client');
    const claimed = say`${claim(crossover, place)}${doubt(crossover, place)}`;
    return say`With ${traced(`${place}.clientCount`, clients)}, ${claimed}.`;
  });
}

function claim({ baseline, candidate, kind, ...found }: Crossover, place: string): Words {
  const range = found.rangeNs === null ? '' : rangeWords(found.rangeNs, `${place}.rangeNs`);
  switch (kind) {
    case 'at': {
      const from = traced(`${place}.serviceNs`, formatDuration(found.serviceNs));
      const neighbours = neighbourWords(found.betweenNs, `${place}.betweenNs`);
      const overtakes = `${candidate} overtakes ${baseline}`;
      return say`${overtakes} from a service time of about ${from} on${neighbours}`;
    }
    case 'always':
      return say`${candidate} is ahead of ${baseline} at every service time measured, ${range}`;
    case 'never':
      return say`${candidate} never overtakes ${baseline} within service times of ${range}`;
    case 'unknown':
      return `nothing is known of ${candidate} against ${baseline}: no service time has both`;
  }
}

function neighbourWords(betweenNs: Crossover['betweenNs'], place: string): Words {
  if (betweenNs === null) {
    return '';
  }
  const [low, high] = endWords(betweenNs, place);
  return say` (measured at ${low} and ${high})`;
}

function doubt({ kind, changeCount }: Crossover, place: string): Words {
  const isPlain = changeCount === 0 || (kind === 'at' && changeCount === 1);
  const times = traced(`${place}.changeCount`, formatCounted(changeCount, 'time'));
  return isPlain
    ? ''
    : say`; but the order changes ${times} from point to point, so measure each for longer`;
}

function rangeWords(rangeNs: readonly [number, number], place: string): Words {
  const [low, high] = endWords(rangeNs, place);
  return rangeNs[0] === rangeNs[1] ? low : say`${low} to ${high}`;
}

function endWords([lowNs, highNs]: readonly [number, number], place: string): [Prose, Prose] {
  return [traced(`${place}[0]`, timeWords(lowNs)), traced(`${place}[1]`, timeWords(highNs))];
}

function timeWords(serviceNs: number): string {
  return serviceNs === 0 ? '0' : formatDuration(serviceNs);
}

function throughputColumn(server: string): TableColumn<CrossoverRow> {
  return {
    heading: server,
    align: 'right',
    cell: ({ pointByServer }) => {
      const point = pointByServer.get(server);
      return point === undefined
        ? unknownMark
        : traced(throughputPlace(point), formatRate(perSecondOf(point)));
    },
  };
}

function changeColumn(names: { candidate: string; baseline: string }): TableColumn<CrossoverRow> {
  return {
    heading: `against\n${names.baseline}`,
    align: 'right',
    cell: ({ pointByServer }) => {
      const [mine, theirs] = [names.candidate, names.baseline].map((name) =>
        pointByServer.get(name),
      );
      if (mine === undefined || theirs === undefined) {
        return unknownMark;
      }
      const [perSecond, than] = [perSecondOf(mine), perSecondOf(theirs)];
      return perSecond === 0 || than === 0
        ? unknownMark
        : traced(
            `${throughputPlace(mine)} / ${throughputPlace(theirs)}`,
            formatRatio(perSecond / than),
          );
    },
  };
}

function perSecondOf({ metrics }: CaseFigures): number {
  return metrics.handshakes_per_second ?? 0;
}

function throughputPlace({ place }: CaseFigures): string {
  return metricPlace(place, 'handshakes_per_second');
}
