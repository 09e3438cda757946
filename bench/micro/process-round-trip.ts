// A message to another process and back: the floor under every handshake and every operation.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One round trip between two processes with a thread each. */
export const processRoundTrip: MicroSubject = {
  name: 'round trip (processes)',
  summary:
    'sends 64 B from one process to another and back, through two FIFOs, with blocking calls',
  unit: 'round trip',
  operationCount: 200,
  placements: 'both',
  against: null,
  prepare: nativeBatches('process round trip'),
};
