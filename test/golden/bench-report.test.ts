// The report of the micro-benchmarks against golden files: for a terminal and for a pull request.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { assertGolden } from '../support/golden.ts';
import { sampleBenchRun } from '../support/made-micro.ts';

test('the table of micro-benchmarks looks as in bench-80.txt and fits 80 columns', () => {
  const text = renderTable(sampleBenchRun(), { columns: 80, colour: false });
  assert.ok(text.split('\n').every((line) => [...line].length <= 80));
  assertGolden('bench-80.txt', text);
});

test('the page of micro-benchmarks looks as in bench.md', () => {
  assertGolden('bench.md', renderMarkdown(sampleBenchRun()));
});
