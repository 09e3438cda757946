// What a sweep needs beside its points, for tests that measure nothing.

import type { PointMeasurement, SweepMeans } from '../../src/runner/sweep.ts';

/** Means that measure by `measure`, and that nobody interrupts or looks on. */
export function meansOf(measure: PointMeasurement, change: Partial<SweepMeans> = {}): SweepMeans {
  return {
    measure,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    elapsedNs: () => 0,
    ...change,
  };
}
