// A run for the terminal: figures of each group, verdicts in numbers and in words, what the fork
// costs, and the circumstances. A run that is not valid shows its causes in the place of verdicts.

import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { caseColumns, serverColumn } from './case-columns.ts';
import { type CaseFigures, caseFigures } from './case-figures.ts';
import { checkSections } from './check-table.ts';
import { costColumns, costRows, partyColumn } from './cost-columns.ts';
import {
  crossoverColumns,
  crossoverRows,
  crossoverSentences,
  serviceColumn,
} from './crossover-section.ts';
import { fairnessSentences } from './fairness-sentences.ts';
import { unknownMark } from './format-quantity.ts';
import { metricFigure } from './metric-figure.ts';
import { microColumns, microKeyColumn, microSentences } from './micro-table.ts';
import { type Palette, palette } from './palette.ts';
import type { Words } from './prose.ts';
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
import { shortAnswer } from './short-answer.ts';
import { spectra } from './spectra.ts';
import { renderStackedTable } from './stacked-table.ts';
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
import {
  metricColumn,
  type PlacedVerdict,
  placedVerdicts,
  verdictColumns,
} from './verdict-columns.ts';
import { verdictGrounds, verdictSentence } from './verdict-sentence.ts';
import { type WrapLayout, wrapFacts, wrapText } from './wrap-text.ts';

/** How a text for a terminal is drawn. */
export interface TerminalStyle {
  /** Width of the terminal; 40 or more keeps everything readable. */
  readonly columns: number;
  /** Whether escape sequences for colour may be used. */
  readonly colour: boolean;
}

interface Page {
  readonly run: Run;
  readonly figures: readonly CaseFigures[];
  readonly columns: number;
  readonly paint: Palette;
}

/**
 * Renders a run as text that ends in a line break. A run without cases shows its circumstances
 * alone; a figure that is unknown or has too few samples is a dash.
 */
export function renderTable(run: Run, style: TerminalStyle): string {
  const page: Page = {
    run,
    figures: run.cases.map(caseFigures),
    columns: style.columns,
    paint: palette(style.colour),
  };
  const groups = [...new Set(page.figures.map(({ group }) => group))];
  const sections = [
    titleSection(page),
    ...(run.kind === 'sweep'
      ? serversOf(run).map((server) => sweepSection(page, server))
      : groups.map((group) => groupSection(page, group))),
    listSection(page, 'Highest rate', searchSentences(run.rateSearch)),
    crossoverSection(page),
    microSection(page),
    listSection(page, 'Thresholds', thresholdSentences(run)),
    listSection(page, 'What the fork costs', forkSentences(page.figures)),
    ...checkSections(run.checks, page),
    circumstancesSection(page),
    listSection(page, 'Notes', run.notes),
    validitySection(page),
    listSection(page, 'In short', shortAnswer(run, page.figures)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function titleSection({ run, columns, paint }: Page): string {
  const facts = wrapFacts(runFacts(run), plainLines(columns));
  const warnings = warningSentences(run).map((warning) =>
    paint.bad(wrapText(warning, plainLines(columns))),
  );
  return [paint.title(`fifobench ${run.kind}`), paint.faint(facts), ...warnings].join('\n');
}

function groupSection(page: Page, group: string): string {
  const { run, columns, paint } = page;
  const rows = page.figures.filter((figures) => figures.group === group);
  const table = renderStackedTable({
    key: serverColumn,
    columns: caseColumns(rows),
    rows,
    width: columns,
    paintHeading: paint.faint,
  });
  const costs = costRows(rows);
  const costTable = renderStackedTable({
    key: partyColumn,
    columns: costColumns(costs),
    rows: costs,
    width: columns,
    paintHeading: paint.faint,
  });
  const loads = loadSentences(rows).map((sentence) =>
    paint.faint(wrapText(sentence, plainLines(columns))),
  );
  const failures = bulletLines(failureSentences(rows), columns);
  const shares = bulletLines([...raceSentences(rows), ...fairnessSentences(rows)], columns);
  const verdicts = run.validity.valid ? placedVerdicts(run.verdicts) : [];
  const comparisons = comparisonsOf(verdicts.filter(({ verdict }) => verdict.group === group));
  return [
    [paint.title(wrapText(group, plainLines(columns))), ...loads].join('\n'),
    table,
    ...(failures === '' ? [] : [paint.bad(failures)]),
    ...spectra(rows, columns),
    ...(costTable === '' ? [] : [costTable]),
    ...(shares === '' ? [] : [shares]),
    ...comparisons.map((comparison) => comparisonPart(page, comparison, rows)),
  ].join('\n\n');
}

function microSection({ run: { micro = [] }, columns, paint }: Page): string {
  const table = renderStackedTable({
    key: microKeyColumn,
    columns: microColumns(micro),
    rows: micro,
    width: columns,
    paintHeading: paint.faint,
  });
  return table === '' ? '' : `${table}\n\n${bulletLines(microSentences(micro), columns)}`;
}

/** The points of one server: table, curve and what they mean. */
function sweepSection(page: Page, server: string): string {
  const { columns, paint } = page;
  const points = page.figures.filter((figures) => figures.server === server);
  const table = renderStackedTable({
    key: pointColumn(points),
    columns: sweepColumns(points),
    rows: sweepRows(points),
    width: columns,
    paintHeading: paint.faint,
  });
  const loads = loadSentences(points).map((sentence) =>
    paint.faint(wrapText(sentence, plainLines(columns))),
  );
  const failures = bulletLines(failureSentences(points), columns);
  return [
    [paint.title(wrapText(server, plainLines(columns))), ...loads].join('\n'),
    table,
    ...(failures === '' ? [] : [paint.bad(failures)]),
    sweepCurve(points, columns),
    bulletLines(
      [...raceSentences(points), ...fairnessSentences(points), ...scalingSentences(points)],
      columns,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function crossoverSection({ run, figures, columns, paint }: Page): string {
  const sentences = crossoverSentences(run);
  if (sentences.length === 0) {
    return '';
  }
  const table = renderStackedTable({
    key: serviceColumn,
    columns: crossoverColumns(run.crossovers ?? []),
    rows: crossoverRows(figures),
    width: columns,
    paintHeading: paint.faint,
  });
  return [paint.title('Crossover'), table, bulletLines(sentences, columns)].join('\n\n');
}

/** The verdicts of one candidate against one baseline, for each such pair in order. */
function comparisonsOf(verdicts: readonly PlacedVerdict[]): PlacedVerdict[][] {
  const byServers = new Map<string, PlacedVerdict[]>();
  for (const placed of verdicts) {
    const servers = serversOfVerdict(placed);
    byServers.set(servers, [...(byServers.get(servers) ?? []), placed]);
  }
  return [...byServers.values()];
}

function serversOfVerdict({ verdict }: PlacedVerdict): string {
  return `${verdict.candidate} against ${verdict.baseline}`;
}

function comparisonPart(
  { columns, paint }: Page,
  verdicts: readonly PlacedVerdict[],
  rows: readonly CaseFigures[],
): string {
  const [heading = ''] = verdicts.map(serversOfVerdict);
  const table = renderStackedTable({
    key: metricColumn,
    columns: verdictColumns(paint.verdict),
    rows: verdicts,
    width: columns,
    paintHeading: paint.faint,
  });
  const sentences = verdicts.map(({ verdict }, index) =>
    index === 0 ? fullSentence(verdict, rows) : `${verdictSentence(verdict)}.`,
  );
  const lines = wrapText(heading, plainLines(columns));
  return [paint.strong(lines), table, bulletLines(sentences, columns)].join('\n');
}

/** Only the first verdict of a comparison is said with its figures; the table has the others'. */
function fullSentence(verdict: Verdict, rows: readonly CaseFigures[]): string {
  const { metric, candidate, baseline } = verdict;
  const [mine, theirs] = [candidate, baseline].map((name) => {
    const row = rows.find(({ server }) => server === name);
    return row === undefined ? unknownMark : metricFigure(metric, row.metrics);
  });
  const quantile = /_(p\d+)$/.exec(metric)?.[1];
  const figures = `${quantile === undefined ? '' : `${quantile} `}${mine} against ${theirs}`;
  return `${verdictSentence(verdict)} (${figures}; ${verdictGrounds(verdict)}).`;
}

function circumstancesSection({ run, columns, paint }: Page): string {
  const machine = wrapFacts(environmentFacts(run.environment), plainLines(columns));
  const placements = bulletLines(placementSentences(run), columns);
  return [paint.title('Machine and placement'), paint.faint(machine), placements]
    .filter((part) => part !== '')
    .join('\n');
}

function validitySection({ run, columns, paint }: Page): string {
  if (run.validity.valid) {
    return '';
  }
  return [paint.bad(invalidityHeading(run.kind)), bulletLines(run.validity.causes, columns)]
    .filter((part) => part !== '')
    .join('\n');
}

function listSection(page: Page, heading: string, sentences: readonly Words[]): string {
  return sentences.length === 0
    ? ''
    : `${page.paint.title(heading)}\n${bulletLines(sentences, page.columns)}`;
}

function bulletLines(sentences: readonly Words[], columns: number): string {
  return sentences
    .map((sentence) => wrapText(sentence, { columns, first: '• ', rest: '  ' }))
    .join('\n');
}

function plainLines(columns: number): WrapLayout {
  return { columns, first: '', rest: '' };
}
