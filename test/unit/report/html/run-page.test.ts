// A whole page, from a run that nobody measured: what it says, and where its numbers come from.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { compile } from 'vega-lite';
import { runCharts } from '../../../../src/report/html/run-charts.ts';
import { renderHtml } from '../../../../src/report/html/run-page.ts';
import { toStoredRun } from '../../../../src/store/to-stored-run.ts';
import { sampleCheck } from '../../../support/made-check.ts';
import { sampleRun } from '../../../support/sample-run.ts';

const run = sampleRun();

/** What stands at a place such as `cases[0].serviceNs.p50`; undefined where there is none. */
function valueAt(whole: unknown, place: string): unknown {
  const parts = place.split(/[.[\]]+/).filter((part) => part !== '');
  return parts.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    whole,
  );
}

const scales: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9, '×': 1 };

/** The first number of a shown text, in the unit of the stored one. */
function numberIn(shown: string): number {
  const [digits = ''] = /[+−]?[\d.,]+/.exec(shown) ?? [];
  const [sign = ''] = /(?:ns|µs|ms|s|%|×)$/.exec(shown) ?? [];
  const value = Number(digits.replaceAll(',', '').replace('−', '-'));
  return sign === '%' ? 1 + value / 100 : value * (scales[sign] ?? 1);
}

group('a page', () => {
  test('shows no number of a chart that is not in the stored run', async () => {
    const stored = toStoredRun(run);
    const page = await renderHtml(run);
    const figures = [...page.matchAll(/<span data-field="([^"]*)">([^<]*)<\/span>/g)];
    assert.ok(figures.length > 50, `only ${figures.length} figures`);
    for (const [, place = '', shown = ''] of figures) {
      const value = valueAt(stored, place);
      assert.notEqual(value, undefined, `${place} is not in the stored run`);
      const first = Array.isArray(value) ? value[0] : value;
      if (shown === '–') {
        assert.equal(first, null, place);
      } else {
        const expected = Number(first);
        assert.ok(
          Math.abs(numberIn(shown) - expected) <= Math.abs(expected) * 0.051,
          `${place}: ${shown} is shown for ${expected}`,
        );
      }
    }
  });

  test('says each verdict in the words of the stored run', async () => {
    const page = await renderHtml(run);
    const words = [...page.matchAll(/class="word ([a-z]+)">([a-z]+)</g)];
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

  test('is made also of a run without cases', async () => {
    const page = await renderHtml(sampleRun({ cases: [], verdicts: [] }));
    assert.match(page, /Example CPU/);
  });
});

group('charts', () => {
  test('are accepted by Vega-Lite without a warning', () => {
    const warnings: string[] = [];
    const collect = (...words: unknown[]) => {
      warnings.push(words.join(' '));
      return logger;
    };
    const logger = {
      level: () => logger,
      ...{ error: collect, warn: collect, info: () => logger, debug: () => logger },
    };
    const charts = runCharts(run).flatMap((each) => each.charts);
    for (const { spec } of charts) {
      compile(spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
    }
    assert.deepEqual(warnings, []);
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
  assert.match(page, /dead-after-name, dead-fifo-left: It opens the client/);
  assert.match(page, /\.\/broken: The server did not start/);
});
