// A run, a comparison or a sweep as one page: first the answer in words, then what it rests on, and
// last the circumstances. A run that is not valid says so in the place of an answer.

import type { Run } from '../../model/run.ts';
import { caseColumns, serverColumn } from '../case-columns.ts';
import { type CaseFigures, caseFigures } from '../case-figures.ts';
import { comparisonAnswer } from '../comparison-answer.ts';
import { costColumns, costRows, partyColumn } from '../cost-columns.ts';
import {
  crossoverColumns,
  crossoverRows,
  crossoverSentences,
  serviceColumn,
} from '../crossover-section.ts';
import { fairnessSentences } from '../fairness-sentences.ts';
import { microColumns, microKeyColumn, microSentences } from '../micro-table.ts';
import { joinWords, say, traced, type Words } from '../prose.ts';
import { raceSentences } from '../race-sentences.ts';
import {
  environmentFacts,
  failureSentences,
  forkSentences,
  loadSentences,
  placementSentences,
  runFacts,
  warningSentences,
} from '../run-facts.ts';
import { shortAnswer } from '../short-answer.ts';
import { scalingSentences, searchSentences, serversOf } from '../sweep-sections.ts';
import { thresholdSentences } from '../threshold-sentences.ts';
import { metricColumn, placedVerdicts, verdictColumns } from '../verdict-columns.ts';
import { verdictGrounds, verdictSentence } from '../verdict-sentence.ts';
import { drawChart, tableOf } from './chart.ts';
import { checkPageSections } from './check-section.ts';
import { type Content, html, type Markup } from './markup.ts';
import { chartGrid, type PageLink, renderPage, section, sentenceList } from './page.ts';
import { type ChartGroup, runCharts } from './run-charts.ts';

/**
 * Renders a run as one HTML document that needs no network and no script. `around` are pages that
 * it is served with; a page that is kept as a file has none. A run without cases shows its
 * circumstances alone. Throws what Vega throws where a chart cannot be drawn.
 */
export async function renderHtml(
  run: Run,
  { around = [] }: { around?: readonly PageLink[] } = {},
): Promise<string> {
  const figures = run.cases.map(caseFigures);
  const bodies = await Promise.all(
    runCharts(run).map(async (charts) =>
      run.kind === 'sweep'
        ? await sweepSection(run, { figures, charts })
        : await groupSection(run, { figures, charts }),
    ),
  );
  return renderPage({
    title: titleOf(run),
    around,
    sections: [
      html`<h1>${titleOf(run)}</h1>
<p class="facts">${joinWords(runFacts(run), ' · ')}</p>`,
      warningSection(run),
      answerSection(run, figures),
      ...bodies,
      microSection(run),
      ...checkPageSections(run.checks),
      section('Thresholds', [sentenceList(thresholdSentences(run))]),
      section('What the fork costs', [sentenceList(forkSentences(figures))]),
      section('Failures', [sentenceList(failureSentences(figures))]),
      section('Notes', [sentenceList(tracedTexts(run.notes, 'notes'))]),
      section('Circumstances', [
        html`<p>${joinWords(environmentFacts(run.environment), ' · ')}</p>`,
        sentenceList(placementSentences(run)),
      ]),
    ],
  });
}

/** The command and what it was about; a bench is about no server. */
function titleOf(run: Run): string {
  const servers = run.checks?.map(({ server }) => server) ?? serversOf(run);
  return servers.length === 0
    ? `fifobench ${run.kind}`
    : `fifobench ${run.kind}: ${servers.join(', ')}`;
}

function warningSection(run: Run): Markup | null {
  const causes = tracedTexts(run.validity.causes, 'validity.causes');
  const sentences = [...warningSentences(run), ...causes];
  return sentences.length === 0
    ? null
    : html`<div class="warning">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
}

/** Texts that the run holds as they are, with their places in the list that stands at `place`. */
function tracedTexts(texts: readonly string[], place: string): Words[] {
  return texts.map((text, index) => traced(`${place}[${index}]`, text));
}

/** The answer in plain words, before everything that it rests on. */
function answerSection(run: Run, figures: readonly CaseFigures[]): Markup | null {
  const { leads, claims, reasons } = comparisonAnswer(run, figures);
  if (leads.length > 0) {
    return html`<section class="answer" aria-label="The answer">
${leads.map((lead) => html`<p class="lead">${lead}</p>`)}
${titledList('By how much, and how sure', claims)}${titledList('Why', reasons)}</section>`;
  }
  const sentences = shortAnswer(run, figures);
  return sentences.length === 0
    ? null
    : html`<section class="answer" aria-label="The answer">
${sentences.map((sentence) => html`<p>${sentence}</p>`)}</section>`;
}

function titledList(title: string, sentences: readonly Words[]): Markup | null {
  return sentences.length === 0 ? null : html`<h2>${title}</h2>${sentenceList(sentences)}`;
}

interface Body {
  readonly figures: readonly CaseFigures[];
  readonly charts: ChartGroup;
}

async function sweepSection(run: Run, { figures, charts }: Body): Promise<Markup | null> {
  const sentences = serversOf(run).flatMap((server) => {
    const points = figures.filter((each) => each.server === server);
    return [
      ...scalingSentences(points).map((sentence) => say`${server}: ${sentence}`),
      ...raceSentences(points),
      ...fairnessSentences(points),
    ];
  });
  return section('Over the points', [
    sentenceList([...searchSentences(run.rateSearch), ...crossoverSentences(run), ...sentences]),
    crossoverTable(run, figures),
    await drawAll(charts),
  ]);
}

function crossoverTable(run: Run, figures: readonly CaseFigures[]): Markup | null {
  const columns = [serviceColumn, ...crossoverColumns(run.crossovers ?? [])];
  return columns.length === 1
    ? null
    : tableOf({
        headings: columns.map(({ heading }) => heading),
        rows: crossoverRows(figures).map((row) => columns.map(({ cell }) => cell(row))),
      });
}

async function groupSection(run: Run, { figures, charts }: Body): Promise<Markup | null> {
  const { group } = charts;
  const rows = figures.filter((each) => each.group === group);
  return section(group, [
    ...loadSentences(rows).map((sentence) => html`<p>${sentence}</p>`),
    figuresTable(rows),
    costTable(rows),
    sentenceList([...raceSentences(rows), ...fairnessSentences(rows)]),
    ...verdictTables(run, group),
    await drawAll(charts),
  ]);
}

async function drawAll({ charts, details }: ChartGroup): Promise<Markup | null> {
  const shown = chartGrid(await Promise.all(charts.map(drawChart)));
  const folded = chartGrid(await Promise.all(details.map(drawChart)));
  return folded === null
    ? shown
    : html`${shown}<details><summary>Each point over time</summary>${folded}</details>`;
}

function microSection({ micro = [] }: Run): Markup | null {
  if (micro.length === 0) {
    return null;
  }
  const columns = [microKeyColumn, ...microColumns(micro)];
  return section('Micro-benchmarks', [
    tableOf({
      headings: columns.map(({ heading }) => heading),
      rows: micro.map((row) => columns.map(({ cell }) => cell(row))),
    }),
    sentenceList(microSentences(micro)),
  ]);
}

/** What a handshake cost either side; folded, as long as nobody asks. */
function costTable(cases: readonly CaseFigures[]): Markup | null {
  const rows = costRows(cases);
  const columns = [partyColumn, ...costColumns(rows)];
  const table = tableOf({
    headings: columns.map(({ heading }) => heading.trim()),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  });
  return rows.length === 0
    ? null
    : html`<details><summary>What a handshake costs either side</summary>${table}</details>`;
}

function figuresTable(rows: readonly CaseFigures[]): Markup {
  const columns = [serverColumn, ...caseColumns(rows)];
  return tableOf({
    headings: columns.map(({ heading }) => heading),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  });
}

/** What the table of verdicts takes for granted. */
const readingNote =
  'Effect: the candidate over the baseline, with the interval in which it lies. A/A floor: how ' +
  'far equals seem apart by noise alone. Could find: the least difference that these pairs ' +
  'find. Regressed is worse, improved is better; minor is certain but too small to count.';

/** A table and the sentences of each candidate of a group. */
function verdictTables({ verdicts, validity }: Run, group: string): Markup[] {
  const placed = placedVerdicts(validity.valid ? verdicts : []);
  const ours = placed.filter(({ verdict }) => verdict.group === group);
  const candidates = [...new Set(ours.map(({ verdict }) => verdict.candidate))];
  return candidates.map((candidate) => {
    const chosen = ours.filter(({ verdict }) => verdict.candidate === candidate);
    const columns = [metricColumn, ...verdictColumns((_, text) => text)];
    const rows = chosen.map((row) =>
      columns.map(
        ({ heading, cell }): Content =>
          heading === 'verdict'
            ? html`<span class="word ${row.verdict.verdict}">${cell(row)}</span>`
            : cell(row),
      ),
    );
    const sentences = chosen.map(({ verdict, place }) => {
      return say`${verdictSentence(verdict, place)} (${verdictGrounds(verdict, place)}).`;
    });
    return html`<h3>${candidate} against ${chosen[0]?.verdict.baseline ?? ''}</h3>
${tableOf({ headings: columns.map(({ heading }) => heading), rows })}
<p class="facts">${readingNote}</p>
<details><summary>The same in words</summary>${sentenceList(sentences)}</details>`;
  });
}
