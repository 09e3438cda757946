// The drawing of one series of a history: points, levels and changes as layers of Vega-Lite.
// Positions are those of the runs in their order, since runs lie unevenly in time.

import type { HistoryChange, Measure, SeriesHistory } from '../../model/history.ts';
import { changeRatio } from '../history-sentences.ts';
import { type ChartRow, durationLabel } from './chart.ts';
import { drawnPlaces, extremePlaces } from './drawn-points.ts';

/** Points of a drawing at most. */
const pointCountMax = 100;

/** Changes that have a word in the drawing at most; all are in the table. */
const labelCountMax = 5;

/** The least distance between two words, as a share of the width. */
const labelRatio = 0.15;

/** From this ratio of the largest to the smallest value on, a linear axis would hide the small. */
const logarithmicRatio = 3;

/** How the values of a series lie on their axis. */
export type ValueScale = 'logarithmic' | 'from zero' | 'cut';

/** The scale on which a series shows honestly. */
export function valueScale(series: SeriesHistory): ValueScale {
  const values = [...valuesOf(series), ...(series.alarm?.predicted ?? [])];
  const { lowest, highest } = extremePlaces(values);
  const [low, high] = [values[lowest] ?? 0, values[highest] ?? 0];
  if (low <= 0) {
    return 'from zero';
  }
  return high / low >= logarithmicRatio ? 'logarithmic' : 'cut';
}

/** Places of the points that are drawn, ascending: all of a short series. */
export function drawnPointPlaces(series: SeriesHistory): number[] {
  return drawnPlaces(valuesOf(series), pointCountMax);
}

/** The layers of a series of one point or more, from the lowest to the uppermost. */
export function historyLayers(series: SeriesHistory): object[] {
  const axes = axesOf(series);
  return [...changeLayers(series, axes), levelLayer(series, axes), ...pointLayers(series, axes)];
}

function valuesOf({ points }: SeriesHistory): number[] {
  return points.map(({ value }) => value);
}

type Encoding = Readonly<Record<string, unknown>>;

interface Axes {
  readonly x: (field: string) => Encoding;
  readonly y: (field: string) => Encoding;
}

function axesOf(series: SeriesHistory): Axes {
  const { key, points } = series;
  const last = points.length - 1;
  const ticks = [...new Set([0, 1, 2, 3].map((part) => Math.round((part * last) / 3)))];
  const days = Object.fromEntries(
    ticks.map((at) => [at, points[at]?.startedAt.slice(0, 10) ?? '']),
  );
  const scales = {
    logarithmic: { type: 'log' },
    'from zero': { zero: true },
    cut: { zero: false },
  };
  const labelExpr = valueLabel(key);
  return {
    x: (field) => ({
      ...{ field, type: 'quantitative', title: null },
      scale: { domain: [-0.5, last + 0.5], nice: false, zero: false },
      axis: {
        ...{ values: ticks, grid: false, labelOverlap: true, aria: false },
        labelExpr: `(${JSON.stringify(days)})[datum.value]`,
      },
    }),
    y: (field) => ({
      ...{ field, type: 'quantitative', title: null, scale: scales[valueScale(series)] },
      axis: { tickCount: 4, labelOverlap: true, aria: false, labelExpr },
    }),
  };
}

/** A label expression of Vega for values of a measure. */
function valueLabel({ metric, unit }: Measure): string {
  switch (unit) {
    case 'ns':
      return durationLabel();
    case '/s':
    case 'B/s':
      return `format(datum.value, '~s') + ${JSON.stringify(unit)}`;
    default:
      return metric === 'failed_ratio'
        ? "format(datum.value, '.2~%')"
        : `format(datum.value, '~r') + ${JSON.stringify(unit === '' ? '' : ` ${unit}`)}`;
  }
}

function levelLayer(series: SeriesHistory, { x, y }: Axes) {
  const { changes, points, newestLevel } = series;
  const starts = [0, ...changes.map(({ at }) => at)];
  const values: ChartRow[] = starts.map((from, place) => ({
    from: from - 0.5,
    to: (starts[place + 1] ?? points.length) - 0.5,
    level: changes[place]?.before ?? newestLevel,
  }));
  return {
    data: { values },
    mark: { type: 'rule', color: 'var(--series-2)', strokeWidth: 2.5, aria: false },
    encoding: { x: x('from'), x2: { field: 'to' }, y: y('level') },
  };
}

const changeColours = { regressed: 'var(--bad)', improved: 'var(--good)' };

function changeLayers(series: SeriesHistory, { x }: Axes) {
  if (series.changes.length === 0) {
    return [];
  }
  const labelled = labelledChanges(series);
  const values: ChartRow[] = series.changes.map((change) => ({
    at: change.at - 0.5,
    certainty: change.certainty,
    colour: change.acceptance === null ? changeColours[change.direction] : 'var(--faint)',
    label: labelled.has(change) ? changeWord(change) : '',
  }));
  const color = { field: 'colour', type: 'nominal', scale: null, legend: null };
  const dashes = {
    domain: ['confirmed', 'likely'],
    range: [
      [1, 0],
      [4, 3],
    ],
  };
  const strokeDash = { field: 'certainty', type: 'nominal', legend: null, scale: dashes };
  return [
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 1.5, aria: false },
      encoding: { x: x('at'), color, strokeDash },
    },
    {
      data: { values: values.filter(({ label }) => label !== '') },
      mark: { type: 'text', align: 'left', dx: 3, dy: -7, fontSize: 12, aria: false },
      encoding: { x: x('at'), y: { value: 0 }, color, text: { field: 'label', type: 'nominal' } },
    },
  ];
}

/** The largest changes whose words do not touch each other. */
function labelledChanges({ changes, points }: SeriesHistory): ReadonlySet<HistoryChange> {
  const magnitude = ({ ratio }: HistoryChange) => Math.abs(Math.log(ratio ?? 1));
  const chosen: HistoryChange[] = [];
  for (const change of changes.toSorted((left, right) => magnitude(right) - magnitude(left))) {
    const isFree = chosen.every(({ at }) => Math.abs(at - change.at) >= points.length * labelRatio);
    if (isFree && chosen.length < labelCountMax) {
      chosen.push(change);
    }
  }
  return new Set(chosen);
}

/** What the table and the drawing call a change: `+8.2 %`, with a mark where it is only likely. */
function changeWord(change: HistoryChange): string {
  return `${changeRatio(change)}${change.certainty === 'likely' ? '?' : ''}`;
}

function pointLayers(series: SeriesHistory, { x, y }: Axes) {
  const { points, alarm } = series;
  const last = points.length - 1;
  const values: ChartRow[] = drawnPointPlaces(series).map((at) => ({
    ...{ at, value: points[at]?.value ?? 0 },
  }));
  const dots = {
    data: { values },
    mark: { type: 'point', filled: true, size: 20, color: 'var(--series-1)', aria: false },
    encoding: { x: x('at'), y: y('value') },
  };
  if (alarm === null) {
    return [dots];
  }
  const [low, high] = alarm.predicted;
  const newest = [{ at: last, low, high, value: alarm.value }];
  const colour = alarm.acceptance === null ? changeColours[alarm.direction] : 'var(--faint)';
  return [
    {
      data: { values: newest },
      mark: { type: 'rule', color: 'var(--band)', strokeWidth: 7, aria: false },
      encoding: { x: x('at'), y: y('low'), y2: { field: 'high' } },
    },
    dots,
    {
      data: { values: newest },
      mark: { type: 'point', shape: 'diamond', size: 110, color: colour, aria: false },
      encoding: { x: x('at'), y: y('value') },
    },
  ];
}
