// A run that nobody measured, with what a stall and failures leave behind in its record over time.

import type { Block } from '../../src/model/block.ts';
import type { Run } from '../../src/model/run.ts';
import type { TimeGrid } from '../../src/stats/time-grid.ts';
import { madeBlock, madeCase } from './made-case.ts';
import { sampleRun } from './sample-run.ts';

/** Width of the columns of `recordedGrid`. */
export const columnNs = 2 ** 26;

const columnCount = 150;
const stallFrom = 60;
const stallTo = 70;

/** What failed in `recordedRun`. */
export const failures = [
  { phase: 'operation', cause: 'lost', count: 1 },
  { phase: 'ack', cause: 'timeout', count: 12 },
] as const;

/**
 * Ten seconds of a server with a hump of responses and a tail, each column different from the next.
 * It stands still from column 60 up to 70, and in column 65 two handshakes fail.
 */
export function recordedGrid(seed: number): TimeGrid {
  const columns = Array.from({ length: columnCount }, (_, column) => {
    const isStalled = column >= stallFrom && column < stallTo;
    const rows = Array.from({ length: 30 }, (_, place) => {
      const count = Math.floor(400 * 2 ** -Math.abs(place - 8) * (1 + ((column * seed) % 7) / 7));
      return [20 + place, count + ((column * place * seed) % 3)] as const;
    });
    return {
      countByRow: new Map(isStalled ? [] : rows.filter(([, count]) => count > 0)),
      failedCount: column === 65 ? 2 : 0,
    };
  });
  return { columnNs, spanNs: columnNs * columnCount - 5, columns };
}

/** A block that stands alone, as those that are recorded over time do. */
export function recordedBlock(change: Partial<Block> = {}): Block {
  return madeBlock({ pair: null, pairKind: null, ...change });
}

/** Two servers, of which the first was recorded over time and failed now and then. */
export function recordedRun(change: Partial<Run> = {}): Run {
  const block = recordedBlock({ overTime: recordedGrid(3), failures });
  return sampleRun({
    ...{ kind: 'run', design: null, verdicts: [] },
    cases: [madeCase('basic', [block]), madeCase('forking', [recordedBlock()])],
    ...change,
  });
}
