// A self-test for people and for scripts: each figure beside what it must be, and a sentence that
// says what each check has shown.

import {
  deviationRatio,
  judgeFigure,
  type SelftestCheck,
  type SelftestCheckName,
  type SelftestFigure,
  type SelftestResult,
  type SelftestStatus,
  selftestStatus,
} from '../model/selftest.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatRatio,
  formatShare,
  unknownMark,
} from './format-quantity.ts';
import { type Palette, palette } from './palette.ts';
import { renderStackedTable, type TableColumn } from './stacked-table.ts';
import type { TerminalStyle } from './table.ts';
import { wrapText } from './wrap-text.ts';

/** Renders a self-test as text that ends in a line break. */
export function renderSelftest(result: SelftestResult, style: TerminalStyle): string {
  const paint = palette(style.colour);
  const { columns } = style;
  const sentences = result.checks.map((check) => {
    const text = `${check.name}: ${checkSentence(check)}`;
    return wrapText(text, { columns, first: '• ', rest: '  ' });
  });
  const summary = summarySentence(result);
  const status = selftestStatus(result);
  const parts = [
    [paint.title('fifobench selftest'), wrapText(introduction, plain(columns))].join('\n'),
    renderStackedTable({
      ...{ key: figureColumn, columns: figureColumns(paint), rows: rowsOf(result) },
      ...{ width: columns, paintHeading: paint.strong },
    }),
    sentences.join('\n'),
    wrapText(summary, plain(columns))
      .split('\n')
      .map((line) => paint.severity(severityOf[status], line))
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Renders a self-test as JSON that ends in a line break; `status` is that of the whole. */
export function renderSelftestJson(result: SelftestResult): string {
  const checks = result.checks.map((check) => ({
    ...{ name: check.name, status: check.status, sentence: checkSentence(check) },
    ...{ attemptCount: check.attemptCount, disturbedBy: check.disturbedBy },
    figures: check.figures.map((figure) => ({ ...figure, verdict: judgeFigure(figure) })),
    detail: check.detail,
  }));
  const { isInterrupted } = result;
  const whole = { status: selftestStatus(result), isInterrupted, checks };
  return `${JSON.stringify({ selftest: whole }, null, 2)}\n`;
}

const introduction =
  'Servers of known behaviour, measured by the engine of every run, against the exact answer.';

function plain(columns: number) {
  return { columns, first: '', rest: '' };
}

interface FigureRow {
  readonly name: SelftestCheckName;
  readonly figure: SelftestFigure;
}

function rowsOf({ checks }: SelftestResult): FigureRow[] {
  return checks.flatMap(({ name, figures }) => figures.map((figure) => ({ name, figure })));
}

const figureColumn: TableColumn<FigureRow> = {
  heading: 'figure',
  align: 'left',
  cell: ({ name, figure }) => `${name}: ${figure.what}`,
};

function figureColumns(paint: Palette): TableColumn<FigureRow>[] {
  return [
    right('expected', (figure) =>
      figure.kind === 'count'
        ? formatCount(figure.expectedCount)
        : formatDuration(figure.expectedNs),
    ),
    right('measured', (figure) =>
      figure.kind === 'count'
        ? formatCount(figure.measuredCount)
        : formatDuration(figure.measuredNs),
    ),
    right('deviation', deviationCell),
    right('allowed', (figure) =>
      figure.kind === 'count' ? 'none' : `±${formatShare(figure.allowedRatio)}`,
    ),
    {
      heading: 'result',
      align: 'left',
      cell: ({ figure }) => verdictWords[judgeFigure(figure)],
      paint: ({ figure }, text) =>
        judgeFigure(figure) === 'ok' ? paint.severity('good', text) : paint.bad(text),
    },
  ];
}

const verdictWords = { ok: 'ok', off: 'off', impossible: 'wrong' } as const;

function right(heading: string, cell: (figure: SelftestFigure) => string): TableColumn<FigureRow> {
  return { heading, align: 'right', cell: ({ figure }) => cell(figure) };
}

function deviationCell(figure: SelftestFigure): string {
  if (figure.kind === 'duration') {
    const deviation = deviationRatio(figure);
    return deviation === null ? unknownMark : formatRatio(Math.max(0, 1 + deviation));
  }
  const missing = figure.measuredCount - figure.expectedCount;
  const sign = missing > 0 ? '+' : '−';
  return missing === 0 ? '0' : `${sign}${formatCount(Math.abs(missing))}`;
}

const severityOf = { ok: 'good', failed: 'problem', disturbed: 'warning' } as const;

const statusWords: Readonly<Record<SelftestStatus, string>> = {
  ok: 'As it must be.',
  failed: 'NOT as it must be: do not trust figures of this kind.',
  disturbed: 'Not judged, since this machine was too disturbed.',
};

function checkSentence(check: SelftestCheck): string {
  const { status, attemptCount, disturbedBy } = check;
  const attempts =
    attemptCount === 1
      ? []
      : [`Measured ${formatCounted(attemptCount, 'time')}, since the first was off.`];
  const blame = status === 'disturbed' ? [`Last disturbed by ${disturbedBy.join(' and ')}.`] : [];
  return [explanation(check), statusWords[status], ...attempts, ...blame].join(' ');
}

const explanations: Readonly<Record<SelftestCheckName, string>> = {
  delay: 'a server that spins for 1 ms before it acknowledges takes 1 ms longer.',
  stall: 'a server is stopped while 1,000 clients a second go on to arrive.',
  refusal: 'every seventh client is refused; each counts as failed, and none is left out.',
  split: 'load that does not divide evenly among threads is there in full.',
  plan: 'as many handshakes start as were planned, spread over the time of the plan.',
};

function explanation({ name, detail }: SelftestCheck): string {
  if (detail?.kind === 'delay') {
    const [prompt, delayed] = [detail.promptP50Ns, detail.delayedP50Ns].map(formatDuration);
    return `${explanations.delay} Here ${delayed} and not ${prompt}.`;
  }
  if (detail?.kind === 'stall') {
    const { stallsNs, paceNs, plannedCount, waitingCount } = detail;
    const longest = formatDuration(Math.max(0, ...stallsNs));
    return (
      `${explanations.stall} It stood still ${formatCounted(stallsNs.length, 'time')} for ` +
      `${longest} and caught up at ${formatDuration(paceNs)} a handshake, so that ` +
      `${formatCount(waitingCount)} of ${formatCount(plannedCount)} clients had to wait. ` +
      `Service time alone hides it: its p99 is ${formatDuration(detail.serviceP99Ns)} where a ` +
      `client waits ${formatDuration(detail.responseP99Ns)}, for it begins only when the client ` +
      'has its turn.'
    );
  }
  return explanations[name];
}

function summarySentence(result: SelftestResult): string {
  const count = (status: SelftestStatus) =>
    result.checks.filter((check) => check.status === status).length;
  if (result.checks.length === 0) {
    return 'Interrupted before any check was made.';
  }
  const total = formatCounted(result.checks.length, 'check');
  const interrupted = result.isInterrupted ? ' Interrupted: the others were not made.' : '';
  switch (selftestStatus(result)) {
    case 'ok':
      return `${total}, all ok.${interrupted}`;
    case 'failed':
      return `${total}, ${formatCount(count('failed'))} failed.${interrupted}`;
    case 'disturbed':
      return (
        `${total}, none failed, ${formatCount(count('disturbed'))} not judged: wait until this ` +
        `machine is quiet (fifobench doctor) and try again.${interrupted}`
      );
  }
}
