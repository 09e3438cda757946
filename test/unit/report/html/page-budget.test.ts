// How the page of a large run stays small and says what that costs: real drawings, made-up runs.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Run } from '../../../../src/model/run.ts';
import type { Chart } from '../../../../src/report/html/chart.ts';
import { bytesOf, drawWithin } from '../../../../src/report/html/page-budget.ts';
import { runCharts } from '../../../../src/report/html/run-charts.ts';
import { renderHtml } from '../../../../src/report/html/run-page.ts';
import { toStoredRun } from '../../../../src/store/to-stored-run.ts';
import { largeRun } from '../../../support/large-run.ts';
import { assertFiguresOf, assertNoStrayNumerals, namesOf } from '../../../support/page-figures.ts';
import { sampleRun } from '../../../support/sample-run.ts';

const mebibyteBytes = 1_048_576;

/** The ids of the charts of a page, in its order. */
function chartsOf(page: string): string[] {
  return [...page.matchAll(/<figure id="([^"]*)"/g)].map(([, id = '']) => id);
}

/** A page of less than 1 MiB whose numbers are all in the run. */
async function smallPageOf(run: Run): Promise<string> {
  const page = await renderHtml(run);
  assert.ok(bytesOf(page) < mebibyteBytes, `${bytesOf(page)} bytes`);
  assertFiguresOf(page, toStoredRun(run));
  assertNoStrayNumerals(page, namesOf(run));
  return page;
}

/** Asserts that the page says how many of the run's charts it lacks, and that it lacks some. */
function assertTellsItsGaps(page: string, run: Run): void {
  const groups = runCharts(run);
  const all = groups.flatMap(({ charts, overTime }) => [...charts, ...overTime]).length;
  const shown = chartsOf(page).length;
  assert.ok(shown > 0 && shown < all, `${shown} of ${all}`);
  const [, said] = /To stay below 1 MiB, this page leaves out (\d+ of \d+) charts/.exec(page) ?? [];
  assert.equal(said, `${all - shown} of ${all}`);
}

group('a page of many cases', () => {
  test('keeps its charts for those in which something failed', async () => {
    const failing = [31, 37];
    const run = largeRun({
      ...{ kind: 'run', caseCount: 50 },
      hasFailures: (index) => failing.includes(index),
    });
    const page = await smallPageOf(run);
    assertTellsItsGaps(page, run);
    for (const place of failing) {
      assert.ok(chartsOf(page).includes(`over-time-${place}-0`), `no chart of case ${place}`);
    }
    assert.equal(page.match(/<section><h2>\d+ clients/g)?.length, 25);
  });

  test('shows the figures of all, as long as these alone do not fill it', async () => {
    const run = largeRun({ kind: 'compare', caseCount: 100 });
    const page = await smallPageOf(run);
    assertTellsItsGaps(page, run);
    assert.equal(page.match(/class="word /g)?.length, run.verdicts.length);
    assert.match(page, /The same in words/);
  });

  test('draws the courses of a sweep before its points', async () => {
    const run = largeRun({ kind: 'sweep', caseCount: 100 });
    const page = await smallPageOf(run);
    assertTellsItsGaps(page, run);
    assert.ok(['throughput', 'latency', 'failures-0'].every((id) => chartsOf(page).includes(id)));
  });

  test('says how many groups have no room at all', async () => {
    const run = largeRun({ kind: 'compare', caseCount: 240 });
    const page = await smallPageOf(run);
    assertTellsItsGaps(page, run);
    const shown = page.match(/<section><h2>\d+ clients/g)?.length ?? 0;
    assert.match(page, /what is folded elsewhere, \d+ of 120 groups of cases altogether, last/);
    assert.ok(page.includes(`, ${120 - shown} of 120 groups`), `${shown} shown`);
    assert.doesNotMatch(page, /The same in words/);
    assert.match(page, /<li>20 more\.<\/li>/);
  });

  test('says nothing of it where everything is shown', async () => {
    assert.doesNotMatch(await renderHtml(sampleRun()), /To stay below/);
  });
});

group('charts within a budget', () => {
  const chartNamed = (id: string): Chart => ({
    ...{ id, title: id, description: 'One point.', table: { headings: ['x'], rows: [] } },
    spec: {
      data: { values: [{ x: 1 }] },
      mark: 'point',
      encoding: { x: { field: 'x', type: 'quantitative' } },
    },
  });
  const first = { charts: ['a1', 'a2', 'a3', 'a4'].map(chartNamed), share: 3 };
  const second = { charts: ['b1', 'b2'].map(chartNamed), share: 1 };

  test('take turns by their shares', async () => {
    const drawings = await drawWithin([first, second], mebibyteBytes);
    assert.deepEqual([...drawings.keys()], ['a1', 'b1', 'a2', 'a3', 'a4', 'b2']);
  });

  test('end where the next one would not fit', async () => {
    const whole = await drawWithin([first, second], mebibyteBytes);
    const sizes = [...whole.values()].map(({ html }) => bytesOf(html));
    const threeBytes = sizes.slice(0, 3).reduce((sum, size) => sum + size, 0);
    const drawings = await drawWithin([first, second], threeBytes);
    assert.deepEqual([...drawings.keys()], ['a1', 'b1', 'a2']);
    assert.equal((await drawWithin([first, second], threeBytes - 1)).size, 2);
  });

  test('are none where there are no bytes or no charts', async () => {
    assert.equal((await drawWithin([first], 0)).size, 0);
    assert.equal((await drawWithin([], mebibyteBytes)).size, 0);
  });
});
