// A history for the terminal: each case with its figures as lines of bars, then in sentences what
// changed, what is doubtful, and what to do.

import { isDoubtful } from '../compare/open-findings.ts';
import type { History, SeriesHistory } from '../model/history.ts';
import type { VerdictWord } from '../model/verdict.ts';
import { formatCount } from './format-quantity.ts';
import {
  adviceSentences,
  changeRatio,
  driftSentences,
  historyFacts,
  historySentences,
} from './history-sentences.ts';
import { measureFigure, measureLabel } from './measure-figure.ts';
import { type Palette, palette } from './palette.ts';
import type { Words } from './prose.ts';
import { loadSentences } from './run-facts.ts';
import { sparkline } from './sparkline.ts';
import { renderStackedTable, type TableColumn } from './stacked-table.ts';
import type { TerminalStyle } from './table.ts';
import {
  unfinishedColumns,
  unfinishedKey,
  unfinishedRows,
  unfinishedSentences,
} from './unfinished-runs.ts';
import { wrapFacts, wrapText } from './wrap-text.ts';

/** Bars of a series at most. */
const sparkColumns = 30;

/** What is shown, and where it was found. */
export interface HistoryPage {
  readonly history: History;
  /** The folder, as the user called it. */
  readonly folder: string;
}

/** Renders a history as text that ends in a line break. Without series it shows its facts alone. */
export function renderHistory({ history, folder }: HistoryPage, style: TerminalStyle): string {
  const paint = palette(style.colour);
  const { columns } = style;
  const facts = wrapFacts(historyFacts(history, folder), { columns, first: '', rest: '' });
  const sentences = historySentences(history);
  const sections = [
    `${paint.title('fifobench history')}\n${paint.faint(facts)}`,
    ...historyCases(history).map((each) => caseSection(each, { columns, paint })),
    bullets('What changed', { sentences, columns, paint }),
    bullets('Drifts', { sentences: driftSentences(history), columns, paint }),
    bullets('What to do', { sentences: adviceSentences(history), columns, paint }),
    unfinishedSection({ history, folder }, { columns, paint }),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** A case of a history, and what is known of it in words. */
export interface HistoryCase {
  readonly title: string;
  /** What clients did and what the server carried, a sentence each; none where nothing was. */
  readonly circumstances: readonly Words[];
  /** At least one. */
  readonly series: readonly SeriesHistory[];
}

/** The cases of a history in the order of their appearance; another load is another case. */
export function historyCases({ series }: History): HistoryCase[] {
  const nameOf = (each: SeriesHistory) => `${caseTitle(each)}\n${each.key.conditions}`;
  return [...new Set(series.map(nameOf))].flatMap((name) => {
    const own = series.filter((each) => nameOf(each) === name);
    const [first] = own;
    const { load = null } = first?.key ?? {};
    const place = first === undefined ? '' : `series[${series.indexOf(first)}].key.load`;
    const circumstances = load === null ? [] : loadSentences([{ ...load, place }]);
    return first === undefined ? [] : [{ title: caseTitle(first), circumstances, series: own }];
  });
}

/** What tells one case of a history from the others. */
function caseTitle({ key }: SeriesHistory): string {
  return `${key.case} · ${key.kind}, scenario ${key.scenario} · ${key.fingerprint}`;
}

interface Drawing {
  readonly columns: number;
  readonly paint: Palette;
}

function caseSection(
  { title, circumstances, series }: HistoryCase,
  { columns, paint }: Drawing,
): string {
  const table = renderStackedTable({
    key: figureColumn,
    columns: historyColumns(paint),
    rows: series,
    width: columns,
    paintHeading: paint.faint,
  });
  const lines = circumstances.map((text) =>
    paint.faint(wrapText(text, { columns, first: '', rest: '' })),
  );
  return [paint.title(title), ...lines, table].join('\n');
}

function unfinishedSection({ history, folder }: HistoryPage, { columns, paint }: Drawing): string {
  const rows = unfinishedRows(history);
  if (rows.length === 0) {
    return '';
  }
  const table = renderStackedTable({
    ...{ key: unfinishedKey, columns: unfinishedColumns, rows, width: columns },
    paintHeading: paint.faint,
  });
  const sentences = unfinishedSentences(history, folder);
  return `${paint.title('Unfinished')}\n${table}\n${bulletLines(sentences, columns)}`;
}

/** What the series counts. */
export const figureColumn: TableColumn<SeriesHistory> = {
  heading: 'figure',
  align: 'left',
  cell: ({ key }) => measureLabel(key),
};

/** The columns beside the figure; the last one is coloured by the worst that it says. */
export function historyColumns(paint: Palette | null): TableColumn<SeriesHistory>[] {
  return [
    { heading: 'runs', align: 'right', cell: ({ points }) => formatCount(points.length) },
    {
      heading: 'course',
      align: 'left',
      cell: ({ points }) =>
        sparkline(
          points.map(({ value }) => value),
          sparkColumns,
        ),
    },
    {
      heading: 'newest',
      align: 'right',
      cell: ({ key, points }) => measureFigure(key, points.at(-1)?.value ?? 0),
    },
    {
      heading: 'changes',
      align: 'left',
      cell: changesCell,
      ...(paint === null ? {} : { paint: (row, text) => paint.verdict(seriesWord(row), text) }),
    },
  ];
}

function changesCell(row: SeriesHistory): string {
  const words = row.changes.map((change) => {
    const mark = change.certainty === 'confirmed' ? '' : '?';
    return change.acceptance === null
      ? `${changeRatio(change)}${mark}`
      : `(${changeRatio(change)})`;
  });
  return [...words, ...(isDoubtful(row) ? ['newest?'] : [])].join(', ') || 'steady';
}

/** What the open findings of a series come to, in the words of verdicts. */
export function seriesWord(row: SeriesHistory): VerdictWord {
  const open = row.changes.filter(({ acceptance }) => acceptance === null);
  if (open.some(({ direction }) => direction === 'regressed')) {
    return 'regressed';
  }
  if (isDoubtful(row)) {
    return 'inconclusive';
  }
  return open.length > 0 ? 'improved' : 'equivalent';
}

function bullets(
  heading: string,
  { sentences, columns, paint }: Drawing & { readonly sentences: readonly string[] },
): string {
  const lines = bulletLines(sentences, columns);
  return lines === '' ? '' : `${paint.title(heading)}\n${lines}`;
}

function bulletLines(sentences: readonly string[], columns: number): string {
  return sentences.map((text) => wrapText(text, { columns, first: '• ', rest: '  ' })).join('\n');
}
