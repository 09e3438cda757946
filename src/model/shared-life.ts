// Whether servers can live side by side, as the slices of a duet want it.

import { profileOf, type ServerSpec } from './server-spec.ts';

/**
 * Why these servers cannot all live at once, each twice for A/A pairs, in words; `null`: they can.
 */
export function obstacleToSharedLife(servers: readonly ServerSpec[]): string | null {
  for (const spec of servers) {
    const { wkp, server } = profileOf(spec);
    if (spec.kind === 'attached') {
      continue;
    }
    if (wkp.path.startsWith('/')) {
      return `there is only one ${wkp.path}, the well-known pipe of ${spec.name}`;
    }
    if (server.cwd !== 'temp') {
      return `${spec.name} runs in ${server.cwd}, where there is room for one`;
    }
    const limit = server.maxSessions ?? server.limits?.recycleAfterSessions;
    if (limit !== undefined) {
      return `${spec.name} serves ${limit} sessions, and fresh ones have to be started in between`;
    }
  }
  return null;
}
