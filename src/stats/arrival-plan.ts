// When handshakes are to start in an open-model run: the whole plan is computed from a seed before
// the start, so that no delay of the generator or of the server can change it.

import assert from 'node:assert/strict';
import { SeededRandom } from './random.ts';

/** A stretch of time at whose ends the rate is known; between them it changes linearly. */
export interface RateStage {
  readonly startNs: number;
  readonly endNs: number;
  /** Arrivals a second at the start, 0 or more. */
  readonly startPerSecond: number;
  /** Arrivals a second at the end; equal to the start for a constant stage. */
  readonly endPerSecond: number;
}

/** What is to arrive. */
export interface ArrivalRequest {
  /** Without gaps, in the order of time, the first from 0. */
  readonly stages: readonly RateStage[];
  /** `constant`: evenly spaced; `poisson`: at random, independently of each other. */
  readonly spacing: 'constant' | 'poisson';
  readonly seed: number;
  /** More arrivals than this are a mistake of the caller. */
  readonly mostCount: number;
}

const nsPerSecond = 1e9;

/**
 * The times of all arrivals in ns from the start, ascending, all before the end of the last stage.
 *
 * Both spacings walk along the expected number of arrivals, the integral of the rate: evenly spaced
 * ones are where it reaches 1/2, 3/2, 5/2, …; random ones where it has grown by exponentially
 * distributed steps of mean 1, which gives the Poisson process of that rate (time-rescaling
 * theorem: Çinlar, Introduction to Stochastic Processes, 1975, §4.7). A rate of 0 throughout gives
 * none.
 */
export function planArrivals(request: ArrivalRequest): Float64Array {
  const random = new SeededRandom(request.seed);
  const isPoisson = request.spacing === 'poisson';
  const arrivals: number[] = [];
  let reachedCount = isPoisson ? exponentialStep(random) : 0.5;
  let beforeCount = 0;
  for (const stage of request.stages) {
    const stageCount = expectedCount(stage);
    while (reachedCount < beforeCount + stageCount) {
      arrivals.push(Math.floor(timeOfCount(stage, reachedCount - beforeCount)));
      assert(arrivals.length <= request.mostCount, 'more arrivals than were allowed');
      reachedCount += isPoisson ? exponentialStep(random) : 1;
    }
    beforeCount += stageCount;
  }
  return Float64Array.from(arrivals);
}

/** The mean rate of the stages from 0 to their end; 0 for none. */
export function meanRatePerSecond(stages: readonly RateStage[]): number {
  const endNs = stages.at(-1)?.endNs ?? 0;
  return endNs === 0 ? 0 : (expectedArrivalCount(stages) / endNs) * nsPerSecond;
}

/** How many arrivals the stages lead one to expect; not a whole number as a rule. */
export function expectedArrivalCount(stages: readonly RateStage[]): number {
  return stages.reduce((sum, stage) => sum + expectedCount(stage), 0);
}

/** The trapezium under the rate. */
function expectedCount({ startNs, endNs, startPerSecond, endPerSecond }: RateStage): number {
  return (((startPerSecond + endPerSecond) / 2) * (endNs - startNs)) / nsPerSecond;
}

/**
 * When a stage has brought `count` arrivals: the root of `r t + k t² / 2 = count` for a rate that
 * begins at r and changes by k each second, in the form that loses no digits for a small k.
 */
function timeOfCount(stage: RateStage, count: number): number {
  const { startNs, endNs, startPerSecond, endPerSecond } = stage;
  const slope = ((endPerSecond - startPerSecond) * nsPerSecond) / (endNs - startNs);
  const root = Math.sqrt(Math.max(0, startPerSecond ** 2 + 2 * slope * count));
  // An arrival due at the very start of a stage that begins at a rate of 0 would be 0 / 0.
  const seconds = count === 0 ? 0 : (2 * count) / (startPerSecond + root);
  return Math.min(startNs + seconds * nsPerSecond, endNs - 1);
}

/** An exponentially distributed step of mean 1, by inversion; 1 - u is never 0. */
function exponentialStep(random: SeededRandom): number {
  return -Math.log(1 - random.nextRatio());
}
