// Which marks a heat map is drawn with: what becomes one mark, which shade a count gets, and how
// coarse a map becomes to keep to its number of marks.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { heatMap } from '../../../../src/report/html/heat-cells.ts';
import { rowStartNs } from '../../../../src/stats/time-grid.ts';
import { type Ending, gridOf } from '../../../support/made-time-grid.ts';
import { fc } from '../../../support/property.ts';

const columnNs = 2 ** 20;
const plenty = { markCountMax: 10_000 };

/** `count` responses of one length in each of those columns. */
function endingsIn(columns: readonly number[], responseNs: number, count = 1): Ending[] {
  return columns.flatMap((column) =>
    Array.from({ length: count }, (): Ending => [column * columnNs, responseNs]),
  );
}

/** Handshakes all over ten columns and a few rows. */
const someGrid = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 10 * columnNs - 1 }),
      fc.integer({ min: 40_000, max: 90_000 }),
    ),
    { maxLength: 80 },
  )
  .map((endings) => gridOf(endings, { columnNs, spanNs: 10 * columnNs - 7 }));

group('marks', () => {
  test('are none without a response', () => {
    const map = heatMap(gridOf([[0, null]], { columnNs, spanNs: 5 * columnNs }), plenty);
    assert.deepEqual([map.cells, map.floors], [[], []]);
  });

  test('are as long as the shade of a row stays the same', () => {
    const endings = endingsIn([0, 1, 2, 5], 50_000);
    const { cells } = heatMap(gridOf(endings, { columnNs, spanNs: 6 * columnNs }), plenty);
    assert.deepEqual(
      cells.map(({ startNs, endNs }) => [startNs / columnNs, endNs / columnNs]),
      [
        [0, 3],
        [5, 6],
      ],
    );
  });

  test('end where the recording ended', () => {
    const grid = gridOf(endingsIn([0, 1], 50_000), { columnNs, spanNs: columnNs + 9 });
    assert.equal(heatMap(grid, plenty).cells[0]?.endNs, columnNs + 9);
  });

  test('cover each count once, in its row, with the shade that it has', () => {
    fc.assert(
      fc.property(someGrid, (grid) => {
        const { cells, floors } = heatMap(grid, plenty);
        for (const [column, { countByRow }] of grid.columns.entries()) {
          const here = cells.filter(
            ({ startNs, endNs }) =>
              startNs <= column * grid.columnNs && endNs > column * grid.columnNs,
          );
          assert.equal(here.length, countByRow.size);
          for (const [row, count] of countByRow) {
            const [cell, ...others] = here.filter(({ lowNs }) => lowNs === rowStartNs(row));
            assert.ok(cell !== undefined && others.length === 0);
            assert.equal(cell.highNs, rowStartNs(row + 1));
            assert.ok((floors[cell.shade] ?? 0) <= count);
            assert.ok((floors[cell.shade + 1] ?? Number.POSITIVE_INFINITY) > count);
          }
        }
      }),
    );
  });
});

group('shades', () => {
  const scales: readonly [most: number, floors: readonly number[]][] = [
    [1, [1]],
    [5, [1, 2, 4]],
    [63, [1, 2, 4, 8, 16, 32]],
    [64, [1, 3, 10, 30]],
    [999, [1, 3, 10, 30, 100, 300]],
    [1_000, [1, 10, 100, 1_000]],
    [123_456, [1, 10, 100, 1_000, 10_000, 100_000]],
    [5_000_000, [1, 100, 10_000, 1_000_000]],
  ];
  for (const [most, floors] of scales) {
    test(`of counts up to ${most} begin at ${floors.join(', ')}`, () => {
      const columns = [{ failedCount: 0, countByRow: new Map([[3, most]]) }];
      const map = heatMap({ columnNs, spanNs: columnNs, columns }, plenty);
      assert.deepEqual(map.floors, floors);
      assert.equal(map.cells[0]?.shade, floors.length - 1);
    });
  }
});

group('a map that would have too many marks', () => {
  /** No two neighbours alike. */
  const columns = Array.from({ length: 128 }, (_, column) => ({
    failedCount: 0,
    countByRow: new Map(
      Array.from({ length: 40 }, (_, row) => [row, 1 + 5 * ((row + column) % 2)]),
    ),
  }));
  const busy = { columnNs, spanNs: 128 * columnNs, columns };

  test('has wider columns and rows, until it keeps to its number', () => {
    for (const markCountMax of [2_000, 500, 150]) {
      const map = heatMap(busy, { markCountMax });
      assert.ok(map.cells.length <= markCountMax, `${map.cells.length} marks`);
      assert.ok(map.columnNs >= columnNs);
    }
  });

  test('keeps a few columns whatever is asked for', () => {
    const map = heatMap(busy, { markCountMax: 1 });
    assert.equal(map.columnNs, 16 * columnNs);
  });

  test('spans the same responses and the same time', () => {
    const { cells } = heatMap(busy, { markCountMax: 150 });
    assert.equal(Math.min(...cells.map(({ lowNs }) => lowNs)), rowStartNs(0));
    assert.equal(Math.max(...cells.map(({ highNs }) => highNs)), rowStartNs(40));
    assert.equal(Math.max(...cells.map(({ endNs }) => endNs)), busy.spanNs);
  });
});

test('rows that would be too thin to be seen are merged however few marks there are', () => {
  const endings = [...endingsIn([0], 9_000), ...endingsIn([1], 2_000_000_000)];
  const { cells, rowsPerDoubling } = heatMap(gridOf(endings, { columnNs, spanNs: 2e6 }), plenty);
  assert.ok(rowsPerDoubling < 8);
  const octaves = Math.log2((cells[1]?.highNs ?? 0) / (cells[0]?.lowNs ?? 1));
  assert.ok(octaves * rowsPerDoubling <= 65, `${octaves * rowsPerDoubling} rows`);
});
