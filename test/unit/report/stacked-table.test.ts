// Tables that fit: columns move below when there is no room, in order, under the same key.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderStackedTable, type TableColumn } from '../../../src/report/stacked-table.ts';

type Row = readonly string[];

const key: TableColumn<Row> = { heading: 'key', align: 'left', cell: ([text = '']) => text };
const columns: readonly TableColumn<Row>[] = [
  { heading: 'first', align: 'right', cell: ([, text = '']) => text },
  { heading: 'two\nlines', align: 'right', cell: ([, , text = '']) => text },
];

const cases: readonly [claim: string, rows: Row[], width: number, lines: string[]][] = [
  ['is empty without rows', [], 80, ['']],
  [
    'stands in one part where there is room',
    [
      ['a', '1', '2'],
      ['bbbb', '10', '–'],
    ],
    18,
    [
      '               two',
      'key   first  lines',
      '──────────────────',
      'a         1      2',
      'bbbb     10      –',
    ],
  ],
  [
    'moves what does not fit below, under the same key',
    [['a', '1', '2']],
    12,
    [
      'key  first',
      '──────────',
      'a        1',
      '',
      '       two',
      'key  lines',
      '──────────',
      'a        2',
    ],
  ],
  [
    'gives a part at least one column, however narrow',
    [['a', '1', '2']],
    1,
    [
      'key  first',
      '──────────',
      'a        1',
      '',
      '       two',
      'key  lines',
      '──────────',
      'a        2',
    ],
  ],
];

for (const [claim, rows, width, lines] of cases) {
  test(claim, () => {
    const text = renderStackedTable({ key, columns, rows, width, paintHeading: (plain) => plain });
    assert.deepEqual(text.split('\n'), lines);
  });
}

test('paints cells without moving them', () => {
  const paint = (_row: Row, text: string) => `\u001b[31m${text}\u001b[39m`;
  const painted = columns.map((column) => ({ ...column, paint }));
  const rows = [['a', '1', '2']];
  const text = renderStackedTable({
    key,
    columns: painted,
    rows,
    width: 80,
    paintHeading: (plain) => plain,
  });
  assert.equal(
    text.split('\n').at(-1),
    'a        \u001b[31m1\u001b[39m      \u001b[31m2\u001b[39m',
  );
});

/** The texts of the key column, 80 columns wide. */
function keysOf(names: readonly string[]): string[] {
  const rows = names.map((name) => [name, '1', '2']);
  const text = renderStackedTable({
    key,
    columns,
    rows,
    width: 80,
    paintHeading: (plain) => plain,
  });
  return text
    .split('\n')
    .slice(3)
    .map((line) => line.replace(/ {2,}.*/, ''));
}

test('cuts keys that would take more than two fifths of the width', () => {
  const names = [`./build/before/server ${'--flag '.repeat(9)}--end`, 'basic'];
  assert.deepEqual(keysOf(names), ['./build/before/s…ag --flag --end', 'basic']);
});

test('leaves long keys as they are where they would look alike', () => {
  const names = ['before', 'after.'].map(
    (name) => `./a/long/way/down/to/${name}/of/my/server/here`,
  );
  assert.deepEqual(keysOf(names), names);
});
