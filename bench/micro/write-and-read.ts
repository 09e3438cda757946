// A message through a FIFO that nobody waits for: the two calls without a change of threads.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One write and one read by the same thread. */
export const writeAndRead: MicroSubject = {
  name: '64-byte write and read',
  summary: 'writes 64 B into a FIFO and reads them back, in one thread',
  unit: 'message',
  operationCount: 200,
  placements: 'any',
  against: null,
  prepare: nativeBatches('write and read'),
};
