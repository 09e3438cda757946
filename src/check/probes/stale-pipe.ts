// A start beside a pipe that an earlier server left behind, as after a crash.

import { failedBy, inWords } from '../heard-words.ts';
import { neverSkips, type Probe, passed } from '../probe.ts';
import { stalePipe as remedy } from '../remedies.ts';

/** The probe. */
export const stalePipe: Probe = {
  name: 'stale-pipe',
  question: 'Does the server start where an earlier one left its pipe behind?',
  skips: neverSkips,
  startsWithStalePipe: true,
  ask: async (trial) => {
    const heard = await trial.session();
    return heard.heard === 'all'
      ? passed('It started beside a pipe of before, and a client was served.')
      : failedBy(heard, `It started beside a pipe of before; a client ${inWords(heard)}.`, remedy);
  },
};
