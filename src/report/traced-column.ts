// The column of a figure that stands in the stored run.

import { traced } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';

/** `name` is that of the figure, below the place of its row: `handshakes.failed`. */
export function tracedColumn<Row extends { readonly place: string }>(
  heading: string,
  name: string,
  shown: (row: Row) => string,
): TableColumn<Row> {
  return { heading, align: 'right', cell: (row) => traced(`${row.place}.${name}`, shown(row)) };
}
