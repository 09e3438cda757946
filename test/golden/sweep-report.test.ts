// The report of a sweep with thresholds against golden files: one server that bends under a crowd,
// and one with too few points for a law.

import { test } from 'node:test';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { assertGolden } from '../support/golden.ts';
import { clientSweep, rateSearch, serviceSweep } from '../support/sample-sweep.ts';

test('a sweep over service times looks as in crossover-80.txt and crossover.md', () => {
  assertGolden('crossover-80.txt', renderTable(serviceSweep, { columns: 80, colour: false }));
  assertGolden('crossover.md', renderMarkdown(serviceSweep));
});

test('the table looks as in sweep-80.txt', () => {
  assertGolden('sweep-80.txt', renderTable(clientSweep, { columns: 80, colour: false }));
});

test('the table of a narrow terminal looks as in sweep-40.txt', () => {
  assertGolden('sweep-40.txt', renderTable(rateSearch, { columns: 40, colour: false }));
});

test('the page looks as in sweep.md', () => {
  assertGolden('sweep.md', renderMarkdown(clientSweep));
});
