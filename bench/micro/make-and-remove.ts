// The name of a FIFO comes and goes: the part of a handshake that is the file system's.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** Creation and removal of one FIFO. */
export const makeAndRemove: MicroSubject = {
  name: 'mkfifo and unlink',
  summary: 'makes a FIFO and removes it again, as each client does for its private one',
  unit: 'FIFO',
  operationCount: 30,
  placements: 'any',
  against: null,
  prepare: nativeBatches('make and remove'),
};
