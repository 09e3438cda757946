// The report of a check-up against golden files: for a terminal, and as a grading sheet.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { assertGolden } from '../support/golden.ts';
import { sampleCheck } from '../support/made-check.ts';

for (const [serverCount, name] of [
  [1, 'check'],
  [3, 'check-matrix'],
] as const) {
  test(`the check of ${serverCount} looks as in ${name}-80.txt and fits 80 columns`, () => {
    const text = renderTable(sampleCheck(serverCount), { columns: 80, colour: false });
    assert.deepEqual(
      text.split('\n').filter((line) => [...line].length > 80),
      [],
    );
    assertGolden(`${name}-80.txt`, text);
  });

  test(`the grading sheet of ${serverCount} looks as in ${name}.md`, () => {
    assertGolden(`${name}.md`, renderMarkdown(sampleCheck(serverCount)));
  });
}
