// A whole handshake with the forking server, which forks a child for it.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { handshakeBatches } from '../handshake-batches.ts';

/** One handshake with the forking server. */
export const forkingHandshake: MicroSubject = {
  name: 'handshake (forking)',
  summary: 'a whole handshake of one client with the forking server',
  unit: 'handshake',
  operationCount: 10,
  placements: 'both',
  against: null,
  prepare: handshakeBatches('forking'),
};
