// The Universal Scalability Law: throughput over the number of clients, as three figures that say
// why it stops growing. Fitted on relative errors, so that a point at one client counts as much as
// one at a thousand; the bounds of the law hold in every step. Few points and no randomness.

import assert from 'node:assert/strict';
import { leastSquaresNonNegative, type WeightedRow } from './non-negative-least-squares.ts';

/** Throughput that was measured with a number of clients. */
export interface ScalingPoint {
  /** 1 or more; not necessarily whole. */
  readonly clientCount: number;
  /** Finite, 0 or more. */
  readonly perSecond: number;
}

/** A fitted law, and how well it fits. */
export interface ScalabilityLaw {
  /** λ: what one client alone gets through, above 0. */
  readonly singlePerSecond: number;
  /** σ, contention: share of the work that only one client at a time can do, 0 to 1. */
  readonly contentionRatio: number;
  /** κ, coherency: what each pair of clients costs the others, 0 or more. */
  readonly coherencyRatio: number;
  /**
   * Clients at which throughput is highest, 1 or more: sqrt((1 - σ) / κ). `null`: more clients
   * never lower it (κ is 0).
   */
  readonly peakClientCount: number | null;
  /** Root of the mean square of (fitted - measured) / measured; 0 is a perfect fit. */
  readonly residualRatio: number;
}

/** Fewest different numbers of clients that determine three parameters. */
const fewestClientCounts = 3;

/** Gauss-Newton steps at most; a handful suffices. */
const refinementCount = 30;

/** A coefficient that contributes less than this share to every point is rounding, no finding. */
const traceRatio = 1e-9;

/** Halvings of a step that does not improve the fit. */
const halvingCount = 20;

/**
 * Fits X(N) = λN / (1 + σ(N - 1) + κN(N - 1)) with λ > 0, 0 <= σ <= 1 and κ >= 0, minimising the
 * mean square of the relative errors of X. Points without throughput have no relative error and are
 * left out. `null` where fewer than 3 different numbers of clients remain, and where throughput
 * falls so steeply that no finite λ fits.
 *
 * N/X = d + bN + cN(N - 1) with λ = 1/(b + d), σ = b/(b + d), κ = c/(b + d) is linear, and the
 * bounds of the law are b, c, d >= 0. So a weighted non-negative least-squares fit of N/X gives the
 * start, and Gauss-Newton steps within the same bounds lead from there to the least errors of X.
 * Sources: Gunther, Guerrilla Capacity Planning, 2007, chapters 4 to 6; Lawson & Hanson, Solving
 * Least Squares Problems, 1974, chapter 23.
 */
export function fitScalabilityLaw(points: readonly ScalingPoint[]): ScalabilityLaw | null {
  for (const { clientCount, perSecond } of points) {
    assert(Number.isFinite(clientCount) && clientCount >= 1, 'clients are counted from 1');
    assert(Number.isFinite(perSecond) && perSecond >= 0, 'throughput is finite and not negative');
  }
  const usable = points.filter(({ perSecond }) => perSecond > 0);
  if (new Set(usable.map(({ clientCount }) => clientCount)).size < fewestClientCounts) {
    return null;
  }
  const times = usable.map(toClientTime);
  const coefficients = withoutTraces(times, refine(times, startOf(times)));
  return lawOf(coefficients, meanSquare(times, coefficients));
}

/** Throughput by a law at `clientCount` (1 or more), in the unit of its `singlePerSecond`. */
export function scaledThroughputPerSecond(law: ScalabilityLaw, clientCount: number): number {
  const others = clientCount - 1;
  const delay = law.contentionRatio * others + law.coherencyRatio * clientCount * others;
  return (law.singlePerSecond * clientCount) / (1 + delay);
}

/** Coefficients of 1, N and N(N - 1), each 0 or more. */
type Coefficients = readonly number[];

/** A point turned round: seconds that each client spends on one unit of throughput. */
interface ClientTime {
  readonly terms: readonly [number, number, number];
  readonly seconds: number;
}

function toClientTime({ clientCount, perSecond }: ScalingPoint): ClientTime {
  return {
    terms: [1, clientCount, clientCount * (clientCount - 1)],
    seconds: clientCount / perSecond,
  };
}

function fitted({ terms }: ClientTime, coefficients: Coefficients): number {
  return terms.reduce((sum, term, index) => sum + term * (coefficients[index] ?? 0), 0);
}

function startOf(times: readonly ClientTime[]): Coefficients {
  return leastSquaresNonNegative(
    times.map(({ terms, seconds }) => ({ terms, target: seconds, weight: 1 / seconds })),
  );
}

/** Mean square of the relative errors of throughput; where the fit is 0 it would be unbounded. */
function meanSquare(times: readonly ClientTime[], coefficients: Coefficients): number {
  const sum = times.reduce((total, time) => {
    const error = time.seconds / fitted(time, coefficients) - 1;
    return total + error ** 2;
  }, 0);
  return Number.isFinite(sum) ? sum / times.length : Number.POSITIVE_INFINITY;
}

/**
 * Gauss-Newton: y/ŷ - 1 is linearised about the present fit f, which turns the problem into a
 * linear one with the target 2f - f²/y and the weight y/f². A step that does not improve is halved;
 * the bounds form a convex set, so that what lies between two points of it keeps them.
 */
function refine(times: readonly ClientTime[], start: Coefficients): Coefficients {
  let best = start;
  for (let step = 0; step < refinementCount; step += 1) {
    const goal = leastSquaresNonNegative(times.map((time) => linearised(time, best)));
    const next = shortened(times, best, goal);
    if (next === null) {
      break;
    }
    best = next;
  }
  return best;
}

function withoutTraces(times: readonly ClientTime[], coefficients: Coefficients): Coefficients {
  return coefficients.map((value, index) => {
    const isTrace = times.every(
      (time) => value * (time.terms[index] ?? 0) < traceRatio * fitted(time, coefficients),
    );
    return isTrace ? 0 : value;
  });
}

function linearised(time: ClientTime, present: Coefficients): WeightedRow {
  const now = fitted(time, present);
  const { terms, seconds } = time;
  return { terms, target: 2 * now - now ** 2 / seconds, weight: seconds / now ** 2 };
}

/** The longest of the halved steps that improves the fit; `null`: none does. */
function shortened(
  times: readonly ClientTime[],
  from: Coefficients,
  goal: Coefficients,
): Coefficients | null {
  const before = meanSquare(times, from);
  for (let halving = 0; halving < halvingCount; halving += 1) {
    const share = 0.5 ** halving;
    const next = from.map((value, index) => value + share * ((goal[index] ?? 0) - value));
    if (meanSquare(times, next) < before) {
      return next;
    }
  }
  return null;
}

function lawOf(
  [apart = 0, serial = 0, pairwise = 0]: Coefficients,
  square: number,
): ScalabilityLaw | null {
  const singleSeconds = apart + serial;
  if (!(singleSeconds > 0)) {
    return null;
  }
  const contentionRatio = serial / singleSeconds;
  const coherencyRatio = pairwise / singleSeconds;
  return {
    singlePerSecond: 1 / singleSeconds,
    contentionRatio,
    coherencyRatio,
    peakClientCount:
      coherencyRatio > 0 ? Math.max(1, Math.sqrt((1 - contentionRatio) / coherencyRatio)) : null,
    residualRatio: Math.sqrt(square),
  };
}
