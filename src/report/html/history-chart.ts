// One series of a history as a chart: every run a point, the levels between changes as lines, each
// change marked where it happened, and the newest run beside what its level predicted.

import type { SeriesHistory } from '../../model/history.ts';
import { formatCounted } from '../format-quantity.ts';
import { changeRatio, pointName } from '../history-sentences.ts';
import { measureFigure, measureLabel } from '../measure-figure.ts';
import { joinWords, say, traced, type Words } from '../prose.ts';
import { type Chart, plotWidth } from './chart.ts';
import { extremePlaces } from './drawn-points.ts';
import { drawnPointPlaces, historyLayers, type ValueScale, valueScale } from './history-layers.ts';
import { type Content, figure, html, type Markup } from './markup.ts';

/** A series and where it stands in the history. */
export interface PlacedSeries {
  readonly series: SeriesHistory;
  /** Place in `series`. */
  readonly index: number;
}

/** Addresses of the pages of runs by the file of the run; what is not in it is not linked. */
export type RunLinks = ReadonlyMap<string, string>;

/** The newest runs that are in the table behind a chart whatever they are. */
const newestCount = 10;

/** The anchor of the chart of a series. */
export function anchorOf({ id }: SeriesHistory): string {
  return `series-${id}`;
}

/** The chart of a series of one point or more. */
export function historyChart({ series, index }: PlacedSeries, links: RunLinks): Chart {
  const { key } = series;
  return {
    id: anchorOf(series),
    title: measureLabel(key),
    description: descriptionOf({ series, index }),
    spec: { width: plotWidth, height: 170, layer: historyLayers(series) },
    table: {
      headings: ['run', measureLabel(key), 'level from here on', ''],
      rows: tableRows({ series, index }, links),
    },
  };
}

const scaleWords: Readonly<Record<ValueScale, string>> = {
  logarithmic: 'The axis is logarithmic.',
  'from zero': 'The axis begins at 0.',
  cut: 'The axis does not begin at 0.',
};

function descriptionOf({ series, index }: PlacedSeries): Words {
  const { points, key, alarm, changes } = series;
  const drawnCount = drawnPointPlaces(series).length;
  const newest = pointName(series, points.length - 1);
  const runs = traced(`series[${index}].points.length`, formatCounted(points.length, 'run'));
  const sentences = [
    say`${runs}, ${points.length === 1 ? '' : `${pointName(series, 0)} to `}${newest};`,
    `${key.better} is better.`,
    drawnCount < points.length
      ? `Of each stretch the lowest and the highest run are drawn, ${drawnCount} points in all.`
      : 'Each point is a run.',
    changes.length === 0
      ? 'The line is their median.'
      : 'Lines are medians; an upright one is a change, dashed where it is only likely.',
    ...(alarm === null ? [] : ['The bar is where the newest run was to be expected.']),
    scaleWords[valueScale(series)],
  ];
  return joinWords(sentences, ' ');
}

/** Where levels begin, the extremes and the newest runs, newest first. */
function tableRows({ series, index }: PlacedSeries, links: RunLinks) {
  const { points, changes, key } = series;
  const { lowest, highest } = extremePlaces(points.map(({ value }) => value));
  const newest = points.map((_, at) => at).slice(-newestCount);
  const places = new Set([...newest, ...changes.map(({ at }) => at), lowest, highest, 0]);
  return [...places]
    .sort((left, right) => right - left)
    .map((at) => {
      const value = measureFigure(key, points[at]?.value ?? 0);
      return [
        runName(series, { at, links }),
        figure(`series[${index}].points[${at}].value`, value),
        levelFrom({ series, index }, at),
        remarksOn({ series, index }, { at, lowest, highest }),
      ];
    });
}

function runName(series: SeriesHistory, { at, links }: { at: number; links: RunLinks }): Markup {
  const name = pointName(series, at);
  const address = links.get(series.points[at]?.file ?? '');
  return address === undefined ? html`${name}` : html`<a href="${address}">${name}</a>`;
}

/** The level that begins at a point; nothing where none does. */
function levelFrom({ series, index }: PlacedSeries, at: number): Markup | null {
  const { changes, newestLevel, key } = series;
  const change = changes.findIndex((each) => each.at === at);
  const level = (place: string, value: number) =>
    figure(`series[${index}].${place}`, measureFigure(key, value));
  if (change >= 0) {
    return level(`changes[${change}].after`, changes[change]?.after ?? 0);
  }
  if (at > 0) {
    return null;
  }
  const [first] = changes;
  return first === undefined
    ? level('newestLevel', newestLevel)
    : level('changes[0].before', first.before);
}

function remarksOn(
  { series, index }: PlacedSeries,
  { at, lowest, highest }: { at: number; lowest: number; highest: number },
): Content {
  const place = series.changes.findIndex((each) => each.at === at);
  const change = series.changes[place];
  const extremes = [
    ...(at === lowest && lowest !== highest ? ['lowest'] : []),
    ...(at === highest && lowest !== highest ? ['highest'] : []),
  ].join(', ');
  if (change === undefined) {
    return extremes;
  }
  const { certainty, acceptance, id } = change;
  const ratio = figure(`series[${index}].changes[${place}].ratio`, changeRatio(change));
  const accepted = acceptance === null ? '' : `, accepted: ${acceptance.reason}`;
  return html`${ratio} from here on, ${certainty}${accepted} [${id}] ${extremes}`;
}
