// What went on beside the figures and could bend them: counted by the engine, said in words here,
// so that nothing is dropped in silence.

import { errorName } from '../engine/fifo.ts';
import type { NativeRecord } from '../engine/native-addon.ts';

/** Counts that are all 0 in an undisturbed measurement. */
export interface TroubleCounts {
  /** Turns that began although the other server had not come to rest. */
  readonly uncleanTurnCount: number;
  /** Failures in the warm-up and in the first handshakes of turns, which are not recorded. */
  readonly unrecordedFailedCount: number;
  /** Gates opened by deadline although the well-known pipe was still there. */
  readonly gateTimeoutCount: number;
  /** Latencies beyond the 60 s that a histogram holds. */
  readonly overflowCount: number;
  /** errno of a system call that failed in a session; 0: none. */
  readonly lastError: number;
}

/** Nothing happened. */
export const noTroubles: TroubleCounts = {
  uncleanTurnCount: 0,
  unrecordedFailedCount: 0,
  gateTimeoutCount: 0,
  overflowCount: 0,
  lastError: 0,
};

/** The troubles of all records together. */
export function countTroubles(records: readonly NativeRecord[]): TroubleCounts {
  return records
    .map((record) => ({
      uncleanTurnCount: record.uncleanTurnCount,
      unrecordedFailedCount: record.unrecordedFailed,
      gateTimeoutCount: record.gateTimeoutCount,
      overflowCount: Object.values(record.histograms).reduce(
        (sum, { overflowCount }) => sum + overflowCount,
        0,
      ),
      lastError: record.lastError,
    }))
    .reduce(addTroubles, noTroubles);
}

/** Both together; of two errors the later one stays. */
export function addTroubles(earlier: TroubleCounts, later: TroubleCounts): TroubleCounts {
  return {
    uncleanTurnCount: earlier.uncleanTurnCount + later.uncleanTurnCount,
    unrecordedFailedCount: earlier.unrecordedFailedCount + later.unrecordedFailedCount,
    gateTimeoutCount: earlier.gateTimeoutCount + later.gateTimeoutCount,
    overflowCount: earlier.overflowCount + later.overflowCount,
    lastError: later.lastError === 0 ? earlier.lastError : later.lastError,
  };
}

/** One sentence for each kind that occurred; none for an undisturbed measurement. */
export function troubleNotes(troubles: TroubleCounts): string[] {
  const sentences: [number, string][] = [
    [
      troubles.uncleanTurnCount,
      `${troubles.uncleanTurnCount} turns began before the other server was at rest`,
    ],
    [
      troubles.unrecordedFailedCount,
      `${troubles.unrecordedFailedCount} handshakes failed that are not recorded ` +
        '(in the warm-up, or first in a turn)',
    ],
    [
      troubles.gateTimeoutCount,
      `${troubles.gateTimeoutCount} times the server did not remove its well-known pipe in time`,
    ],
    [troubles.overflowCount, `${troubles.overflowCount} latencies exceeded 60 s`],
    [troubles.lastError, failedCallSentence(errorName(troubles.lastError))],
  ];
  return sentences.flatMap(([count, sentence]) => (count === 0 ? [] : [sentence]));
}

function failedCallSentence(error: string): string {
  const cure = error === 'EMFILE' ? '; raise the limit of open files with ulimit -n' : '';
  return `a system call of a client failed with ${error}${cure}`;
}
