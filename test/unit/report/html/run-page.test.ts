// A whole page, from a run that nobody measured: what it says, and where its numbers come from.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Run } from '../../../../src/model/run.ts';
import { runCharts } from '../../../../src/report/html/run-charts.ts';
import { renderHtml } from '../../../../src/report/html/run-page.ts';
import { toStoredRun } from '../../../../src/store/to-stored-run.ts';
import { chartWarnings } from '../../../support/chart-warnings.ts';
import { sampleCheck } from '../../../support/made-check.ts';
import { sampleBenchRun } from '../../../support/made-micro.ts';
import { assertFiguresOf, assertNoStrayNumerals, namesOf } from '../../../support/page-figures.ts';
import { sampleRun } from '../../../support/sample-run.ts';
import { clientSweep, rateSearch, rateSweep, serviceSweep } from '../../../support/sample-sweep.ts';

const run = sampleRun();

/** A run of each kind, with everything that a page can say. */
const samples: Readonly<Record<string, Run>> = {
  compare: run,
  check: sampleCheck(3),
  bench: sampleBenchRun(),
  'sweep over clients': clientSweep,
  'sweep over rates': rateSweep,
  'sweep over service times': serviceSweep,
  'search for a rate': rateSearch,
  'run of open load': { ...rateSweep, kind: 'run' },
};

group('a page', () => {
  for (const [kind, sample] of Object.entries(samples)) {
    test(`shows no number that is not in the stored run: ${kind}`, async () => {
      const page = await renderHtml(sample);
      const count = assertFiguresOf(page, toStoredRun(sample));
      assert.ok(count > 10, `only ${count} figures`);
      assertNoStrayNumerals(page, namesOf(sample));
    });
  }

  test('says each verdict in the words of the stored run', async () => {
    const page = await renderHtml(run);
    const words = [...page.matchAll(/class="word ([a-z]+)"><span [^>]*>([a-z]+)</g)];
    assert.deepEqual(
      words.map(([, , word]) => word).sort(),
      run.verdicts.map(({ verdict }) => verdict).sort(),
    );
    assert.ok(words.every(([, style, word]) => style === word));
  });

  test('gives the causes in place of verdicts where the run is not valid', async () => {
    const causes = ['the clients used <90 %> of their cores'];
    const page = await renderHtml(sampleRun({ validity: { valid: false, causes } }));
    assert.doesNotMatch(page, /class="word /);
    assert.match(page, /the clients used &lt;90 %&gt; of their cores/);
  });

  test('needs no network and no script', async () => {
    const page = await renderHtml(run);
    assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)|@import|url\(/);
    assert.ok(page.length < 1_048_576, `${page.length} bytes`);
  });

  test('leads to the pages that it is served with, and alone to none', async () => {
    const around = [{ address: '/?a&b', text: 'All <runs>' }];
    assert.match(await renderHtml(run, { around }), /<a href="\/\?a&amp;b">All &lt;runs&gt;<\/a>/);
    assert.doesNotMatch(await renderHtml(run), /<nav|<a /);
  });

  test('is made also of a run without cases', async () => {
    const page = await renderHtml(sampleRun({ cases: [], verdicts: [] }));
    assert.match(page, /Example CPU/);
  });
});

group('charts', () => {
  test('are accepted by Vega-Lite without a warning', () => {
    const charts = runCharts(run).flatMap((each) => each.charts);
    assert.deepEqual(chartWarnings(charts), []);
    assert.ok(charts.length >= 6, `only ${charts.length} charts`);
  });

  test('have anchors of their own', () => {
    const ids = runCharts(run).flatMap(({ charts }) => charts.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  });
});

test('a check shows the matrix, what was seen, and what is to be mended', async () => {
  const page = await renderHtml(sampleCheck(3));
  assert.match(page, /All servers/);
  assert.match(page, /GHCIJC/);
  assert.match(page, /dead-after-name, dead-fifo-left: <span [^>]*>It opens the client/);
  assert.match(page, /\.\/broken: The server did not start/);
});
