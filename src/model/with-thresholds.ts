// Holds the thresholds of a user against every case of a run, when the run is complete.

import { caseTotals } from './case-totals.ts';
import { censoredResponses } from './censored-responses.ts';
import { type MetricReadings, metricReadings } from './metric-readings.ts';
import type { CaseResult, Run } from './run.ts';
import { judgeThreshold, type Threshold } from './threshold.ts';

/**
 * The run with the outcome of each threshold for each case, case by case; without a threshold the
 * run as it is. A run without cases has no outcome, and so crosses nothing.
 */
export function withThresholds(run: Run, thresholds: readonly Threshold[]): Run {
  if (thresholds.length === 0) {
    return run;
  }
  const outcomes = run.cases.flatMap((caseResult) => {
    const readings = caseReadings(caseResult);
    return thresholds.map((threshold) =>
      judgeThreshold(threshold, { caseName: caseResult.name, reading: readings[threshold.metric] }),
    );
  });
  return { ...run, thresholds: outcomes };
}

/** Every metric of a case, read from the sum of its blocks; see `metricReadings`. */
export function caseReadings(caseResult: CaseResult): MetricReadings {
  return metricReadings(caseTotals(caseResult), censoredResponses(caseResult));
}
