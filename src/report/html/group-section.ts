// One group of cases, or the points of a sweep, as a section of a page: figures, costs, verdicts
// and the charts that the page has room for.

import type { Run } from '../../model/run.ts';
import { caseColumns, serverColumn } from '../case-columns.ts';
import type { CaseFigures } from '../case-figures.ts';
import { costColumns, costRows, partyColumn } from '../cost-columns.ts';
import {
  crossoverColumns,
  crossoverRows,
  crossoverSentences,
  serviceColumn,
} from '../crossover-section.ts';
import { fairnessSentences } from '../fairness-sentences.ts';
import { say } from '../prose.ts';
import { raceSentences } from '../race-sentences.ts';
import { loadSentences } from '../run-facts.ts';
import { scalingSentences, searchSentences, serversOf } from '../sweep-sections.ts';
import { metricColumn, placedVerdicts, verdictColumns } from '../verdict-columns.ts';
import { verdictGrounds, verdictSentence } from '../verdict-sentence.ts';
import type { Chart } from './chart.ts';
import { type Content, html, type Markup } from './markup.ts';
import { chartGrid, section, sentenceList } from './page.ts';
import type { ChartGroup } from './run-charts.ts';
import { tableOf } from './table.ts';

/** What a section shows. */
export interface SectionContent {
  /** Of every case of the run. */
  readonly figures: readonly CaseFigures[];
  readonly charts: ChartGroup;
  /** By id; charts without one are left out. */
  readonly drawings: ReadonlyMap<string, Markup>;
  /** With the tables and sentences that are folded. */
  readonly hasFolded: boolean;
}

/** The section of a group; of a sweep, of all its points. `null` where there is nothing to show. */
export function groupSection(run: Run, content: SectionContent): Markup | null {
  return run.kind === 'sweep' ? pointsSection(run, content) : casesSection(run, content);
}

function pointsSection(run: Run, { figures, charts, drawings }: SectionContent): Markup | null {
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
    chartGrid(drawn(charts.charts, drawings)),
    pointsOverTime(charts, drawings),
  ]);
}

/** Folded, for who wants to look closer. */
function pointsOverTime(
  { overTime }: ChartGroup,
  drawings: ReadonlyMap<string, Markup>,
): Markup | null {
  const grid = chartGrid(
    drawn(
      overTime.map(({ chart }) => chart),
      drawings,
    ),
  );
  return (
    grid && html`<details class="bulky"><summary>Each point over time</summary>${grid}</details>`
  );
}

function drawn(charts: readonly Chart[], drawings: ReadonlyMap<string, Markup>): Markup[] {
  return charts.flatMap(({ id }) => drawings.get(id) ?? []);
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

function casesSection(
  run: Run,
  { figures, charts: { group, charts, overTime }, drawings, hasFolded }: SectionContent,
): Markup | null {
  const rows = figures.filter((each) => each.group === group);
  return section(group, [
    ...loadSentences(rows).map((sentence) => html`<p>${sentence}</p>`),
    figuresTable(rows),
    hasFolded ? costTable(rows) : null,
    sentenceList([...raceSentences(rows), ...fairnessSentences(rows)]),
    ...verdictTables(run, { group, hasFolded }),
    chartGrid(drawn([...charts, ...overTime.map(({ chart }) => chart)], drawings)),
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
function verdictTables(
  { verdicts, validity }: Run,
  { group, hasFolded }: { group: string; hasFolded: boolean },
): Markup[] {
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
    const words = html`<details><summary>The same in words</summary>${sentenceList(
      sentences,
    )}</details>`;
    return html`<h3>${candidate} against ${chosen[0]?.verdict.baseline ?? ''}</h3>
${tableOf({ headings: columns.map(({ heading }) => heading), rows })}
<p class="facts">${readingNote}</p>
${hasFolded ? words : null}`;
  });
}
