// Tables of pages: which of them become cards, and what the style sheet is told for it.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { html } from '../../../../src/report/html/markup.ts';
import { namedColumnCountMax, tableOf } from '../../../../src/report/html/table.ts';

/** The opening tag of the table. */
function tagOf(table: Parameters<typeof tableOf>[0]): string {
  return /<table[^>]*>/.exec(tableOf(table).html)?.[0] ?? '';
}

/** A table of so many columns of equal cells, besides the headings of its rows. */
function tableOfCells(columnCount: number, cell: string) {
  const cells = Array.from({ length: columnCount }, () => cell);
  return { headings: ['server', ...cells.map(() => 'p50')], rows: [['basic', ...cells]] };
}

group('a table', () => {
  test('stays one everywhere where it is narrow', () => {
    assert.equal(tagOf(tableOfCells(3, '47.7 µs')), '<table>');
    assert.equal(tagOf({ headings: ['server'], rows: [] }), '<table>');
  });

  test('becomes cards in any place that is too small for it', () => {
    const places = [4, 5, 6, 7, 10, 30].map((columnCount) => {
      const tag = tagOf(tableOfCells(Math.min(columnCount, namedColumnCountMax), '47.7 µs'));
      return /^<table class="needs-(\d+)" style="--w:56px;--c1:/.exec(tag)?.[1];
    });
    assert.deepEqual(places, ['440', '560', '560', '680', '860', '1100']);
  });

  test('is as wide as what is seen of its cells', () => {
    const cell = html`<span data-field="cases[0].serviceNs.p50">47.7 µs</span>`;
    const { headings } = tableOfCells(3, '47.7 µs');
    assert.equal(tagOf({ headings, rows: [['basic', cell, cell, cell]] }), '<table>');
  });

  test('of words breaks them instead', () => {
    const words = 'Two clients were served, one after the other, and then a third one. '.repeat(3);
    const rows = [['session-twice', 'ok', words]];
    const headings = ['probe', 'outcome', 'what was seen'];
    assert.match(tagOf({ headings, rows, isText: true }), /^<table class="needs-440 text" /);
    assert.match(tagOf({ headings, rows }), /^<table class="needs-1100" /);
  });

  test('scrolls where it has more columns than the style sheet has names', () => {
    assert.match(tagOf(tableOfCells(namedColumnCountMax, '1')), /--c24:/);
    assert.equal(tagOf(tableOfCells(namedColumnCountMax + 1, '1')), '<table>');
  });

  test('names its columns so that no name is more than a name', () => {
    const headings = [
      'probe',
      'server CPU\na handshake',
      `./x";}\\</style>'`,
      'µs, 5 %',
      'long name',
    ];
    const rows = [['replies', ...headings]];
    const [, style = ''] = /style="([^"]*)"/.exec(tagOf({ headings, rows })) ?? [];
    assert.match(style, /--c1:&quot;server CPU a handshake&quot;;/);
    assert.match(style, /--c2:&quot;\.\/x\\22 \\3b \\7d \\5c \\3c \/style\\3e \\27 &quot;;/);
    assert.match(style, /--c3:&quot;µs, 5 %&quot;;/);
  });
});
