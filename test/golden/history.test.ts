// A history as a person sees it, in a terminal, on a page and on the command line's help.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHistoryMarkdown } from '../../src/report/history-markdown.ts';
import { renderHistory } from '../../src/report/history-table.ts';
import { assertGolden } from '../support/golden.ts';
import { sampleHistory } from '../support/sample-history.ts';

const page = { history: sampleHistory(), folder: 'results/runs' };

for (const [fileName, colour] of [
  ['history-80.txt', false],
  ['history-80-colour.txt', true],
] as const) {
  test(`the history looks as in ${fileName}`, () => {
    assertGolden(fileName, renderHistory(page, { columns: 80, colour }));
  });
}

test('the page looks as in history.md', () => {
  assertGolden('history.md', renderHistoryMarkdown(page));
});

test('the page begins with the case that changed, whatever the order of series', () => {
  const { history, folder } = page;
  const reversed = { ...history, series: history.series.toReversed() };
  const [first] = renderHistoryMarkdown({ history: reversed, folder }).match(/<summary>.*/) ?? [];
  assert.match(first ?? '', /basic, 1 client, same core/);
});
