// One candidate against one baseline under one load: a verdict for each metric. The sign test's
// interval decides; the Hodges-Lehmann estimate and a bootstrap interval are witnesses, and where
// one of them contradicts the word, the word is withdrawn. What is missing never passes. Many
// verdicts at once are corrected for their number in judge-cases.ts.

import type { CaseResult } from '../model/run.ts';
import type { MetricName, Verdict } from '../model/verdict.ts';
import { bootstrapMedianInterval } from '../stats/bootstrap.ts';
import { hodgesLehmann } from '../stats/hodges-lehmann.ts';
import { medianNoiseFloor } from '../stats/noise-floor.ts';
import { median } from '../stats/quantile.ts';
import { SeededRandom } from '../stats/random.ts';
import {
  defaultErrorRatio,
  detectableShift,
  fewestPairsFor,
  signInterval,
} from '../stats/sign-interval.ts';
import { signChanceRatio } from '../stats/sign-test.ts';
import { classify, type LogInterval, mirrored, type WitnessedEffect } from './classify.ts';
import {
  differentPairs,
  logRatios,
  type MetricPair,
  samePairs,
  soundBlocks,
} from './log-ratios.ts';
import { blockMetrics, defaultComparedMetrics, isHigherBetter } from './metrics.ts';

/** Two cases of one group, and by which rule they are compared. */
export interface CaseComparison {
  readonly baseline: CaseResult;
  readonly candidate: CaseResult;
  /** In the order of the verdicts; `defaultComparedMetrics` unless given. */
  readonly metrics?: readonly MetricName[];
  /** Smallest change that matters, as a ratio less 1, above 0: 0.02 is 2 %. */
  readonly deltaRatio: number;
  /** How often an interval may miss the true ratio: above 0, below 1; 0.05 unless given. */
  readonly errorRatio?: number;
  /**
   * The two sides were measured at different times. What the machine did differently does not
   * average out over pairs then, so that the floor is that of a single pair.
   */
  readonly isStored?: boolean;
  /** Seed of the bootstrap, a whole number from 0. */
  readonly seed: number;
}

/**
 * Compares two cases metric by metric. A metric that no sound block of either case has is left out,
 * unless one case has no sound block at all: then every metric is `inconclusive`, so that a case
 * that vanished or failed is never mistaken for one that passed.
 */
export function compareCase(comparison: CaseComparison): Verdict[] {
  const { baseline, candidate, metrics = defaultComparedMetrics } = comparison;
  const evidence = {
    pairs: differentPairs(baseline, candidate),
    same: [...samePairs(baseline), ...samePairs(candidate)],
  };
  return metrics
    .filter((metric) => !isUnknownToBoth(metric, comparison))
    .map((metric) => compareMetric(metric, { comparison, evidence }));
}

interface Evidence {
  readonly pairs: readonly MetricPair[];
  readonly same: readonly MetricPair[];
}

function compareMetric(
  metric: MetricName,
  { comparison, evidence }: { comparison: CaseComparison; evidence: Evidence },
): Verdict {
  const differences = logRatios(evidence.pairs, metric);
  const noise = logRatios(evidence.same, metric);
  const floor = medianNoiseFloor(noise, {
    valueCount: comparison.isStored === true ? 1 : Math.max(1, differences.length),
    random: new SeededRandom(comparison.seed),
  });
  const delta = Math.max(Math.log1p(comparison.deltaRatio), floor ?? 0);
  const { errorRatio = defaultErrorRatio } = comparison;
  const interval = signInterval(differences, { errorRatio });
  const chanceRatio = differences.length === 0 ? null : signChanceRatio(differences);
  const numbers = {
    group: comparison.candidate.group,
    metric,
    baseline: comparison.baseline.server.name,
    candidate: comparison.candidate.server.name,
    ratio: ratioOf(median(differences)),
    interval: interval && ([Math.exp(interval.low), Math.exp(interval.high)] as const),
    confidenceRatio: interval?.coverageRatio ?? null,
    ...{ chanceRatio, correctedChanceRatio: chanceRatio },
    pairCount: differences.length,
    samePairCount: noise.length,
    floorRatio: ratioOf(floor),
    detectableRatio: ratioOf(detectableShift(differences, { errorRatio })),
    deltaRatio: Math.exp(delta),
  };
  if (interval === null) {
    const reason = whyNoInterval(metric, { comparison, pairCount: differences.length });
    return { ...numbers, verdict: 'inconclusive', reason };
  }
  const effect = witness(differences, { interval, errorRatio, seed: comparison.seed });
  const worsening = isHigherBetter(metric) ? mirrored(effect) : effect;
  return { ...numbers, ...classify(worsening, { delta }) };
}

function witness(
  differences: readonly number[],
  { interval, errorRatio, seed }: { interval: LogInterval; errorRatio: number; seed: number },
): WitnessedEffect {
  const estimate = hodgesLehmann(differences) ?? Number.NaN;
  const random = new SeededRandom(seed);
  return {
    interval,
    hodgesLehmann: { low: estimate, high: estimate },
    bootstrap: bootstrapMedianInterval(differences, { random, errorRatio }) ?? interval,
  };
}

function isUnknownToBoth(metric: MetricName, { baseline, candidate }: CaseComparison): boolean {
  const [of, against] = [candidate, baseline].map((side) => soundBlocks(side, 'different'));
  if (of === undefined || against === undefined || of.length === 0 || against.length === 0) {
    return false;
  }
  return [...of, ...against].every((block) => blockMetrics(block)[metric] === null);
}

function whyNoInterval(
  metric: MetricName,
  { comparison, pairCount }: { comparison: CaseComparison; pairCount: number },
): string {
  for (const side of [comparison.baseline, comparison.candidate]) {
    const blocks = soundBlocks(side, 'different');
    if (blocks.length === 0) {
      return `${side.server.name} has no block that can be compared`;
    }
    if (blocks.every((block) => blockMetrics(block)[metric] === null)) {
      return `${side.server.name} has no value of ${metric}`;
    }
  }
  const { errorRatio = defaultErrorRatio } = comparison;
  return `${pairCount} of the ${fewestPairsFor({ errorRatio })} pairs that an interval needs`;
}

function ratioOf(logRatio: number | null): number | null {
  return logRatio === null ? null : Math.exp(logRatio);
}
