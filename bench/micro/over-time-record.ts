// What recording over time adds to the record of a sample: a cell of a grid of 256 columns of time
// by 184 bars.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One sample, recorded into a histogram and into a grid of times. */
export const overTimeRecord: MicroSubject = {
  name: 'record over time',
  summary: 'the same sample also into a grid of times',
  unit: 'sample',
  operationCount: 20_000,
  placements: 'any',
  against: 'histogram record',
  prepare: nativeBatches('record over time'),
};
