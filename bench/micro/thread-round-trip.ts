// A message to another thread and back: what the kernel takes to wake each side in turn.

import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { nativeBatches } from '../native-batches.ts';

/** One round trip between two threads of this process. */
export const threadRoundTrip: MicroSubject = {
  name: 'round trip (threads)',
  summary: 'sends 64 B to another thread and back, through two FIFOs, with blocking calls',
  unit: 'round trip',
  operationCount: 100,
  placements: 'both',
  against: null,
  prepare: nativeBatches('thread round trip'),
};
