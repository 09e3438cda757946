// What sweeps find, in the form of the file: crossovers, and the end of a search for a rate.

import { z } from 'zod';
import type { Crossover } from '../model/crossover.ts';

const count = z.int().min(0);
const nanoseconds = z.int().min(0);

/** The stored form of the end of a search. */
export const storedRateSearchSchema = z.object({
  keptPerSecond: z.number().min(0).nullable(),
  crossedPerSecond: z.number().min(0).nullable(),
  probes: count,
  settled: z.boolean(),
});

/** The stored form of a crossover; what is read of it is one of the model as it is. */
export const storedCrossoverSchema = z.object({
  baseline: z.string(),
  candidate: z.string(),
  clientCount: count,
  rangeNs: z.tuple([nanoseconds, nanoseconds]).nullable(),
  kind: z.enum(['at', 'always', 'never', 'unknown']),
  serviceNs: nanoseconds.nullable().describe('interpolated; null except for at'),
  betweenNs: z.tuple([nanoseconds, nanoseconds]).nullable(),
  changeCount: count,
});

/** The stored form of the fitted laws of throughput, by server; for reading only. */
export const storedScalingSchema = z.record(
  z.string(),
  z.object({
    singlePerSecond: z.number().min(0),
    contentionRatio: z.number().min(0).max(1),
    coherencyRatio: z.number().min(0),
    peakClientCount: z.number().min(1).nullable(),
    peakPerSecond: z.number().min(0).nullable(),
    residualRatio: z.number().min(0),
    pointCount: count,
  }),
);

/** The crossover in whole nanoseconds. */
export function toStoredCrossover(crossover: Crossover): z.output<typeof storedCrossoverSchema> {
  const { serviceNs, rangeNs, betweenNs, ...same } = crossover;
  return {
    ...same,
    serviceNs: serviceNs && Math.round(serviceNs),
    rangeNs: rangeNs && wholePair(rangeNs),
    betweenNs: betweenNs && wholePair(betweenNs),
  };
}

function wholePair([low, high]: readonly [number, number]): [number, number] {
  return [Math.round(low), Math.round(high)];
}
