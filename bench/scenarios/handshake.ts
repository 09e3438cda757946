// The handshake by itself: one client that connects, shakes hands and leaves. Without operations,
// what remains is the cost of the pattern alone.

import { defaultCase, defaultDesign, type Scenario } from '../../src/model/scenario.ts';

/** One client without operations, wherever the scheduler puts it. */
export const handshakeScenario: Scenario = {
  name: 'handshake',
  summary: '1 client that shakes hands and leaves, without an operation, on any core',
  servers: ['basic', 'forking', 'forking-unlink-first'],
  cases: [{ ...defaultCase, operationCount: 0 }],
  design: defaultDesign,
};
