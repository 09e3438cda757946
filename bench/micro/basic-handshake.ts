// A whole handshake with the basic server, from the making of the private FIFO to the response.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { handshakeBatches } from '../handshake-batches.ts';

/** One handshake with the basic server. */
export const basicHandshake: MicroSubject = {
  name: 'handshake (basic)',
  summary: 'a whole handshake of one client with the basic server',
  unit: 'handshake',
  operationCount: 20,
  placements: 'both',
  against: null,
  prepare: handshakeBatches('basic'),
};
