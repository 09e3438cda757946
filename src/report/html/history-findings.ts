// What was found in a history as tables of a page: changes of level, newest runs that are out of
// the ordinary, and drifts. Open ones stand before accepted ones, newest first.

import type {
  Acceptance,
  ChangeDirection,
  History,
  HistoryAlarm,
  HistoryChange,
} from '../../model/history.ts';
import { formatCount, formatRatio } from '../format-quantity.ts';
import { changeRatio, pointName, seriesName } from '../history-sentences.ts';
import { measureFigure } from '../measure-figure.ts';
import { anchorOf, type PlacedSeries } from './history-chart.ts';
import { type Content, figure, html, type Markup } from './markup.ts';
import { section } from './page.ts';
import { tableOf } from './table.ts';

/** Rows of each table at most. */
const rowCountMax = 100;

/** A series whose findings are shown. */
interface FoundSeries extends PlacedSeries {
  /** Whether its chart is on the page. */
  readonly isDrawn: boolean;
}

/** The sections of what was found; `null` where nothing was. `drawn` are the anchors of charts. */
export function findingSections(history: History, drawn: ReadonlySet<string>): (Markup | null)[] {
  const placed = history.series.map((series, index): FoundSeries => {
    return { series, index, isDrawn: drawn.has(anchorOf(series)) };
  });
  return [
    section('What changed', tableParts(changeHeadings, placed.flatMap(changeRows))),
    section('Newest runs out of the ordinary', tableParts(alarmHeadings, placed.flatMap(alarmRow))),
    section('Drifts', tableParts(driftHeadings, placed.flatMap(driftRow))),
  ];
}

interface FindingRow {
  readonly isOpen: boolean;
  readonly startedAt: string;
  readonly cells: readonly Content[];
}

const changeHeadings = ['figure', 'effect', 'before', 'after', 'since', 'certainty', 'accepted'];
const alarmHeadings = ['figure', 'newest', 'expected from', 'to', 'run', 'perhaps', 'accepted'];
const driftHeadings = ['figure', 'from end to end', 'runs'];

function tableParts(headings: readonly string[], rows: readonly FindingRow[]): (Markup | null)[] {
  const sorted = rows.toSorted(
    (left, right) =>
      Number(right.isOpen) - Number(left.isOpen) ||
      Number(right.startedAt > left.startedAt) - Number(right.startedAt < left.startedAt),
  );
  const moreCount = rows.length - rowCountMax;
  return [
    rows.length === 0
      ? null
      : tableOf({ headings, rows: sorted.slice(0, rowCountMax).map(({ cells }) => cells) }),
    moreCount > 0
      ? html`<p>${formatCount(moreCount)} more are left out; fifobench history names them all.</p>`
      : null,
  ];
}

function changeRows({ series, index, isDrawn }: FoundSeries): FindingRow[] {
  const { key, changes, points } = series;
  return changes.map((change, place) => {
    const at = `series[${index}].changes[${place}]`;
    return {
      isOpen: change.acceptance === null,
      startedAt: points[change.at]?.startedAt ?? '',
      cells: [
        linkedName({ series, index, isDrawn }),
        coloured(change, figure(`${at}.ratio`, changeRatio(change))),
        figure(`${at}.before`, measureFigure(key, change.before)),
        figure(`${at}.after`, measureFigure(key, change.after)),
        pointName(series, change.at),
        change.certainty,
        annotation(change),
      ],
    };
  });
}

function alarmRow({ series, index, isDrawn }: FoundSeries): FindingRow[] {
  const { alarm, points, key } = series;
  if (alarm === null) {
    return [];
  }
  const at = `series[${index}].alarm`;
  const [low, high] = alarm.predicted;
  return [
    {
      isOpen: alarm.acceptance === null,
      startedAt: points.at(-1)?.startedAt ?? '',
      cells: [
        linkedName({ series, index, isDrawn }),
        figure(`${at}.value`, measureFigure(key, alarm.value)),
        figure(`${at}.predicted[0]`, measureFigure(key, low)),
        figure(`${at}.predicted[1]`, measureFigure(key, high)),
        pointName(series, points.length - 1),
        coloured(alarm, alarm.direction),
        annotation(alarm),
      ],
    },
  ];
}

function driftRow({ series, index, isDrawn }: FoundSeries): FindingRow[] {
  const { drift, points } = series;
  if (drift === null) {
    return [];
  }
  const at = `series[${index}].drift`;
  return [
    {
      isOpen: true,
      startedAt: points.at(-1)?.startedAt ?? '',
      cells: [
        linkedName({ series, index, isDrawn }),
        figure(`${at}.ratio`, formatRatio(drift.ratio)),
        figure(`${at}.pointCount`, formatCount(drift.pointCount)),
      ],
    },
  ];
}

function linkedName({ series, isDrawn }: FoundSeries): Markup {
  const name = seriesName(series);
  return isDrawn ? html`<a href="#${anchorOf(series)}">${name}</a>` : html`${name}`;
}

/** The word too, not the colour alone: a ratio has its sign, an alarm its direction. */
function coloured({ direction }: { direction: ChangeDirection }, content: Content): Markup {
  return html`<span class="${direction}">${content}</span>`;
}

function annotation({ id, acceptance }: HistoryChange | HistoryAlarm): string {
  return acceptance === null ? `open [${id}]` : acceptedWords(acceptance, id);
}

function acceptedWords({ reason }: Acceptance, id: string): string {
  return `${reason} [${id}]`;
}
