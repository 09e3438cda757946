// A run for a pull request, in GitHub's Markdown: what changed, stays open or was crossed comes
// first; what needs no decision is folded away. Says the same as the table.

import type { Run } from '../model/run.ts';
import { caseColumns, serverColumn } from './case-columns.ts';
import { type CaseFigures, caseFigures } from './case-figures.ts';
import { checkParts } from './check-markdown.ts';
import { costColumns, costRows, partyColumn } from './cost-columns.ts';
import {
  crossoverColumns,
  crossoverRows,
  crossoverSentences,
  serviceColumn,
} from './crossover-section.ts';
import { fairnessSentences } from './fairness-sentences.ts';
import { bulletList, bulletPart, escapeText, foldedParts, tablePart } from './markdown-parts.ts';
import { verdictParts } from './markdown-verdicts.ts';
import { microColumns, microKeyColumn, microSentences } from './micro-table.ts';
import { raceSentences } from './race-sentences.ts';
import {
  environmentFacts,
  failureSentences,
  forkSentences,
  invalidityHeading,
  loadSentences,
  placementSentences,
  runFacts,
  warningSentences,
} from './run-facts.ts';
import {
  pointColumn,
  scalingSentences,
  searchSentences,
  serversOf,
  sweepColumns,
  sweepCurve,
  sweepRows,
} from './sweep-sections.ts';
import { crossedSentences, keptSentences } from './threshold-sentences.ts';

/**
 * Renders a run as Markdown that ends in a line break. An invalid run shows its causes in the place
 * of verdicts; a run without cases shows its circumstances alone.
 */
export function renderMarkdown(run: Run): string {
  const figures = run.cases.map(caseFigures);
  const parts = [
    `## fifobench ${run.kind}`,
    runFacts(run).map(escapeText).join(' · '),
    ...warningSentences(run).map((warning) => `> **${escapeText(warning)}**`),
    ...(run.validity.valid ? verdictParts(run.verdicts) : invalidityParts(run)),
    bulletPart('Thresholds that were crossed', crossedSentences(run)),
    bulletPart('Highest rate', searchSentences(run.rateSearch)),
    ...figureParts(run, figures),
    ...crossoverParts(run, figures),
    ...microParts(run),
    ...checkParts(run.checks),
    bulletPart('Notes', run.notes),
    ...foldedParts('Thresholds that were kept', [bulletList(keptSentences(run))]),
    ...foldedParts('What the fork costs', [bulletList(forkSentences(figures))]),
    ...foldedParts('Machine and placement', [
      bulletList([`${environmentFacts(run.environment).join(' · ')}.`, ...placementSentences(run)]),
    ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function invalidityParts({ validity, kind }: Run): string[] {
  return [`### ${invalidityHeading(kind)}`, bulletList(validity.causes)];
}

/** Figures are what a run is about; behind verdicts they are for whoever doubts these. */
function figureParts(run: Run, figures: readonly CaseFigures[]): string[] {
  if (run.kind === 'sweep') {
    return serversOf(run).flatMap((server) => sweepParts(server, figures));
  }
  const groups = [...new Set(figures.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const rows = figures.filter((row) => row.group === group);
    return run.kind === 'compare'
      ? foldedParts(group, [...groupParts(rows), costPart(rows)])
      : [
          `### ${escapeText(group)}`,
          ...groupParts(rows),
          ...foldedParts('What a handshake costs', [costPart(rows)]),
        ];
  });
}

function groupParts(rows: readonly CaseFigures[]): string[] {
  return [
    loadSentences(rows).map(escapeText).join('\n'),
    tablePart([serverColumn, ...caseColumns(rows)], rows),
    bulletList([...failureSentences(rows), ...raceSentences(rows), ...fairnessSentences(rows)]),
  ];
}

function costPart(cases: readonly CaseFigures[]): string {
  const rows = costRows(cases);
  return rows.length === 0 ? '' : tablePart([partyColumn, ...costColumns(rows)], rows);
}

/** Width of the curve on a page. */
const curveColumns = 72;

function sweepParts(server: string, figures: readonly CaseFigures[]): string[] {
  const points = figures.filter((row) => row.server === server);
  const curve = sweepCurve(points, curveColumns);
  return [
    `### ${escapeText(server)}`,
    loadSentences(points).map(escapeText).join('\n'),
    bulletList([
      ...failureSentences(points),
      ...raceSentences(points),
      ...fairnessSentences(points),
      ...scalingSentences(points),
    ]),
    tablePart([pointColumn(points), ...sweepColumns(points)], sweepRows(points)),
    ...foldedParts('Curve', [curve === '' ? '' : `\`\`\`text\n${curve}\n\`\`\``]),
  ];
}

function crossoverParts(run: Run, figures: readonly CaseFigures[]): string[] {
  const sentences = crossoverSentences(run);
  const columns = [serviceColumn, ...crossoverColumns(run.crossovers ?? [])];
  return sentences.length === 0
    ? []
    : [bulletPart('Crossover', sentences), tablePart(columns, crossoverRows(figures))];
}

function microParts({ micro = [] }: Run): string[] {
  const table = tablePart([microKeyColumn, ...microColumns(micro)], micro);
  return micro.length === 0 ? [] : [table, bulletList(microSentences(micro))];
}
