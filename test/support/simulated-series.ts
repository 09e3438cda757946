// Series as a benchmark leaves them behind, for tests of change points: normal noise, now and then
// a spike upwards, and where it is asked for a step. Seeded, so that every figure can be repeated.

import { SeededRandom } from '../../src/stats/random.ts';

/** What a series is made of; ratios are shares of the level. */
export interface SeriesSketch {
  readonly seed: number;
  readonly pointCount: number;
  /** Standard deviation of the noise. */
  readonly noiseRatio: number;
  /** How often a point is a spike. */
  readonly spikeChanceRatio: number;
  /** Spikes rise by half of this to one and a half of it. */
  readonly spikeRatio: number;
  /** From which point on, and by how much, the level has changed; none: it never does. */
  readonly step?: { readonly at: number; readonly byRatio: number };
}

/** The sketch behind the table in docs/measuring.md: 60 points, 3 % noise, 5 % spikes. */
export function tableSketch(seed: number, step?: SeriesSketch['step']): SeriesSketch {
  return {
    ...{ seed, pointCount: 60, noiseRatio: 0.03, spikeChanceRatio: 0.05, spikeRatio: 0.3 },
    ...(step === undefined ? {} : { step }),
  };
}

/** The values of the series about a level of `level`. */
export function simulatedSeries(sketch: SeriesSketch, level = 50_000): number[] {
  const random = new SeededRandom(sketch.seed);
  return Array.from({ length: sketch.pointCount }, (_, point) => {
    const { step } = sketch;
    const stepped = step !== undefined && point >= step.at ? 1 + step.byRatio : 1;
    const noise = 1 + sketch.noiseRatio * normal(random);
    const isSpike = random.nextRatio() < sketch.spikeChanceRatio;
    const height = sketch.spikeRatio * (0.5 + random.nextRatio());
    return level * stepped * noise * (isSpike ? 1 + height : 1);
  });
}

/** A standard normal value. Source: Box & Muller 1958. */
function normal(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.nextRatio()));
  return radius * Math.cos(2 * Math.PI * random.nextRatio());
}
