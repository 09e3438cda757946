// Response over time: a heat map of when handshakes were established and what their clients waited
// for them, and below it, over the same time, how many there were a second and how many failed. A
// stall of a server is a gap in all of them, with long responses at its end.

import { coveredNs, establishedIn, type TimeGrid } from '../../stats/time-grid.ts';
import { formatCount, formatDuration } from '../format-quantity.ts';
import { say, traced, type Words } from '../prose.ts';
import { type Chart, type ChartRow, durationLabel, heatColours, plotWidth } from './chart.ts';
import { drawnColumns, type HeatMap, heatMap } from './heat-cells.ts';
import { figure } from './markup.ts';
import type { PlacedCase } from './placed-case.ts';
import type { PageTable } from './table.ts';

/** Marks that the maps of a page may have together, and each of them at least and at most. */
const pageMarkCount = 6_000;
const mapMarkCountMin = 120;
const mapMarkCountMax = 1_500;

/** How fine a chart is, and how fine where more than `fineChartCountMax` share a page. */
const fine = { columnCountMax: 128, tableRowCountMax: 32 };
const coarse = { columnCountMax: 64, tableRowCountMax: 16 };
const fineChartCountMax = 24;

/** Room for the labels of each axis, so that the plots above each other begin at one line. */
const labelPixels = 56;

/** A recording, and where it stands in the stored run. */
interface Recording {
  readonly grid: TimeGrid;
  readonly place: string;
  readonly id: string;
  readonly title: string;
}

/** A chart, and the place of its case in `cases`. */
export interface CaseChart {
  readonly index: number;
  readonly chart: Chart;
}

/**
 * One chart for each block of a page's cases that was recorded over time. They share the marks that
 * a page may have, so that it stays small however many they are.
 */
export function overTimeCharts(
  cases: readonly Pick<PlacedCase, 'result' | 'index'>[],
): CaseChart[] {
  const recordings = cases.flatMap(recordingsOf);
  const share = Math.floor(pageMarkCount / Math.max(1, recordings.length));
  const markCountMax = Math.min(mapMarkCountMax, Math.max(mapMarkCountMin, share));
  const grain = recordings.length <= fineChartCountMax ? fine : coarse;
  return recordings.map(({ index, ...recording }) => {
    return { index, chart: overTimeChart(recording, { ...grain, markCountMax }) };
  });
}

function recordingsOf({
  result,
  index,
}: Pick<PlacedCase, 'result' | 'index'>): (Recording & { index: number })[] {
  const known = result.blocks.flatMap(({ overTime }, block) =>
    overTime === undefined ? [] : [{ grid: overTime, block }],
  );
  return known.map(({ grid, block }, number) => ({
    ...{ index, grid },
    place: `cases[${index}].blocks[${block}].overTime`,
    id: `over-time-${index}-${block}`,
    title: known.length === 1 ? result.name : `${result.name}, ${number + 1} of ${known.length}`,
  }));
}

function overTimeChart(
  { grid, place, id, title }: Recording,
  { markCountMax, columnCountMax, tableRowCountMax }: typeof fine & { markCountMax: number },
): Chart {
  const columns = drawnColumns(grid, columnCountMax);
  const map = heatMap(columns, { markCountMax });
  const hasFailures = columns.columns.some(({ failedCount }) => failedCount > 0);
  const parts = [
    ...(map.cells.length === 0 ? [] : [responsePart(map)]),
    throughputPart(columns),
    ...(hasFailures ? [failurePart(columns)] : []),
  ];
  return {
    id,
    title: `Over time, ${title}`,
    description: descriptionOf(map, { grid, place, hasFailures }),
    spec: {
      spacing: 10,
      vconcat: parts.map(({ encoding, ...part }, index) => {
        const isLast = index === parts.length - 1;
        const x = timeAxis({ spanNs: grid.spanNs, isLast });
        return { width: plotWidth, ...part, encoding: { ...encoding, x } };
      }),
    },
    table: tableOf(grid, { place, hasFailures, rowCountMax: tableRowCountMax }),
  };
}

function descriptionOf(
  { columnNs, floors }: HeatMap,
  { grid, place, hasFailures }: { grid: TimeGrid; place: string; hasFailures: boolean },
): Words {
  const cell = traced(`${place}.columnNs * ${columnNs / grid.columnNs}`, formatDuration(columnNs));
  const axes =
    'Each handshake by when it was established and what its client waited for it in all ' +
    '(response).';
  const map =
    floors.length === 0
      ? 'No handshake was established.'
      : say`${axes} The stronger the colour, the more of them fell into a cell of ${cell}.`;
  const below = hasFailures ? 'handshakes a second, and those that failed' : 'handshakes a second';
  return say`${map} Below, ${below}, over the same time since the recording began.`;
}

function timeAxis({ spanNs, isLast }: { spanNs: number; isLast: boolean }) {
  const labelExpr = `datum.value == 0 ? '0' : ${durationLabel()}`;
  return {
    ...{ field: 'startNs', type: 'quantitative', title: null },
    scale: { domain: [0, spanNs], nice: false },
    axis: isLast
      ? { labelExpr, tickCount: 6, labelOverlap: true }
      : { labels: false, ticks: false },
  };
}

function responsePart({ cells, floors }: HeatMap) {
  const shades = floors.map((floor) => `≥ ${formatCount(floor)}`);
  const lowNs = Math.min(...cells.map((cell) => cell.lowNs));
  const highNs = Math.max(...cells.map((cell) => cell.highNs));
  return {
    height: 200,
    data: {
      values: cells
        .toSorted((left, right) => left.shade - right.shade)
        .map(({ shade, ...cell }) => ({ ...cell, count: shades[shade] ?? '' })),
    },
    mark: { type: 'rect', aria: false },
    encoding: {
      x2: { field: 'endNs' },
      y: {
        ...{ field: 'lowNs', type: 'quantitative', title: null },
        scale: { type: 'log', domain: [lowNs, highNs], nice: false },
        axis: {
          ...{ labelExpr: durationLabel(), minExtent: labelPixels },
          values: roundBetween({ lowNs, highNs }),
        },
      },
      y2: { field: 'highNs' },
      color: {
        ...{ field: 'count', type: 'ordinal', title: null },
        scale: { domain: shades, range: heatColours(shades.length) },
        legend: { columns: 6, symbolType: 'square', symbolStrokeWidth: 0 },
      },
    },
  };
}

/** Powers of ten and, where these are few, twice and five times as much. */
function roundBetween({ lowNs, highNs }: { lowNs: number; highNs: number }): number[] {
  const steps = highNs / lowNs > 200 ? [1] : [1, 2, 5];
  const decades = Array.from({ length: 11 }, (_, power) => 10 ** power);
  return decades
    .flatMap((decade) => steps.map((step) => step * decade))
    .filter((valueNs) => valueNs >= lowNs && valueNs <= highNs);
}

function throughputPart(grid: TimeGrid) {
  const values: ChartRow[] = grid.columns.map((column, index) => ({
    startNs: index * grid.columnNs,
    perSecond: (establishedIn(column) / coveredNs(grid, index)) * 1e9,
  }));
  // The last step goes on until the end of the recording.
  const last = { ...values.at(-1), startNs: grid.spanNs };
  return {
    height: 90,
    data: { values: [...values, last] },
    mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5, aria: false },
    encoding: {
      y: {
        ...{ field: 'perSecond', type: 'quantitative', title: null, scale: { zero: true } },
        axis: {
          ...{ format: '~s', labelExpr: "datum.value == 0 ? '0' : datum.label + '/s'" },
          ...{ tickCount: 3, minExtent: labelPixels },
        },
      },
      color: { value: 'var(--series-1)' },
    },
  };
}

function failurePart(grid: TimeGrid) {
  const values = grid.columns.flatMap(({ failedCount }, index) =>
    failedCount === 0
      ? []
      : [
          {
            startNs: index * grid.columnNs,
            endNs: Math.min((index + 1) * grid.columnNs, grid.spanNs),
            failedCount,
          },
        ],
  );
  return {
    height: 50,
    data: { values },
    mark: { type: 'rect', aria: false },
    encoding: {
      x2: { field: 'endNs' },
      y: {
        ...{ field: 'failedCount', type: 'quantitative', title: null, scale: { zero: true } },
        axis: {
          ...{ format: '~s', labelExpr: "datum.value == 0 ? '0' : datum.label + ' failed'" },
          ...{ tickCount: 2, tickMinStep: 1, minExtent: labelPixels },
        },
      },
      y2: { datum: 0 },
      color: { value: 'var(--bad)' },
    },
  };
}

/** A row holds several columns of the file, as far as it takes to keep the table short. */
function tableOf(
  grid: TimeGrid,
  { place, hasFailures, rowCountMax }: { place: string; hasFailures: boolean; rowCountMax: number },
): PageTable {
  const wide = drawnColumns(grid, rowCountMax);
  const factor = wide.columnNs / grid.columnNs;
  return {
    headings: ['time', 'established', ...(hasFailures ? ['failed'] : [])],
    rows: wide.columns.map((column, index) => {
      const startNs = index * wide.columnNs;
      const columns = `[${index * factor}:${Math.min((index + 1) * factor, grid.columns.length)}]`;
      const endNs = startNs + coveredNs(wide, index);
      const isCut = endNs === grid.spanNs;
      const from = `${place}.columnNs * ${index * factor}`;
      const to = isCut ? `${place}.spanNs` : `${place}.columnNs * ${(index + 1) * factor}`;
      return [
        say`${traced(from, startNs === 0 ? '0' : formatDuration(startNs))} to ${traced(
          to,
          formatDuration(endNs),
        )}`,
        figure(`${place}.established${columns}`, formatCount(establishedIn(column))),
        ...(hasFailures
          ? [figure(`${place}.failed${columns}`, formatCount(column.failedCount))]
          : []),
      ];
    }),
  };
}
