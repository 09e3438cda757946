// Waiting for what no event announces: a look every millisecond, up to a deadline, until somebody
// interrupts. The event loop runs on, so that several probes can wait side by side.

import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 1;

/** How long to wait, and what ends it before. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Looks until `look` is true; false: it never was, or the wait was interrupted. */
export async function awaitThat(
  look: () => boolean,
  { timeoutMs, signal }: Patience,
): Promise<boolean> {
  const startedMs = performance.now();
  while (!look()) {
    if (signal.aborted || performance.now() - startedMs >= timeoutMs) {
      return false;
    }
    await pause(lookEveryMs);
  }
  return true;
}
