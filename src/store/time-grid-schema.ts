// The stored form of what was recorded over time: a line of text a column, since most cells are
// empty and a list of each cell would take most of the file.

import { z } from 'zod';
import { FifobenchError } from '../errors.ts';
import {
  establishedIn,
  lowestRowNs,
  rowCount,
  rowsPerDoubling,
  type TimeGrid,
  type TimeGridColumn,
} from '../stats/time-grid.ts';

const count = z.int().min(0);

/** Responses and failures of a block by when they ended. */
export const storedTimeGridSchema = z
  .object({
    columnNs: z.int().min(1).describe('width of a column, a power of two'),
    spanNs: z.int().min(1).describe('length of the recording; the last column may be cut by it'),
    lowestRowNs: z.literal(lowestRowNs).describe('where row 0 begins; it holds shorter ones, too'),
    rowsPerDoubling: z.literal(rowsPerDoubling),
    established: z.array(count).describe('by column'),
    failed: z.array(count).optional().describe('by column; left out where none failed'),
    responses: z
      .array(z.string().regex(/^(\d+:\d+( \d+:\d+)*)?$/))
      .describe('by column: row:count of each row that is not empty'),
  })
  .meta({
    id: 'overTime',
    description: 'when handshakes ended; absent: a block of a pair, or an older version',
  });

/** The same as a type. */
export type StoredTimeGrid = z.output<typeof storedTimeGridSchema>;

/** A grid in the form of its file. */
export function toStoredTimeGrid({ columnNs, spanNs, columns }: TimeGrid): StoredTimeGrid {
  const failed = columns.map(({ failedCount }) => failedCount);
  return {
    ...{ columnNs, spanNs, lowestRowNs, rowsPerDoubling },
    established: columns.map(establishedIn),
    ...(failed.every((each) => each === 0) ? {} : { failed }),
    responses: columns.map(({ countByRow }) =>
      [...countByRow].map(([row, responses]) => `${row}:${responses}`).join(' '),
    ),
  };
}

/**
 * The grid that a stored one stands for. Throws a FifobenchError of code `results-format`, naming
 * the place in the file, where its columns do not fit its span or its counts each other.
 */
export function fromStoredTimeGrid(stored: StoredTimeGrid, place: string): TimeGrid {
  const { columnNs, spanNs, established, failed = [], responses } = stored;
  const columns = responses.map((text, index) => ({
    countByRow: parseRows(text),
    failedCount: failed[index] ?? 0,
  }));
  const isWhole =
    Number.isInteger(Math.log2(columnNs)) &&
    columns.length === Math.ceil(spanNs / columnNs) &&
    columns.length === established.length &&
    (failed.length === 0 || failed.length === columns.length) &&
    columns.every((column, index) => isSound(column, established[index] ?? 0));
  if (!isWhole) {
    throw new FifobenchError('results-format', `${place}.overTime contradicts itself`);
  }
  return { columnNs, spanNs, columns };
}

function parseRows(text: string): Map<number, number> {
  const cells = text === '' ? [] : text.split(' ').map((cell) => cell.split(':').map(Number));
  return new Map(cells.map(([row = 0, responses = 0]) => [row, responses]));
}

function isSound(column: TimeGridColumn, establishedCount: number): boolean {
  const rows = [...column.countByRow.keys()];
  return rows.every((row) => row < rowCount) && establishedIn(column) === establishedCount;
}
