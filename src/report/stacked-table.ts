// A table that fits its terminal: columns that do not fit beside each other move into a further
// table below, which begins with the same first column; where that one is very wide, it is cut.
// Numbers stand right, words left.

import CliTable from 'cli-table3';
import { cutMiddle } from './cut-text.ts';
import type { Words } from './prose.ts';

/** One column of a table. */
export interface TableColumn<Row> {
  /** One or two lines, the lower one beside the rule. */
  readonly heading: string;
  readonly align: 'left' | 'right';
  /** Text of a cell, without colour. */
  readonly cell: (row: Row) => Words;
  /** Colours a cell's text; absent: left as it is. */
  readonly paint?: (row: Row, text: string) => string;
}

/** What a table is made of. */
export interface StackedTable<Row> {
  /** The column that every part begins with. */
  readonly key: TableColumn<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** Width of the terminal; a single column beside the key may exceed it. */
  readonly width: number;
  /** Colours a heading. */
  readonly paintHeading: (text: string) => string;
}

const gap = '  ';
/** The key may take this much of the width, so that figures stand beside each other. */
const widestKeyRatio = 0.4;
const shortestKey = 24;

const frame = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '─'.repeat(gap.length),
  right: '',
  'right-mid': '',
  middle: gap,
};

/** Renders a table, in parts that an empty line separates. No rows or no columns give ''. */
export function renderStackedTable<Row>(table: StackedTable<Row>): string {
  if (table.rows.length === 0) {
    return '';
  }
  const fitted = { ...table, key: fittedKey(table) };
  return packColumns(fitted)
    .map((columns) => renderPart(fitted, [fitted.key, ...columns]))
    .join('\n\n');
}

/** The key with texts that leave room for other columns, unless that made two of them alike. */
function fittedKey<Row>({ key, rows, width }: StackedTable<Row>): TableColumn<Row> {
  const room = Math.max(shortestKey, Math.floor(width * widestKeyRatio));
  const fitted = { ...key, cell: (row: Row) => cutMiddle(String(key.cell(row)), room) };
  const differentCount = (column: TableColumn<Row>) =>
    new Set(rows.map((row) => String(column.cell(row)))).size;
  return differentCount(fitted) === differentCount(key) ? fitted : key;
}

/** Fills each part with as many columns as fit, in their order; at least one a part. */
function packColumns<Row>(table: StackedTable<Row>): TableColumn<Row>[][] {
  const keyWidth = columnWidth(table.key, table.rows);
  const parts: TableColumn<Row>[][] = [];
  let usedWidth = Number.POSITIVE_INFINITY;
  for (const column of table.columns) {
    const width = gap.length + columnWidth(column, table.rows);
    if (usedWidth + width > table.width) {
      parts.push([]);
      usedWidth = keyWidth;
    }
    parts.at(-1)?.push(column);
    usedWidth += width;
  }
  return parts;
}

function columnWidth<Row>(column: TableColumn<Row>, rows: readonly Row[]): number {
  const texts = [...column.heading.split('\n'), ...rows.map((row) => String(column.cell(row)))];
  return Math.max(...texts.map((text) => [...text].length));
}

function renderPart<Row>(table: StackedTable<Row>, columns: readonly TableColumn<Row>[]): string {
  const lineCount = Math.max(...columns.map(({ heading }) => heading.split('\n').length));
  const part = new CliTable({
    head: columns.map(({ heading }) => {
      const missingCount = lineCount - heading.split('\n').length;
      const lines = `${'\n'.repeat(missingCount)}${heading}`.split('\n');
      return lines.map((line) => (line === '' ? '' : table.paintHeading(line))).join('\n');
    }),
    colAligns: columns.map(({ align }) => align),
    chars: frame,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of table.rows) {
    part.push(
      columns.map((column) => {
        const text = String(column.cell(row));
        return column.paint === undefined ? text : column.paint(row, text);
      }),
    );
  }
  return part
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
