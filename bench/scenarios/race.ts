// What the gate keeps apart: clients that come back at once, alone and in a handful. Nobody is
// pinned, since a server that keeps its core across a fork removes its pipe before its child runs.

import { defaultCase, defaultDesign, type Scenario } from '../../src/model/scenario.ts';

const racing = { ...defaultCase, operationCount: 0, admission: 'race' } as const;

/** What the order of fork and unlink loses, and what clients cost each other. */
export const raceScenario: Scenario = {
  name: 'race',
  summary: '1 and 4 clients without a gate, unpinned; no operations',
  servers: ['forking', 'forking-unlink-first'],
  cases: [
    { ...racing, clientCount: 1 },
    { ...racing, clientCount: 4 },
  ],
  design: defaultDesign,
};
