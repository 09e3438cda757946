// What a history has to say, in sentences that every format shares: what changed and when, what
// the newest run makes doubtful, and what to do about either.

import { isDoubtful } from '../compare/open-findings.ts';
import type {
  ChangeDirection,
  History,
  HistoryAlarm,
  HistoryChange,
  SeriesHistory,
} from '../model/history.ts';
import { formatCount, formatCounted, formatRatio, unknownMark } from './format-quantity.ts';
import { measureFigure, measureLabel } from './measure-figure.ts';
import { say, traced, type Words } from './prose.ts';

/** What a history rests on, in a few words each. */
export function historyFacts(history: History, folder: string): Words[] {
  const unsound = 'invalid or incomplete, left out';
  const { runCount, unsoundCount, series, order, deltaRatio, unfinished } = history;
  return [
    say`${traced('runCount', formatCounted(runCount, 'run'))} in ${folder}`,
    ...(unsoundCount === 0
      ? []
      : [say`${traced('unsoundCount', formatCount(unsoundCount))} of them ${unsound}`]),
    ...(unfinished.length === 0
      ? []
      : [say`${traced('unfinished.length', formatCount(unfinished.length))} unfinished`]),
    say`${traced('series.length', formatCount(series.length))} series`,
    `by ${order}`,
    say`changes of ${traced('deltaRatio', formatRatio(1 + deltaRatio).replace('+', ''))} or more`,
  ];
}

/** The ratio of a change; a dash where the level before or after was 0. */
export function changeRatio({ ratio }: Pick<HistoryChange, 'ratio'>): string {
  return ratio === null ? unknownMark : formatRatio(ratio);
}

/** `2025-03-01`, and the commit where it is known. */
export function pointName(series: SeriesHistory, at: number): string {
  const point = series.points[at];
  const day = point?.startedAt.slice(0, 10) ?? unknownMark;
  return point?.commit ? `${day} (${point.commit})` : day;
}

/** Every change and alarm of the history, open ones first, one sentence each. */
export function historySentences({ series }: History): string[] {
  const told = series.flatMap((each) => [
    ...each.changes.map((change) => ({ change, text: changeSentence(each, change) })),
    ...(each.alarm === null ? [] : [{ change: each.alarm, text: alarmSentence(each, each.alarm) }]),
  ]);
  const isOpen = ({ change }: (typeof told)[number]) => change.acceptance === null;
  const open = told.filter(isOpen);
  const accepted = told.filter((each) => !isOpen(each));
  return [...open, ...accepted].map(({ text }) => text);
}

/** One sentence for each series whose newest level drifts. */
export function driftSentences({ series }: History): string[] {
  return series.flatMap((each) => {
    if (each.drift === null) {
      return [];
    }
    const { ratio, pointCount } = each.drift;
    return [
      `${seriesName(each)}: drifts, ${formatRatio(ratio)} over the last ` +
        `${formatCounted(pointCount, 'run')}.`,
    ];
  });
}

/** The case and the figure: `basic, 1 client, same core: handshake p50`. */
export function seriesName({ key }: SeriesHistory): string {
  return `${key.case}: ${measureLabel(key)}`;
}

const directions: Readonly<Record<ChangeDirection, string>> = {
  regressed: 'a regression',
  improved: 'an improvement',
};

function changeSentence(series: SeriesHistory, change: HistoryChange): string {
  const { key } = series;
  const levels = [change.before, change.after].map((level) => measureFigure(key, level));
  const what =
    `${seriesName(series)}: ${changeRatio(change)} (${levels.join(' to ')}) ` +
    `from ${pointName(series, change.at)} on, ${change.certainty}, ${directions[change.direction]}`;
  return `${what}${ending(change)}`;
}

function ending({ id, acceptance }: HistoryChange | HistoryAlarm): string {
  return acceptance === null ? ` [${id}].` : `; accepted: ${acceptance.reason} [${id}].`;
}

function alarmSentence(series: SeriesHistory, alarm: HistoryAlarm): string {
  const { key } = series;
  const [value, low, high] = [alarm.value, ...alarm.predicted].map((each) =>
    measureFigure(key, each),
  );
  const at = pointName(series, series.points.length - 1);
  return (
    `${seriesName(series)}: the newest run, ${at}, has ${value} where ${low} to ${high} were to ` +
    `be expected, perhaps ${directions[alarm.direction]}${ending(alarm)}`
  );
}

/** What to do about what is open; nothing where nothing is. */
export function adviceSentences({ series }: History): string[] {
  const isOpen = (each: SeriesHistory) =>
    isDoubtful(each) || each.changes.some(({ acceptance }) => acceptance === null);
  const doubtful = series.find(isDoubtful);
  return [
    ...(doubtful === undefined ? [] : [confirmationAdvice(doubtful)]),
    ...(series.some(isOpen)
      ? ['Accept a change that is meant to be: fifobench history annotate ID "the reason".']
      : []),
  ];
}

/** The last commit of the series that is not the newest one; `null`: none is known. */
export function commitBefore({ points }: SeriesHistory): string | null {
  const newest = points.at(-1)?.commit ?? null;
  const earlier = points.findLast(({ commit }) => commit !== null && commit !== newest);
  return newest === null ? null : (earlier?.commit ?? null);
}

/**
 * How to find out whether a doubtful point is a change: both versions side by side, where there are
 * two, else the same once more.
 */
function confirmationAdvice(series: SeriesHistory): string {
  const before = commitBefore(series);
  if (before === null || series.key.kind === 'imported') {
    return 'One run proves nothing: measure again, and the next one will tell.';
  }
  return (
    'One run proves nothing: measure it beside the version before. ' +
    `git worktree add ../${before} ${before}, build the server in there, then: ` +
    `fifobench history --confirm ../${before}.`
  );
}
