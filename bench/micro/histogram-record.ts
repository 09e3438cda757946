// What the measurement adds to what is measured: one sample into a histogram of 27,648 bars.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One recorded sample. */
export const histogramRecord: MicroSubject = {
  name: 'histogram record',
  summary: 'records a latency into a histogram, with latencies as handshakes have them',
  unit: 'sample',
  operationCount: 20_000,
  placements: 'any',
  against: null,
  prepare: nativeBatches('record'),
};
