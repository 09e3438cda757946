// Twenty ordinary sessions, and then a look at what they left in the server: descriptors, children
// that ended and were not waited for, and children that still live.

import { type ProcessFacts, readProcessFacts } from '../../environment/process-facts.ts';
import { failedBy, inWords } from '../heard-words.ts';
import { awaitThat } from '../patience.ts';
import { failed, type Probe, type ProbeVerdict, passed, skipsSingleSession } from '../probe.ts';
import {
  brokenSession,
  lingeringChildren,
  openDescriptors,
  unreapedChildren,
} from '../remedies.ts';

const sessionCount = 20;
/** A server may close or wait for one session's things when the next one comes. */
const toleratedCount = 2;

/** The probe. */
export const twentySessions: Probe = {
  name: 'twenty-sessions',
  question: 'Does anything stay behind after twenty sessions?',
  skips: (profile) =>
    skipsSingleSession(profile) ??
    ((profile.server.maxSessions ?? sessionCount) < sessionCount
      ? 'The profile says that the server ends before that.'
      : null),
  ask: async (trial) => {
    const before = readProcessFacts(trial.server.pid);
    for (let count = 0; count < sessionCount; count += 1) {
      const heard = await trial.session();
      if (heard.heard !== 'all') {
        const seen = `After ${count} sessions a client ${inWords(heard)}.`;
        return failedBy(heard, seen, brokenSession);
      }
    }
    const growth = () => growthOf(before, readProcessFacts(trial.server.pid));
    await awaitThat(() => isTolerable(growth()), trial.patience);
    return judge(growth());
  },
};

function growthOf(before: ProcessFacts | null, after: ProcessFacts | null): ProcessFacts {
  const grown = (read: (facts: ProcessFacts) => number) =>
    before === null || after === null ? 0 : read(after) - read(before);
  return {
    descriptorCount: grown(({ descriptorCount }) => descriptorCount),
    zombieCount: grown(({ zombieCount }) => zombieCount),
    liveChildCount: grown(({ liveChildCount }) => liveChildCount),
  };
}

function isTolerable(growth: ProcessFacts): boolean {
  return Object.values(growth).every((count) => count <= toleratedCount);
}

function judge(growth: ProcessFacts): ProbeVerdict {
  const { descriptorCount, zombieCount, liveChildCount } = growth;
  const kinds = [
    { count: liveChildCount, what: 'living children', remedy: lingeringChildren },
    { count: zombieCount, what: 'zombies', remedy: unreapedChildren },
    { count: descriptorCount, what: 'open descriptors', remedy: openDescriptors },
  ].filter(({ count }) => count > toleratedCount);
  const [gravest] = kinds;
  if (gravest === undefined) {
    return passed(`${sessionCount} sessions left nothing behind.`);
  }
  const found = kinds.map(({ count, what }) => `${count} ${what}`).join(' and ');
  const cause = kinds.map(({ remedy }) => remedy.cause).join(' ');
  const advice = kinds.map(({ remedy }) => remedy.advice).join(' ');
  return failed('leaks', `${sessionCount} sessions left ${found} behind.`, { cause, advice });
}
