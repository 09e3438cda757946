// The page of a history that nobody lived through: what it says, where its numbers come from, and
// that it stays small however much there is.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { buildHistory } from '../../../../src/compare/build-history.ts';
import type { History, RunDigest } from '../../../../src/model/history.ts';
import { renderHistoryJson } from '../../../../src/report/history-json.ts';
import { chartCountMax, historyCharts } from '../../../../src/report/html/drawn-series.ts';
import { renderHistoryHtml } from '../../../../src/report/html/history-page.ts';
import { type Markup, trusted } from '../../../../src/report/html/markup.ts';
import { renderRunList } from '../../../../src/report/html/run-list.ts';
import { chartWarnings } from '../../../support/chart-warnings.ts';
import {
  assertFiguresOf,
  assertNoStrayNumerals,
  historyNamesOf,
} from '../../../support/page-figures.ts';
import { sampleHistory } from '../../../support/sample-history.ts';
import { simulatedSeries } from '../../../support/simulated-series.ts';

const folder = 'results/runs';
const rules = { metrics: null, deltaRatio: 0.05, commitPlaces: null, acceptances: [] };

/** Runs of many cases, each with changes and a spike, under names as long as commands are. */
function largeHistory({ caseCount, runCount }: { caseCount: number; runCount: number }) {
  const sketch = { pointCount: runCount, noiseRatio: 0.02, spikeChanceRatio: 0, spikeRatio: 0 };
  const series = Array.from({ length: caseCount }, (_, seed) =>
    simulatedSeries({ ...sketch, seed, step: { at: runCount >> 1, byRatio: 0.3 } }, 46_000),
  );
  const digests: RunDigest[] = Array.from({ length: runCount }, (_, index) => ({
    ...{ file: `${index}.json`, kind: 'run', scenario: 'default', fingerprint: '1f2e3d4c' },
    startedAt: new Date(Date.UTC(2025, 0, 1, index)).toISOString(),
    commit: `c0ffee${String(index).padStart(6, '0')}`,
    isSound: true,
    cases: series.map((values, seed) => ({
      name: `./build/servers/variant-${seed} --threads 4 --log off, 100 clients, unpinned`,
      ...{ server: `./build/servers/variant-${seed}`, conditions: '', load: null },
      figures: [
        { metric: 'service_p50', unit: 'ns', better: 'lower', value: values[index] ?? 0 },
      ] as const,
    })),
  }));
  return { history: buildHistory(digests, rules), runs: digests };
}

group('the page of a history', () => {
  test('shows no figure that is not in its JSON', async () => {
    const history = sampleHistory();
    const json = JSON.parse(renderHistoryJson({ history, folder }));
    const page = await renderHistoryHtml({ history, folder });
    const count = assertFiguresOf(page, json);
    assertNoStrayNumerals(page, historyNamesOf(history, folder));
    assert.ok(count > 50, `only ${count} figures`);
  });

  test('names every change, its certainty, and what was said about it', async () => {
    const history = sampleHistory();
    const page = await renderHistoryHtml({ history, folder });
    const changes = history.series.flatMap((each) => each.changes);
    assert.ok(changes.length >= 3);
    for (const { id, certainty, acceptance } of changes) {
      assert.match(page, new RegExp(`<td>${certainty}</td><td>[^<]*\\[${id}\\]</td>`));
      assert.ok(acceptance === null || page.includes(acceptance.reason));
    }
    assert.match(page, /1 confirmed regression is open\./);
    assert.match(page, /The newest run is out of the ordinary in 1 of 4 series/);
  });

  test('names open changes first, the newest first, and those of one run in order', async () => {
    const history = sampleHistory();
    const [first] = history.series;
    assert.ok(first !== undefined);
    const named = ['a', 'b', 'c'].map((name) => ({
      ...{ ...first, id: name.repeat(12), key: { ...first.key, case: name } },
    }));
    const series = [...history.series.slice(1), ...named];
    const page = await renderHistoryHtml({ history: { ...history, series }, folder });
    const [, table = ''] = /What changed<\/h2>([\s\S]*?)<\/table>/.exec(page) ?? [];
    const rows = [...table.matchAll(/<th scope="row">(?:<a [^>]*>)?([^<]*)/g)];
    const names = rows.map(([, name = '']) => name.replace('basic, 1 client, same core: ', ''));
    const ofOneRun = ['a', 'b', 'c'].map((name) => `${name}: handshake p50`);
    assert.deepEqual(names, [...ofOneRun, 'server CPU', 'handshakes/s']);
  });

  test('links runs to their pages where there are any, and to nothing else', async () => {
    const history = sampleHistory();
    const links = new Map([['59.json', '59.html?a&b']]);
    const page = await renderHistoryHtml({ history, folder }, { links });
    assert.match(page, /<a href="59\.html\?a&amp;b">2025-03-01 \(c0ffee000059\)<\/a>/);
    assert.doesNotMatch(page, /<a href="(?!#series-|59\.html)/);
  });

  test('needs no network and no script, and is never loaded again by itself', async () => {
    const history = sampleHistory();
    const page = await renderHistoryHtml({ history, folder });
    assert.doesNotMatch(page, /<script|https?:\/\/(?!www\.w3\.org)|@import|url\(|"refresh"/);
  });

  test('shows a run without an end with its blocks, and how to see all of it', async () => {
    const page = await renderHistoryHtml({ history: sampleHistory(), folder });
    assert.match(page, /data-field="unfinished\[0\]\.cases\[1\]\.blockCount">7</);
    assert.match(page, /fifobench report results\/runs\/run\.json\.journal/);
  });

  test('leads to the runs that have no place on it where there is one for them', async () => {
    const { history, runs } = largeHistory({ caseCount: 1, runCount: 230 });
    const links = new Map(runs.map(({ file }) => [file, `/runs/${file}`]));
    const plain = await renderHistoryHtml({ history, folder }, { runs, links });
    assert.match(plain, /<p>30 earlier ones are left out\.<\/p>/);
    assert.match(plain, /Newest runs[\s\S]*\/runs\/229\.json[\s\S]*What changed/);
    const live = { live: '/', still: '/?still', allRuns: '/all', periodSeconds: 10 };
    const page = await renderHistoryHtml({ history, folder }, { runs, links, live });
    assert.match(page, /<a href="\/all">30 earlier ones<\/a>/);
    const list = renderRunList(runs, { links, folder, around: [] });
    assert.equal([...list.matchAll(/<a href="\/runs\/\d+\.json"/g)].length, 230);
  });

  test('names files that hold no run, as text', async () => {
    const leftOut = [{ file: '<b>.json', reason: 'not JSON' }];
    const page = await renderHistoryHtml({ history: sampleHistory(), folder }, { leftOut });
    assert.match(page, /&lt;b&gt;\.json<\/th><td>not JSON</);
  });

  test('draws no chart again that it drew before', async () => {
    const history = sampleHistory();
    const drawings = new Map<string, Markup>();
    const page = await renderHistoryHtml({ history, folder }, { drawings });
    assert.equal(drawings.size, historyCharts(history).length);
    assert.equal(await renderHistoryHtml({ history, folder }, { drawings }), page);
    for (const content of drawings.keys()) {
      drawings.set(content, trusted('drawn before'));
    }
    const again = await renderHistoryHtml({ history, folder }, { drawings });
    assert.equal(again.split('drawn before').length - 1, drawings.size);
    assert.doesNotMatch(again, /<svg/);
  });

  test('stays below 1 MiB with hundreds of long series, and says what it leaves out', async () => {
    const { history, runs } = largeHistory({ caseCount: 500, runCount: 120 });
    const links = new Map(runs.map(({ file }) => [file, `/runs/${file}`]));
    const page = await renderHistoryHtml({ history, folder }, { runs, links });
    assert.ok(Buffer.byteLength(page) < 1_048_576, `${Buffer.byteLength(page)} bytes`);
    assert.equal([...page.matchAll(/<svg /g)].length, chartCountMax);
    assert.match(page, /Drawn are 24 of 500 series/);
    assert.match(page, /100 series are left out altogether/);
    assert.match(page, /400 more are left out/);
    assert.doesNotMatch(page, /earlier ones/);
  });

  test('is made also of nothing, and of a single run', async () => {
    const nothing = await renderHistoryHtml({ history: buildHistory([], rules), folder });
    assert.match(nothing, /No saved run allows a conclusion yet\./);
    const { history } = largeHistory({ caseCount: 1, runCount: 1 });
    const single = await renderHistoryHtml({ history, folder });
    assert.match(single, /points\.length">1</);
    assert.doesNotMatch(single, /<svg/);
  });
});

group('the charts of a history', () => {
  test('are accepted by Vega-Lite without a warning, whatever the values', () => {
    const { history } = largeHistory({ caseCount: 1, runCount: 300 });
    const [series] = history.series;
    assert.ok(series !== undefined);
    const withValues = (value: (at: number) => number): History => ({
      ...history,
      series: [
        { ...series, points: series.points.map((point, at) => ({ ...point, value: value(at) })) },
      ],
    });
    for (const [each, words] of [
      [sampleHistory(), /Each point is a run/],
      [history, /the lowest and the highest run are drawn/],
      [withValues((at) => 10 ** (at % 5)), /The axis is logarithmic/],
      [withValues((at) => at % 3), /The axis begins at 0/],
      [withValues(() => 7), /The axis does not begin at 0/],
    ] as const) {
      const charts = historyCharts(each);
      assert.deepEqual(chartWarnings(charts), []);
      assert.match(charts.map(({ description }) => description).join('\n'), words);
    }
  });

  test('are those of the series with findings where there are too many', () => {
    const { history } = largeHistory({ caseCount: 40, runCount: 60 });
    const calm = history.series.map((series, index) =>
      [3, 39].includes(index) ? series : { ...series, changes: [], alarm: null, drift: null },
    );
    const ids = historyCharts({ ...history, series: calm }).map(({ id }) => id);
    assert.equal(ids.length, chartCountMax);
    assert.ok(ids.includes(`series-${calm[39]?.id}`) && ids.includes(`series-${calm[3]?.id}`));
    assert.equal(ids.indexOf(`series-${calm[39]?.id}`), ids.length - 1);
  });
});
