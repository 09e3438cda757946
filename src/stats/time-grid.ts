// When handshakes ended within a recording, and how long their responses took: columns of equal
// time, rows that grow with the response. Columns begin at whole multiples of their width, a power
// of two, so that grids of different widths add exactly. Rows are the bars of
// native/client/response_bars.h.

import assert from 'node:assert/strict';

/** Rows of a factor of two in the response time. */
export const rowsPerDoubling = 8;

/** Responses below this, in nanoseconds, are in row 0, too. */
export const lowestRowNs = 8_192;

/** Rows there are: the last one ends at 68.7 s and holds whatever is longer, too. */
export const rowCount = 184;

/** What ended within one stretch of time. */
export interface TimeGridColumn {
  /** How many responses fell into a row, by its number from 0; rows without one are left out. */
  readonly countByRow: ReadonlyMap<number, number>;
  readonly failedCount: number;
}

/** Counts by time and response. */
export interface TimeGrid {
  /** Width of a column; a power of two. */
  readonly columnNs: number;
  /** From the beginning to the end of the recording, more than 0. */
  readonly spanNs: number;
  /** As many as the span touches; the last one may be covered in part only. */
  readonly columns: readonly TimeGridColumn[];
}

/** The shortest response of a row, in nanoseconds; that of row `rowCount` is where all end. */
export function rowStartNs(row: number): number {
  assert(row >= 0 && row <= rowCount, 'no such row');
  const doublings = Math.floor(row / rowsPerDoubling);
  return lowestRowNs * 2 ** doublings * (1 + (row % rowsPerDoubling) / rowsPerDoubling);
}

/** How many handshakes were established within a column. */
export function establishedIn({ countByRow }: TimeGridColumn): number {
  return [...countByRow.values()].reduce((sum, count) => sum + count, 0);
}

/** How much of the time of a column the recording covers: all but of the last, in nanoseconds. */
export function coveredNs({ columnNs, spanNs }: TimeGrid, column: number): number {
  return Math.min(columnNs, spanNs - column * columnNs);
}

/** The same with each `factor` neighbours as one column; `factor` is a power of two. */
export function widenTimeGrid({ columnNs, spanNs, columns }: TimeGrid, factor: number): TimeGrid {
  assert(factor >= 1 && Number.isInteger(Math.log2(factor)), 'columns are merged in pairs');
  const wider = Array.from({ length: Math.ceil(columns.length / factor) }, (_, index) =>
    addColumns(columns.slice(index * factor, (index + 1) * factor)),
  );
  return { columnNs: columnNs * factor, spanNs, columns: wider };
}

/**
 * The sum of recordings that began at the same time, with the widest of their columns; `null` for
 * none. It lasts as long as the longest of them.
 */
export function addTimeGrids(grids: readonly TimeGrid[]): TimeGrid | null {
  if (grids.length === 0) {
    return null;
  }
  const columnNs = Math.max(...grids.map((grid) => grid.columnNs));
  const alike = grids.map((grid) => widenTimeGrid(grid, columnNs / grid.columnNs));
  const columnCount = Math.max(...alike.map(({ columns }) => columns.length));
  return {
    columnNs,
    spanNs: Math.max(...grids.map(({ spanNs }) => spanNs)),
    columns: Array.from({ length: columnCount }, (_, index) =>
      addColumns(alike.flatMap(({ columns }) => columns[index] ?? [])),
    ),
  };
}

function addColumns(columns: readonly TimeGridColumn[]): TimeGridColumn {
  const countByRow = new Map<number, number>();
  for (const [row, count] of columns.flatMap((column) => [...column.countByRow])) {
    countByRow.set(row, (countByRow.get(row) ?? 0) + count);
  }
  return {
    countByRow: new Map([...countByRow].sort(([left], [right]) => left - right)),
    failedCount: columns.reduce((sum, { failedCount }) => sum + failedCount, 0),
  };
}
