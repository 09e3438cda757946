// A fork of this very process, whose page tables are those of Node: dearer than that of a small
// server.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One fork, until its child has been reaped. */
export const forkAndExit: MicroSubject = {
  name: 'fork and exit of this process',
  summary:
    'forks this process, which is as large as Node is, and reaps the child, which ends at once',
  unit: 'fork',
  operationCount: 4,
  placements: 'any',
  against: null,
  prepare: nativeBatches('fork and exit'),
};
