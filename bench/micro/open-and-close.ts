// Both ends of a FIFO are opened and closed: a FIFO without any message.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** Opening and closing of one pair of ends. */
export const openAndClose: MicroSubject = {
  name: 'open and close of a pair',
  summary: 'opens both ends of a FIFO without waiting, and closes them',
  unit: 'pair',
  operationCount: 30,
  placements: 'any',
  against: null,
  prepare: nativeBatches('open and close'),
};
