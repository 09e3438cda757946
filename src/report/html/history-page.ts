// A history as one page: what is open in words, then every finding, then the cases with a line for
// each series and charts of those that have most to say, and last the runs. What does not fit on a
// page that can be sent around is counted in the place where it is missing.

import { isDoubtful, openFindings } from '../../compare/open-findings.ts';
import type { History, RunDigest } from '../../model/history.ts';
import { formatCount } from '../format-quantity.ts';
import { adviceSentences, changeRatio, historyFacts, pointName } from '../history-sentences.ts';
import { type HistoryCase, type HistoryPage, historyCases } from '../history-table.ts';
import { measureFigure, measureLabel } from '../measure-figure.ts';
import { joinWords } from '../prose.ts';
import { type Chart, drawChart } from './chart.ts';
import { historyCharts } from './drawn-series.ts';
import { anchorOf, type PlacedSeries, type RunLinks } from './history-chart.ts';
import { findingSections } from './history-findings.ts';
import { type Content, figure, html, type Markup } from './markup.ts';
import { chartGrid, renderPage, section, sentenceList } from './page.ts';
import { leftOutSection, newestRunsSection, runListSection } from './run-list.ts';
import { tableOf } from './table.ts';
import { unfinishedSection } from './unfinished-section.ts';

/** The addresses around a page that a server makes anew as runs arrive. */
export interface LiveAddresses {
  /** Loaded again by the browser every so many seconds. */
  readonly live: string;
  readonly periodSeconds: number;
  /** Never loaded again, for whoever wants to read at leisure. */
  readonly still: string;
  /** Every run, however many there are. */
  readonly allRuns: string;
}

/** What a page of a history has besides the history. */
export interface HistoryPageExtras {
  /** Pages of the runs, as far as there are any. */
  readonly links?: RunLinks;
  /** Every run of the folder, by start. */
  readonly runs?: readonly RunDigest[];
  /** Files of the folder that hold no run, and why. */
  readonly leftOut?: readonly { readonly file: string; readonly reason: string }[];
  /** Charts that were drawn before, by what they show; brought up to date. */
  readonly drawings?: Map<string, Markup>;
  /** Where the page can be had as it is now, and kept up to date; absent: it is a file. */
  readonly live?: LiveAddresses;
}

/** Series that have a line in a table at most. */
const rowCountMax = 400;

/** Changes that are named in a line at most: the newest ones. */
const namedChangeCount = 3;

/**
 * Renders a history as one HTML document that needs no network and no script, of less than 1 MiB.
 * Without series it shows its facts and its runs alone. Throws what Vega throws where a chart
 * cannot be drawn.
 */
export async function renderHistoryHtml(
  { history, folder }: HistoryPage,
  {
    links = new Map(),
    runs = [],
    leftOut = [],
    live,
    drawings = new Map(),
  }: HistoryPageExtras = {},
): Promise<string> {
  const charts = await drawnCharts(historyCharts(history, links), drawings);
  const shown = historyCases({ ...history, series: history.series.slice(0, rowCountMax) });
  const placeOf = new Map(history.series.map((each, index) => [each, index]));
  const placed = (each: HistoryCase) =>
    each.series.map((series) => ({ series, index: placeOf.get(series) ?? 0 }));
  return renderPage({
    title: `fifobench history: ${folder}`,
    sections: [
      html`<h1>fifobench history</h1>
<p class="facts">${joinWords(historyFacts(history, folder), ' · ')}</p>`,
      live === undefined ? null : liveNotice(live),
      html`<div class="answer">${answers(history).map((text) => html`<p>${text}</p>`)}</div>`,
      newestRunsSection(runs, links),
      section('What to do', [sentenceList(adviceSentences(history))]),
      ...findingSections(history, new Set(charts.keys())),
      unfinishedSection(history, { folder, links }),
      ...shown.map((each) => caseSection(each, { placed: placed(each), charts })),
      undrawnNotice(history, charts.size),
      runListSection(runs, { links, allRuns: live?.allRuns }),
      leftOutSection(leftOut, links),
    ],
  });
}

function liveNotice({ live, periodSeconds, still }: LiveAddresses): Markup {
  return html`<p class="facts">New runs appear here: the page is loaded again every
${periodSeconds} s. <a href="${still}">Keep it as it is</a> · <a href="${live}">Follow</a></p>`;
}

/** The charts as drawings by their anchor; what was drawn before is not drawn again. */
async function drawnCharts(
  charts: readonly Chart[],
  drawings: Map<string, Markup>,
): Promise<ReadonlyMap<string, Markup>> {
  const drawn = await Promise.all(
    charts.map(async (chart) => {
      const content = JSON.stringify(chart);
      return { id: chart.id, content, markup: drawings.get(content) ?? (await drawChart(chart)) };
    }),
  );
  drawings.clear();
  for (const { content, markup } of drawn) {
    drawings.set(content, markup);
  }
  return new Map(drawn.map(({ id, markup }) => [id, markup]));
}

/** The state of things in a sentence or two. */
function answers(history: History): string[] {
  const { regressionCount } = openFindings(history);
  const { series } = history;
  const doubtCount = series.filter(isDoubtful).length;
  if (series.length === 0) {
    return ['No saved run allows a conclusion yet.'];
  }
  const changeCount = series.flatMap(({ changes }) => changes).length;
  return [
    regressionCount === 0
      ? 'No confirmed regression is open.'
      : `${counted(regressionCount, 'confirmed regression')} open.`,
    doubtCount === 0
      ? 'The newest runs are as their levels predict.'
      : `The newest run is out of the ordinary in ${formatCount(doubtCount)} of ` +
        `${formatCount(series.length)} series; one run proves nothing.`,
    `${counted(changeCount, 'change of level', 'changes of level')} known in all.`,
  ];
}

/** `1 change is`, `2 changes are`. */
function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? `${one} is` : `${many} are`}`;
}

function caseSection(
  { title, circumstances }: HistoryCase,
  { placed, charts }: { placed: readonly PlacedSeries[]; charts: ReadonlyMap<string, Markup> },
): Markup | null {
  const drawings = placed.flatMap(({ series }) => charts.get(anchorOf(series)) ?? []);
  return section(title, [
    ...circumstances.map((sentence) => html`<p>${sentence}</p>`),
    tableOf({
      headings: ['figure', 'runs', 'newest', 'newest level', 'changes'],
      rows: placed.map(seriesRow),
    }),
    chartGrid(drawings),
  ]);
}

function seriesRow({ series, index }: PlacedSeries): Content[] {
  const { key, points, newestLevel } = series;
  const at = `series[${index}]`;
  const last = points.length - 1;
  return [
    measureLabel(key),
    figure(`${at}.points.length`, formatCount(points.length)),
    figure(`${at}.points[${last}].value`, measureFigure(key, points[last]?.value ?? 0)),
    figure(`${at}.newestLevel`, measureFigure(key, newestLevel)),
    changesCell({ series, index }),
  ];
}

function changesCell({ series, index }: PlacedSeries): Content {
  const { changes } = series;
  const earlierCount = Math.max(0, changes.length - namedChangeCount);
  const named = changes.slice(earlierCount).map((change, offset) => {
    const place = `series[${index}].changes[${earlierCount + offset}].ratio`;
    const state = change.acceptance === null ? change.certainty : 'accepted';
    return html`${figure(place, changeRatio(change))} ${pointName(series, change.at)}, ${state}`;
  });
  const earlier = earlierCount === 0 ? [] : [html`${formatCount(earlierCount)} earlier`];
  const doubt = isDoubtful(series) ? [html`newest out of the ordinary`] : [];
  const words = [...earlier, ...named, ...doubt];
  return words.length === 0
    ? 'steady'
    : words.map((word, place) => (place === 0 ? word : html`<br>${word}`));
}

function undrawnNotice({ series }: History, chartCount: number): Markup | null {
  const undrawn = series.length - chartCount;
  const unlisted = Math.max(0, series.length - rowCountMax);
  return undrawn === 0
    ? null
    : html`<p class="facts">Drawn are ${formatCount(chartCount)} of ${formatCount(
        series.length,
      )} series, those with findings first, none of a single run.${
        unlisted === 0 ? '' : ` ${formatCount(unlisted)} series are left out altogether.`
      } fifobench history --metric shows the others.</p>`;
}
