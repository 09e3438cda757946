// Grids of times: their rows, their sums, and columns of different widths.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  addTimeGrids,
  coveredNs,
  establishedIn,
  rowCount,
  rowStartNs,
  widenTimeGrid,
} from '../../../src/stats/time-grid.ts';
import { type Ending, gridOf } from '../../support/made-time-grid.ts';
import { fc } from '../../support/property.ts';

const columnNs = 2 ** 20;

const someEndings = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 40 * columnNs - 1 }),
    fc.option(fc.integer({ min: 0, max: 100_000_000_000 })),
  ),
  { maxLength: 60 },
);

/** A grid of columns 2 to the power of `doublings` times as wide, with its endings. */
const someRecording = fc.record({
  endings: someEndings,
  doublings: fc.integer({ min: 0, max: 7 }),
});

group('rows', () => {
  test('are an eighth of a doubling wide, from 8.2 µs to 68.7 s, and leave no gap', () => {
    assert.equal(rowStartNs(0), 8_192);
    assert.equal(rowStartNs(1), 9_216);
    assert.equal(rowStartNs(8), 16_384);
    assert.equal(rowStartNs(rowCount), 2 ** 36);
    for (let row = 0; row < rowCount; row += 1) {
      const growth = rowStartNs(row + 1) / rowStartNs(row);
      assert.ok(growth > 1 && growth <= 1.125, `row ${row} grows by ${growth}`);
    }
  });
});

group('a sum', () => {
  test('of none is none', () => {
    assert.equal(addTimeGrids([]), null);
  });

  test('of one is that one', () => {
    const grid = gridOf([[5, 60_000]], { columnNs, spanNs: columnNs + 1 });
    assert.deepEqual(addTimeGrids([grid]), grid);
  });

  test('lasts as long as the longest, whose last columns stay', () => {
    const short = gridOf([[5, 60_000]], { columnNs, spanNs: 10 });
    const long = gridOf([[3 * columnNs, null]], { columnNs: 2 * columnNs, spanNs: 4 * columnNs });
    assert.deepEqual(
      addTimeGrids([short, long]),
      gridOf([...([[5, 60_000]] as const), [3 * columnNs, null]], {
        columnNs: 2 * columnNs,
        spanNs: 4 * columnNs,
      }),
    );
  });

  test('is the grid of all handshakes together, whatever the widths of its parts', () => {
    fc.assert(
      fc.property(fc.array(someRecording, { minLength: 1, maxLength: 4 }), (recordings) => {
        const spanNs = 40 * columnNs;
        const grids = recordings.map(({ endings, doublings }) =>
          gridOf(endings, { columnNs: columnNs * 2 ** doublings, spanNs }),
        );
        const widest = Math.max(...grids.map((grid) => grid.columnNs));
        const all: Ending[] = recordings.flatMap(({ endings }) => endings);
        assert.deepEqual(addTimeGrids(grids), gridOf(all, { columnNs: widest, spanNs }));
      }),
    );
  });
});

group('columns', () => {
  test('are merged from the left, and the last one may stay alone', () => {
    const endings: Ending[] = [
      [0, 60_000],
      [columnNs, 60_000],
      [2 * columnNs, null],
    ];
    const wide = widenTimeGrid(gridOf(endings, { columnNs, spanNs: 3 * columnNs }), 2);
    assert.deepEqual(wide.columns.map(establishedIn), [2, 0]);
    assert.deepEqual(
      wide.columns.map(({ failedCount }) => failedCount),
      [0, 1],
    );
    assert.equal(wide.columnNs, 2 * columnNs);
  });

  test('cover their whole width, except the last', () => {
    const grid = gridOf([], { columnNs, spanNs: 2 * columnNs + 7 });
    assert.deepEqual(
      grid.columns.map((_, column) => coveredNs(grid, column)),
      [columnNs, columnNs, 7],
    );
  });

  test('are never merged by threes', () => {
    assert.throws(() => widenTimeGrid(gridOf([], { columnNs, spanNs: 1 }), 3));
  });
});
