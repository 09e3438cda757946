// A machine that nobody has: blocks with noise that lingers, drift and disturbances, and what each
// way of comparing says of two servers on it. The table of docs/measuring.md is made from this.

import { bootstrapMedianInterval } from '../../src/stats/bootstrap.ts';
import { hodgesLehmann } from '../../src/stats/hodges-lehmann.ts';
import { mannWhitneyChanceRatio } from '../../src/stats/mann-whitney.ts';
import { SeededRandom } from '../../src/stats/random.ts';
import { signInterval } from '../../src/stats/sign-interval.ts';
import { wilcoxonChanceRatio } from '../../src/stats/wilcoxon.ts';

/** How the machine misbehaves; all as shares of a block's median. */
export interface Machine {
  /** Standard deviation of the noise of a block. */
  readonly noiseRatio: number;
  /** How much of it lingers until the next block: the coefficient of AR(1), 0 to 1. */
  readonly lingeringRatio: number;
  /** How much slower, or faster, the last block is than the first. */
  readonly driftRatio: number;
  /** How many blocks are disturbed, and by how much they are slower. */
  readonly disturbedRatio: number;
  readonly disturbanceRatio: number;
}

/** The machine of the table: 4 % of noise, half lingering, 8 % of drift, 6 % of blocks +40 %. */
export const restlessMachine: Machine = {
  noiseRatio: 0.04,
  lingeringRatio: 0.5,
  driftRatio: 0.08,
  disturbedRatio: 0.06,
  disturbanceRatio: 0.4,
};

/** The ways of comparing, in the order of the table. */
export const designNames = [
  'one after the other, Mann-Whitney on raw requests',
  'one after the other, Mann-Whitney on block medians',
  'interleaved, unpaired Mann-Whitney',
  'interleaved, paired Wilcoxon',
  'interleaved, paired median and sign interval',
  'interleaved, sign interval with both witnesses',
] as const;

/** The name of a way of comparing. */
export type DesignName = (typeof designNames)[number];

/** How often each way finds a difference in the direction of the effect, or in any without one. */
export type FoundRatios = Readonly<Record<DesignName, number>>;

interface Trial {
  readonly machine: Machine;
  readonly pairCount: number;
  /** ln(candidate / baseline). */
  readonly effect: number;
  readonly random: SeededRandom;
  /** Undefined: no requests are drawn. */
  readonly requests: SeededRandom | undefined;
}

const requestCount = 100;
/** Spread of single requests about their block's median, in ln. */
const requestSpread = 0.1;
const errorRatio = 0.05;

/** What is simulated. */
export interface Simulation {
  readonly machine: Machine;
  readonly pairCount: number;
  /** How much slower the candidate is. */
  readonly effectRatio: number;
  readonly trialCount: number;
  readonly seed: number;
  /** Leaves the first way out, which takes nearly all the time. */
  readonly isRawSkipped?: boolean;
}

/** How often each way finds a difference in `trialCount` comparisons. */
export function foundRatios(simulation: Simulation): FoundRatios {
  const { machine, pairCount, effectRatio, trialCount, seed, isRawSkipped = false } = simulation;
  const random = new SeededRandom(seed);
  // Requests draw from a stream of their own, so that leaving them out changes nothing else.
  const requests = isRawSkipped ? undefined : new SeededRandom(seed + 1_000_000);
  const effect = Math.log1p(effectRatio);
  const counts = new Map<DesignName, number>(designNames.map((name) => [name, 0]));
  for (let trial = 0; trial < trialCount; trial += 1) {
    for (const name of findings({ machine, pairCount, effect, random, requests })) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const entries = [...counts].map(([name, count]) => [name, count / trialCount] as const);
  return Object.fromEntries(entries) as Record<DesignName, number>;
}

/** The ways that find a difference in one simulated comparison. */
function findings(trial: Trial): DesignName[] {
  const apart = oneAfterTheOther(trial);
  const mixed = interleaved(trial);
  const differences = mixed.candidate.map((value, pair) => value - (mixed.baseline[pair] ?? 0));
  const isRight = (estimate: number) => trial.effect === 0 || estimate > 0;
  const outcomes: readonly [DesignName, boolean][] = [
    [designNames[0], rawDiffers(apart, trial.requests) && isRight(shiftOf(apart))],
    [designNames[1], blocksDiffer(apart) && isRight(shiftOf(apart))],
    [designNames[2], blocksDiffer(mixed) && isRight(shiftOf(mixed))],
    [
      designNames[3],
      wilcoxonChanceRatio(differences) <= errorRatio && isRight(hodgesLehmann(differences) ?? 0),
    ],
    [designNames[4], signDirections(differences).some(isRight)],
    [designNames[5], witnessedDirections(differences, trial.random).some(isRight)],
  ];
  return outcomes.flatMap(([name, isFound]) => (isFound ? [name] : []));
}

interface TwoSamples {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

function oneAfterTheOther({ machine, pairCount, effect, random }: Trial): TwoSamples {
  const weather = blockValues(machine, { blockCount: 2 * pairCount, random });
  return {
    baseline: weather.slice(0, pairCount),
    candidate: weather.slice(pairCount).map((value) => value + effect),
  };
}

/** Each pair has two blocks beside each other in time, in random order. */
function interleaved({ machine, pairCount, effect, random }: Trial): TwoSamples {
  const weather = blockValues(machine, { blockCount: 2 * pairCount, random });
  const pairs = Array.from({ length: pairCount }, (_, pair) => {
    const [first = 0, second = 0] = weather.slice(2 * pair, 2 * pair + 2);
    return random.nextIndex(2) === 0 ? [first, second] : [second, first];
  });
  return {
    baseline: pairs.map(([value = 0]) => value),
    candidate: pairs.map(([, value = 0]) => value + effect),
  };
}

/** ln of the median of each block, in the order of time. */
function blockValues(
  machine: Machine,
  { blockCount, random }: { blockCount: number; random: SeededRandom },
): number[] {
  const { noiseRatio, lingeringRatio, driftRatio, disturbedRatio, disturbanceRatio } = machine;
  const freshRatio = Math.sqrt(1 - lingeringRatio ** 2);
  let lingering = noiseRatio * gaussian(random);
  const direction = random.nextIndex(2) === 0 ? 1 : -1;
  return Array.from({ length: blockCount }, (_, block) => {
    lingering = lingeringRatio * lingering + freshRatio * noiseRatio * gaussian(random);
    const drift = (direction * driftRatio * block) / (blockCount - 1);
    const isDisturbed = random.nextRatio() < disturbedRatio;
    return lingering + drift + (isDisturbed ? Math.log1p(disturbanceRatio) : 0);
  });
}

function rawDiffers({ baseline, candidate }: TwoSamples, random: SeededRandom | undefined) {
  if (random === undefined) {
    return false;
  }
  const requestsOf = (blocks: readonly number[]) =>
    blocks.flatMap((block) =>
      Array.from({ length: requestCount }, () => block + requestSpread * gaussian(random)),
    );
  return mannWhitneyChanceRatio(requestsOf(baseline), requestsOf(candidate)) <= errorRatio;
}

function blocksDiffer({ baseline, candidate }: TwoSamples): boolean {
  return mannWhitneyChanceRatio(baseline, candidate) <= errorRatio;
}

function shiftOf({ baseline, candidate }: TwoSamples): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean(candidate) - mean(baseline);
}

/** The direction of a difference, as one number of that sign; none where none is found. */
function signDirections(differences: readonly number[]): number[] {
  const { low = 0, high = 0 } = signInterval(differences) ?? {};
  return low > 0 || high < 0 ? [low] : [];
}

function witnessedDirections(differences: readonly number[], random: SeededRandom): number[] {
  return signDirections(differences).filter((direction) => {
    const estimate = hodgesLehmann(differences) ?? 0;
    const bootstrap = bootstrapMedianInterval(differences, { random, resampleCount: 200 });
    return direction > 0
      ? estimate > 0 && (bootstrap?.low ?? 0) > 0
      : estimate < 0 && (bootstrap?.high ?? 0) < 0;
  });
}

function gaussian(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextRatio()));
  return radius * Math.cos(2 * Math.PI * random.nextRatio());
}
