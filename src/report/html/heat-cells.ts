// The cells of a heat map: a grid of times with as few marks as a page can afford. Cells of one
// shade beside each other are one mark, and where that is not enough, rows and columns are merged.

import {
  rowCount,
  rowStartNs,
  rowsPerDoubling,
  type TimeGrid,
  widenTimeGrid,
} from '../../stats/time-grid.ts';

/** A stretch of time within which the count of a row had the same shade. */
export interface HeatCell {
  readonly startNs: number;
  readonly endNs: number;
  /** From the shortest response of the row to where the next one begins. */
  readonly lowNs: number;
  readonly highNs: number;
  /** Place in the map's `floors`. */
  readonly shade: number;
}

/** What is drawn, and how coarse it became. */
export interface HeatMap {
  readonly cells: readonly HeatCell[];
  /** The least count of each shade, ascending, at most 6; none where there is no response. */
  readonly floors: readonly number[];
  readonly columnNs: number;
  /** Rows of a doubling of the response. */
  readonly rowsPerDoubling: number;
}

const fewestColumnCount = 8;

/** More rows than this are too thin for a single handshake to be seen. */
const rowCountMax = 64;

/** Shades by equal factors, as fine as six of them reach the highest count. */
const scales: readonly (readonly number[])[] = [
  [1, 2, 4, 8, 16, 32, 64],
  [1, 3, 10, 30, 100, 300, 1_000],
  [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000],
  [1, 100, 10_000, 1_000_000, 100_000_000, 10_000_000_000, Number.MAX_SAFE_INTEGER],
];

/**
 * The map of a grid with at most `markCountMax` cells, or with as few as it can have. A grid
 * without a response has no cells.
 */
export function heatMap(grid: TimeGrid, { markCountMax }: { markCountMax: number }): HeatMap {
  let columns = grid;
  let rowFactor = coarseEnough(grid);
  for (let step = 0; ; step += 1) {
    const map = drawCells(columns, rowFactor);
    if (map.cells.length <= markCountMax || columns.columns.length <= fewestColumnCount) {
      return map;
    }
    // Rows first: they are finer than most readers need.
    if (step % 2 === 0 && rowFactor < rowsPerDoubling) {
      rowFactor *= 2;
    } else {
      columns = widenTimeGrid(columns, 2);
    }
  }
}

/** The grid with at most so many columns, 1 or more. */
export function drawnColumns(grid: TimeGrid, columnCountMax: number): TimeGrid {
  const doublings = Math.ceil(Math.log2(Math.max(1, grid.columns.length / columnCountMax)));
  return widenTimeGrid(grid, 2 ** doublings);
}

function coarseEnough({ columns }: TimeGrid): number {
  const rows = columns.flatMap(({ countByRow }) => [...countByRow.keys()]);
  const spanned = rows.length === 0 ? 1 : 1 + Math.max(...rows) - Math.min(...rows);
  return Math.min(rowsPerDoubling, 2 ** Math.max(0, Math.ceil(Math.log2(spanned / rowCountMax))));
}

function drawCells(grid: TimeGrid, rowFactor: number): HeatMap {
  const counts = grid.columns.map(({ countByRow }) => mergedRows(countByRow, rowFactor));
  const floors = floorsUpTo(Math.max(0, ...counts.flatMap((column) => [...column.values()])));
  const rows = [...new Set(counts.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  const cells = rows.flatMap((row) => {
    const ends = {
      lowNs: rowStartNs(row * rowFactor),
      highNs: rowStartNs(Math.min((row + 1) * rowFactor, rowCount)),
    };
    const shades = counts.map((column) => shadeOf(column.get(row) ?? 0, floors));
    return stretches(shades).map(({ from, to, shade }) => ({
      startNs: from * grid.columnNs,
      endNs: Math.min(to * grid.columnNs, grid.spanNs),
      ...ends,
      shade,
    }));
  });
  return { cells, floors, columnNs: grid.columnNs, rowsPerDoubling: rowsPerDoubling / rowFactor };
}

function mergedRows(countByRow: ReadonlyMap<number, number>, factor: number): Map<number, number> {
  const merged = new Map<number, number>();
  for (const [row, count] of countByRow) {
    const into = Math.floor(row / factor);
    merged.set(into, (merged.get(into) ?? 0) + count);
  }
  return merged;
}

function floorsUpTo(most: number): number[] {
  const scale = scales.find((floors) => most < (floors.at(-1) ?? 0)) ?? [];
  return scale.filter((floor) => floor <= most);
}

/** −1: nothing is drawn. */
function shadeOf(count: number, floors: readonly number[]): number {
  return floors.findLastIndex((floor) => floor <= count);
}

/** Runs of one shade; those of none are left out. */
function stretches(shades: readonly number[]): { from: number; to: number; shade: number }[] {
  const starts = shades.flatMap((shade, index) => (shade === shades[index - 1] ? [] : index));
  return starts
    .map((from, place) => ({
      from,
      to: starts[place + 1] ?? shades.length,
      shade: shades[from] ?? -1,
    }))
    .filter(({ shade }) => shade >= 0);
}
