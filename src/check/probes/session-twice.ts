// One ordinary session, and a second one after it.

import { failedBy, inWords } from '../heard-words.ts';
import { type Probe, passed, skipsSingleSession } from '../probe.ts';
import { brokenSession } from '../remedies.ts';

/** The probe. */
export const sessionTwice: Probe = {
  name: 'session-twice',
  question: 'Is an ordinary client served, and another one after it?',
  skips: () => null,
  ask: async (trial) => {
    const first = await trial.session();
    if (first.heard !== 'all') {
      return failedBy(first, `The first client ${inWords(first)}.`, brokenSession);
    }
    if (skipsSingleSession(trial.profile) !== null) {
      return passed('One client was served; the server ends after its first session.');
    }
    const second = await trial.session();
    return second.heard === 'all'
      ? passed('Two clients were served, one after the other.')
      : failedBy(
          second,
          `The first client was served, the second one ${inWords(second)}.`,
          brokenSession,
        );
  },
};
