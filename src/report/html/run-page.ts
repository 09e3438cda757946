// A run, a comparison or a sweep as one page: first the answer in words, then what it rests on, and
// last the circumstances. A run that is not valid says so in the place of an answer.

import type { Run } from '../../model/run.ts';
import { type CaseFigures, caseFigures } from '../case-figures.ts';
import { comparisonAnswer } from '../comparison-answer.ts';
import { microColumns, microKeyColumn, microSentences } from '../micro-table.ts';
import { joinWords, traced, type Words } from '../prose.ts';
import {
  environmentFacts,
  failureSentences,
  forkSentences,
  placementSentences,
  runFacts,
  warningSentences,
} from '../run-facts.ts';
import { shortAnswer } from '../short-answer.ts';
import { serversOf } from '../sweep-sections.ts';
import { thresholdSentences } from '../threshold-sentences.ts';
import { caseSections } from './case-sections.ts';
import { checkPageSections } from './check-section.ts';
import { leftOutNotice } from './left-out.ts';
import { html, type Markup } from './markup.ts';
import { type PageLink, renderPage, section, sentenceList } from './page.ts';
import { bytesOf, pageBytesMax } from './page-budget.ts';
import { tableOf } from './table.ts';

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
  const above = [
    html`<h1>${titleOf(run)}</h1>
<p class="facts">${joinWords(runFacts(run), ' · ')}</p>`,
    warningSection(run),
    answerSection(run, figures),
  ];
  const below = [
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
  ];
  const pageOf = (sections: readonly (Markup | null)[]) =>
    renderPage({ title: titleOf(run), around, sections });
  const restBytes = bytesOf(pageOf([...above, ...below]));
  const { sections, leftOut } = await caseSections(run, {
    figures,
    budgetBytes: pageBytesMax - restBytes,
  });
  return pageOf([...above, leftOutNotice(leftOut), ...sections, ...below]);
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
