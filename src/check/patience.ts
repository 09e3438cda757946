// Waiting for what no event announces: a look every millisecond, up to a deadline, until somebody
// interrupts. The event loop runs on, so that several probes can wait side by side. Patience is
// used up only while somebody looks: where this process or the whole machine stands still, a server
// stands still too, and is not to blame for it.

import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 1;
/** As much of the time between two looks counts at most. */
const countedMsMax = 10;

/** How long to wait, at least, and what ends it before. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Looks until `look` is true; false: it never was, or the wait was interrupted. */
export async function awaitThat(
  look: () => boolean,
  { timeoutMs, signal }: Patience,
): Promise<boolean> {
  let waitedMs = 0;
  let lookedMs = performance.now();
  while (!look()) {
    if (signal.aborted || waitedMs >= timeoutMs) {
      return false;
    }
    await pause(lookEveryMs);
    const nowMs = performance.now();
    waitedMs += Math.min(nowMs - lookedMs, countedMsMax);
    lookedMs = nowMs;
  }
  return true;
}
