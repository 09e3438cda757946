// The first look: the three built-in patterns, alone with one client and under a small crowd.
// Both placements of one client are shown, since they differ more than the servers do.

import { defaultCase, defaultDesign, type Scenario } from '../../src/model/scenario.ts';

/** What `npm start` measures: about a minute for two servers. */
export const defaultScenario: Scenario = {
  name: 'default',
  summary: '1 client on the same core and across cores, then 32 clients; 1 operation of 64 B each',
  servers: ['basic', 'forking', 'forking-unlink-first'],
  cases: [
    { ...defaultCase, clientCount: 1, placement: 'same core' },
    { ...defaultCase, clientCount: 1, placement: 'cross core' },
    { ...defaultCase, clientCount: 32, placement: 'cross core' },
  ],
  design: defaultDesign,
};
