// What a history leaves to be answered for, as numbers for an exit code.

import type { History, SeriesHistory } from '../model/history.ts';

/** Findings that nobody accepted. */
export interface OpenFindings {
  /** Confirmed regressions that later changes have not made good. */
  readonly regressionCount: number;
  /** Series whose newest point is out of the ordinary, for the worse. */
  readonly alarmCount: number;
}

/**
 * Counts what is open. A confirmed regression is made good where the newest level is better than
 * the one after it by at least what matters, and no longer worse than the one before by as much.
 */
export function openFindings({ series, deltaRatio }: History): OpenFindings {
  const leastStep = Math.log1p(deltaRatio);
  const regressions = series.flatMap((each) =>
    each.changes.filter(
      ({ certainty, direction, acceptance, before }) =>
        certainty === 'confirmed' &&
        direction === 'regressed' &&
        acceptance === null &&
        worsening(each, before) >= leastStep,
    ),
  );
  const alarms = series.filter((each) => isDoubtful(each) && each.alarm?.direction === 'regressed');
  return { regressionCount: regressions.length, alarmCount: alarms.length };
}

/** Whether the newest point of a series is out of the ordinary, and nobody accepted it. */
export function isDoubtful({ alarm }: SeriesHistory): boolean {
  return alarm?.acceptance === null;
}

/** ln of how much worse the newest level is than `before`; infinite where that was 0. */
function worsening({ changes, key }: SeriesHistory, before: number): number {
  const newest = changes.at(-1)?.after ?? before;
  if (before === newest) {
    return 0;
  }
  const rise = Math.log(newest / before);
  return key.better === 'lower' ? rise : -rise;
}
