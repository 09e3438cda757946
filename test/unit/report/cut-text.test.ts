// Texts that must fit a width: as much as there is room for, and never more.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutEnd, cutMiddle } from '../../../src/report/cut-text.ts';

const rows: readonly [text: string, columns: number, end: string, middle: string][] = [
  ['abcdefgh', 8, 'abcdefgh', 'abcdefgh'],
  ['abcdefgh', 7, 'abcdef…', 'abc…fgh'],
  ['abcdefgh', 6, 'abcde…', 'abc…gh'],
  ['abcdefgh', 2, 'a…', 'a…'],
  ['abcdefgh', 1, '…', '…'],
  ['abcdefgh', 0, '', ''],
  ['', 0, '', ''],
];

for (const [text, columns, end, middle] of rows) {
  test(`'${text}' in ${columns} columns is '${end}' or '${middle}'`, () => {
    assert.deepEqual([cutEnd(text, columns), cutMiddle(text, columns)], [end, middle]);
  });
}
