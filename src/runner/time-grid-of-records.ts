// Adds up when handshakes ended, over the threads of a block, which all count from the same moment.

import type { NativeRecord, NativeTimeGrid } from '../engine/native-addon.ts';
import { addTimeGrids, type TimeGrid } from '../stats/time-grid.ts';

/** The grid of all threads; `null`: none of them came to its recording. */
export function timeGridOfRecords(
  records: readonly Pick<NativeRecord, 'overTime'>[],
): TimeGrid | null {
  const begun = records.filter(({ overTime }) => overTime.spanNs > 0);
  return addTimeGrids(begun.map(({ overTime }) => toTimeGrid(overTime)));
}

function toTimeGrid({ columnNs, spanNs, failed, ...cells }: NativeTimeGrid): TimeGrid {
  const columns = Array.from(failed, (failedCount) => ({
    failedCount,
    countByRow: new Map<number, number>(),
  }));
  for (const [cell, count] of cells.counts.entries()) {
    columns[cells.columns[cell] ?? 0]?.countByRow.set(cells.bars[cell] ?? 0, count);
  }
  return { columnNs, spanNs, columns };
}
