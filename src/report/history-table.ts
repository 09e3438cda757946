// A history for the terminal: each case with its figures as lines of bars, then in sentences what
// changed, what is doubtful, and what to do.

import { isDoubtful } from '../compare/open-findings.ts';
import type { History, SeriesHistory } from '../model/history.ts';
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
import { sparkline } from './sparkline.ts';
import { renderStackedTable, type TableColumn } from './stacked-table.ts';
import type { TerminalStyle } from './table.ts';
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
  const cases = seriesByCase(history);
  const sentences = historySentences(history);
  const sections = [
    `${paint.title('fifobench history')}\n${paint.faint(facts)}`,
    ...cases.map(([title, series]) => caseSection(title, { series, columns, paint })),
    bullets('What changed', { sentences, columns, paint }),
    bullets('Drifts', { sentences: driftSentences(history), columns, paint }),
    bullets('What to do', { sentences: adviceSentences(history), columns, paint }),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The series of each case under its title, in the order of their appearance. */
export function seriesByCase({ series }: History): (readonly [string, readonly SeriesHistory[]])[] {
  const titles = [...new Set(series.map(caseTitle))];
  return titles.map(
    (title) => [title, series.filter((each) => caseTitle(each) === title)] as const,
  );
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
  title: string,
  { series, columns, paint }: Drawing & { readonly series: readonly SeriesHistory[] },
): string {
  const table = renderStackedTable({
    key: figureColumn,
    columns: historyColumns(paint),
    rows: series,
    width: columns,
    paintHeading: paint.faint,
  });
  return `${paint.title(title)}\n${table}`;
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
      ...(paint === null ? {} : { paint: (row, text) => paint.verdict(worstOf(row), text) }),
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

function worstOf(row: SeriesHistory) {
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
  const lines = sentences.map((text) => wrapText(text, { columns, first: '• ', rest: '  ' }));
  return lines.length === 0 ? '' : [paint.title(heading), ...lines].join('\n');
}
