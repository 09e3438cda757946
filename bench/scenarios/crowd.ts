// A crowd at the door: a thousand clients want in at once. A server takes one at a time between the
// name and the acknowledgement, so that this shows what waiting costs and who gets lost.

import { defaultCase, defaultDesign, type Scenario } from '../../src/model/scenario.ts';

/** A thousand clients across cores; the last in the queue waits long, hence the long timeout. */
export const crowdScenario: Scenario = {
  name: 'crowd',
  summary: '1,000 clients across cores; 1 operation of 64 B after each handshake',
  servers: ['basic', 'forking', 'forking-unlink-first'],
  cases: [
    { ...defaultCase, clientCount: 1_000, placement: 'cross core', timeoutNs: 5_000_000_000 },
  ],
  design: defaultDesign,
};
