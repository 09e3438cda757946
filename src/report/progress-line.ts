// One line that says how far a measurement has come. It never exceeds the width that it is given:
// the least important part goes first, and what remains is cut.

import type { CensoredPercentile } from '../stats/percentile-censored.ts';
import { cutEnd } from './cut-text.ts';
import { formatCount, formatDuration, formatRate } from './format-quantity.ts';

/** How far a measurement has come. */
export interface ProgressState {
  /** What is being measured: `1 client, same core`. */
  readonly label: string;
  /** Number of the present case, from 1. */
  readonly caseOrdinal: number;
  readonly caseCount: number;
  /** Servers start and stop around each stretch of load. */
  readonly phase: 'starting' | 'warming up' | 'measuring' | 'stopping';
  readonly elapsedNs: number;
  /** Time until the end; `null` while it cannot be told. */
  readonly remainingNs: number | null;
  readonly handshakesPerSecond: number;
  readonly establishedCount: number;
  readonly failedCount: number;
  /** Number of the present pair, from 1; 0 where nothing is compared. */
  readonly pairOrdinal: number;
  /** Pairs of the present case; 0 where nothing is compared. */
  readonly pairCount: number;
  /** What `latencies` are of. */
  readonly latencyKind: 'service' | 'response';
  /** Of the present case so far, server by server; `null`: too few samples. */
  readonly latencies: readonly {
    readonly server: string;
    readonly p50: CensoredPercentile | null;
    readonly p99: CensoredPercentile | null;
  }[];
}

const gap = '  ';

interface Part {
  readonly text: string;
  /** For where there is little room; absent: the same. */
  readonly shortText?: string;
  /** The highest goes first when there is no room; 1 stays to the last. */
  readonly rank: number;
}

/** What is tried in turn: without their names figures of several servers take less room. */
const attempts = [
  ...[9, 8, 7, 6].map((keptRank) => ({ keptRank, isShort: false })),
  ...[7, 6, 5, 4, 3, 2, 1].map((keptRank) => ({ keptRank, isShort: true })),
];

/** Parts up to this rank are worth a cut in the label, down to so many characters. */
const worthACutRank = 5;
const shortestLabel = 26;

/** Renders one line without a line break, at most `columns` characters wide. */
export function renderProgressLine(state: ProgressState, columns: number): string {
  const parts = progressParts(state);
  for (const { keptRank, isShort } of attempts) {
    const [label = '', ...others] = parts
      .filter(({ rank }) => rank <= keptRank)
      .map(({ text, shortText = text }) => (isShort ? shortText : text));
    const roomColumns = columns - others.reduce((sum, text) => sum + gap.length + text.length, 0);
    const leastColumns = keptRank <= worthACutRank && others.length > 0 ? shortestLabel : Infinity;
    if (roomColumns >= Math.min(label.length, leastColumns)) {
      return [cutEnd(label, roomColumns), ...others].join(gap);
    }
  }
  return cutEnd(parts[0]?.text ?? '', columns);
}

/** The parts in the order of reading, the label first. */
function progressParts(state: ProgressState): Part[] {
  const { caseOrdinal, caseCount, pairOrdinal, pairCount, failedCount, remainingNs } = state;
  const remaining = remainingNs === null ? '' : `, ${minutes(remainingNs)} left`;
  const isMeasuring = state.phase === 'measuring';
  const isUnderLoad = isMeasuring || state.phase === 'warming up';
  const parts: (Part | null)[] = [
    { text: `[${caseOrdinal}/${caseCount}] ${state.label}`, rank: 1 },
    pairCount === 0 ? null : { text: `pair ${pairOrdinal}/${pairCount}`, rank: 2 },
    // That it measures shows in the figures; what it does instead shows nowhere else.
    { text: state.phase, rank: isMeasuring ? 8 : 5 },
    percentilePart(state, { name: 'p50', rank: 5 }),
    percentilePart(state, { name: 'p99', rank: 6 }),
    isUnderLoad ? { text: formatRate(state.handshakesPerSecond), rank: 7 } : null,
    { text: `${formatCount(state.establishedCount)} handshakes`, rank: 8 },
    { text: `${formatCount(failedCount)} failed`, rank: failedCount > 0 ? 4 : 9 },
    { text: `${minutes(state.elapsedNs)}${remaining}`, rank: 3 },
  ];
  return parts.filter((part) => part !== null);
}

/**
 * Of one server the figure alone; of several each with its name where there is room, in their
 * order, and a dash where it is not known.
 */
function percentilePart(
  { latencies, latencyKind }: ProgressState,
  { name, rank }: { name: 'p50' | 'p99'; rank: number },
): Part | null {
  if (latencies.every((each) => each[name] === null)) {
    return null;
  }
  const figures = latencies.map(({ [name]: percentile }) => {
    const bound = percentile?.isLowerBound === true ? '≥ ' : '';
    return `${bound}${formatDuration(percentile?.valueNs ?? null)}`;
  });
  const named = latencies.map(({ server }, index) => `${server} ${figures[index]}`);
  // Of the two, p50 comes first and stays longer: it says for both what they are of.
  const title = `${latencyKind === 'response' && name === 'p50' ? 'response ' : ''}${name}`;
  const shortText = `${title} ${figures.join(', ')}`;
  const text = latencies.length === 1 ? shortText : `${title} ${named.join(', ')}`;
  return { text, shortText, rank };
}

/** Whole seconds as on a stopwatch: `0:07`, `12:30`. */
function minutes(durationNs: number): string {
  const wholeSeconds = Math.round(durationNs / 1e9);
  const restSeconds = String(wholeSeconds % 60).padStart(2, '0');
  return `${Math.floor(wholeSeconds / 60)}:${restSeconds}`;
}
