// A run for a pull request, in GitHub's Markdown: what changed or stays open comes first, what is
// alike follows, the figures and the circumstances are folded away. Says the same as the table.

import type { Run } from '../model/run.ts';
import type { Verdict, VerdictWord } from '../model/verdict.ts';
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
import { bulletList, bulletPart, escapeText, tablePart } from './markdown-parts.ts';
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
import type { TableColumn } from './stacked-table.ts';
import {
  pointColumn,
  scalingSentences,
  searchSentences,
  serversOf,
  sweepColumns,
  sweepCurve,
  sweepRows,
} from './sweep-sections.ts';
import { thresholdSentences } from './threshold-sentences.ts';
import { metricColumn, verdictColumns } from './verdict-columns.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** Verdicts in the order in which a reviewer wants them. */
const byUrgency: readonly VerdictWord[] = [
  'regressed',
  'improved',
  'inconclusive',
  'minor',
  'equivalent',
];

const groupColumn: TableColumn<Verdict> = {
  heading: 'case',
  align: 'left',
  cell: ({ group }) => group,
};

const serversColumn: TableColumn<Verdict> = {
  heading: 'servers',
  align: 'left',
  cell: ({ candidate, baseline }) => `${candidate} against ${baseline}`,
};

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
    ...(run.kind === 'sweep'
      ? serversOf(run).flatMap((server) => sweepParts(server, figures))
      : figureParts(figures)),
    bulletPart('Highest rate', searchSentences(run.rateSearch)),
    ...crossoverParts(run, figures),
    bulletPart('Thresholds', thresholdSentences(run)),
    ...microParts(run),
    ...checkParts(run.checks),
    bulletPart('What the fork costs', forkSentences(figures)),
    bulletPart('Machine and placement', [
      `${environmentFacts(run.environment).join(' · ')}.`,
      ...placementSentences(run),
    ]),
    bulletPart('Notes', run.notes),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function verdictParts(verdicts: readonly Verdict[]): string[] {
  if (verdicts.length === 0) {
    return [];
  }
  const rows = verdicts.toSorted(
    (left, right) => byUrgency.indexOf(left.verdict) - byUrgency.indexOf(right.verdict),
  );
  const columns = [groupColumn, serversColumn, metricColumn, ...verdictColumns(wordInMarkdown)];
  const changed = rows.filter(({ verdict }) => verdict !== 'equivalent');
  const sentences = changed.map((verdict) => `${verdict.group}: ${verdictSentence(verdict)}.`);
  return ['### Verdicts', tablePart(columns, rows), bulletList(sentences)];
}

function wordInMarkdown(word: VerdictWord, text: string): string {
  return word === 'regressed' || word === 'improved' ? `**${text}**` : text;
}

function invalidityParts({ validity, kind }: Run): string[] {
  return [`### ${invalidityHeading(kind)}`, bulletList(validity.causes)];
}

function figureParts(figures: readonly CaseFigures[]): string[] {
  const groups = [...new Set(figures.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const rows = figures.filter((row) => row.group === group);
    return [
      `<details><summary>${escapeText(group)}</summary>`,
      loadSentences(rows).map(escapeText).join('\n'),
      tablePart([serverColumn, ...caseColumns(rows)], rows),
      costPart(rows),
      bulletList([...failureSentences(rows), ...raceSentences(rows), ...fairnessSentences(rows)]),
      '</details>',
    ];
  });
}

function costPart(cases: readonly CaseFigures[]): string {
  const rows = costRows(cases);
  return rows.length === 0 ? '' : tablePart([partyColumn, ...costColumns], rows);
}

/** Width of the curve on a page. */
const curveColumns = 72;

function sweepParts(server: string, figures: readonly CaseFigures[]): string[] {
  const points = figures.filter((row) => row.server === server);
  const curve = sweepCurve(points, curveColumns);
  return [
    `### ${escapeText(server)}`,
    loadSentences(points).map(escapeText).join('\n'),
    tablePart([pointColumn(points), ...sweepColumns(points)], sweepRows(points)),
    curve === '' ? '' : `\`\`\`text\n${curve}\n\`\`\``,
    bulletList([
      ...failureSentences(points),
      ...raceSentences(points),
      ...fairnessSentences(points),
      ...scalingSentences(points),
    ]),
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
