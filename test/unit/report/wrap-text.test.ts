// Line breaking: width, indents and what must stay together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapFacts, wrapText } from '../../../src/report/wrap-text.ts';

const rows = [
  ['keeps a short text on one line', 'a b', '- a b'],
  ['gives the indent alone for an empty text', '', '- '],
  [
    'breaks before the width is exceeded',
    'aaaa bbbb cccc dddd eeee',
    '- aaaa bbbb cccc\n  dddd eeee',
  ],
  ['does not part a number from its unit', 'aaaa bbbb cc 46.1 µs', '- aaaa bbbb cc\n  46.1 µs'],
  [
    'does not part a number from its percent',
    'aaaa bbbb ccc 12 %; d',
    '- aaaa bbbb ccc\n  12 %; d',
  ],
  [
    'keeps an overlong word whole',
    'a bbbbbbbbbbbbbbbbbbbbbbbbb c',
    '- a\n  bbbbbbbbbbbbbbbbbbbbbbbbb\n  c',
  ],
] as const;

for (const [claim, text, expected] of rows) {
  test(claim, () => {
    assert.equal(wrapText(text, { columns: 18, first: '- ', rest: '  ' }), expected);
  });
}

test('breaks facts only between them', () => {
  const text = wrapFacts(['one fact', 'two facts', 'three'], { columns: 20, first: '', rest: '' });
  assert.equal(text, 'one fact ·\ntwo facts · three');
});
