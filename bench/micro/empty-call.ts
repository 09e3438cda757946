// A call from JavaScript into the addon that does nothing there: what each such call adds, and why
// the client loop as a whole is native.

import { timeEmptyCalls } from '../../src/engine/micro.ts';
import type { MicroSubject } from '../../src/model/micro-subject.ts';

/** One call into the addon. */
export const emptyCall: MicroSubject = {
  name: 'empty native call',
  summary: 'calls the addon from JavaScript, where nothing is done',
  unit: 'call',
  operationCount: 5_000,
  placements: 'any',
  against: null,
  prepare: async () => ({ run: timeEmptyCalls, finish: async () => [] }),
};
