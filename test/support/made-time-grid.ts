// Grids of times that nobody measured, made of single handshakes one by one.

import { rowCount, rowStartNs, type TimeGrid } from '../../src/stats/time-grid.ts';

/** A handshake: when it ended, and how long its response took; `null`: it failed. */
export type Ending = readonly [elapsedNs: number, responseNs: number | null];

/** The row of a response, sought from the bottom. */
export function rowOf(responseNs: number): number {
  let row = 0;
  while (row + 1 < rowCount && responseNs >= rowStartNs(row + 1)) {
    row += 1;
  }
  return row;
}

/** The grid of those handshakes. `spanNs`: more than any of them took to end. */
export function gridOf(
  endings: readonly Ending[],
  { columnNs, spanNs }: Pick<TimeGrid, 'columnNs' | 'spanNs'>,
): TimeGrid {
  const columns = Array.from({ length: Math.ceil(spanNs / columnNs) }, (_, index) => {
    const within = endings.filter(([elapsedNs]) => Math.floor(elapsedNs / columnNs) === index);
    const rows = within.flatMap(([, responseNs]) => (responseNs === null ? [] : rowOf(responseNs)));
    const inOrder = [...new Set(rows)].sort((left, right) => left - right);
    return {
      failedCount: within.length - rows.length,
      countByRow: new Map(
        inOrder.map((row) => [row, rows.filter((other) => other === row).length]),
      ),
    };
  });
  return { columnNs, spanNs, columns };
}
