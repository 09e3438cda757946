// One line that says how far a measurement has come. It never exceeds the width that it is given:
// the least important part goes first, and what remains is cut.

import { formatCount, formatRate } from './format-quantity.ts';

/** How far a measurement has come. */
export interface ProgressState {
  /** What is being measured: `1 client, same core`. */
  readonly label: string;
  /** Number of the present case, from 1. */
  readonly caseOrdinal: number;
  readonly caseCount: number;
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
}

/** Rank of the part that goes first when there is no room. */
const lowestRank = 7;

/** Renders one line without a line break, at most `columns` characters wide. */
export function renderProgressLine(state: ProgressState, columns: number): string {
  const parts = progressParts(state);
  for (let keptRank = lowestRank; keptRank > 0; keptRank -= 1) {
    const kept = parts.filter(({ rank }) => rank <= keptRank).map(({ text }) => text);
    const line = kept.join('  ');
    if (line.length <= columns) {
      return line;
    }
  }
  const line = parts.find(({ rank }) => rank === 1)?.text ?? '';
  return `${line.slice(0, Math.max(0, columns - 1))}${columns > 0 ? '…' : ''}`;
}

/** The parts in the order of reading; rank 1 goes last. */
function progressParts(state: ProgressState): { text: string; rank: number }[] {
  const { caseOrdinal, caseCount, pairOrdinal, pairCount, failedCount, remainingNs } = state;
  const pairs = pairCount === 0 ? [] : [{ text: `pair ${pairOrdinal}/${pairCount}`, rank: 2 }];
  const remaining = remainingNs === null ? '' : `, ${minutes(remainingNs)} left`;
  return [
    { text: `[${caseOrdinal}/${caseCount}] ${state.label}`, rank: 1 },
    ...pairs,
    { text: formatRate(state.handshakesPerSecond), rank: 5 },
    { text: `${formatCount(state.establishedCount)} handshakes`, rank: 6 },
    { text: `${formatCount(failedCount)} failed`, rank: failedCount > 0 ? 4 : lowestRank },
    { text: `${minutes(state.elapsedNs)}${remaining}`, rank: 3 },
  ];
}

/** Whole seconds as on a stopwatch: `0:07`, `12:30`. */
function minutes(durationNs: number): string {
  const wholeSeconds = Math.round(durationNs / 1e9);
  const restSeconds = String(wholeSeconds % 60).padStart(2, '0');
  return `${Math.floor(wholeSeconds / 60)}:${restSeconds}`;
}
