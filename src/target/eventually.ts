// Waiting for a server to do what no event announces: a look from time to time, up to a deadline.
// The event loop runs on, so that several can wait side by side. Time is used up only while
// somebody looks: where this process or the whole machine stands still, a server stands still too,
// and is not to blame for it.

import { setTimeout as pause } from 'node:timers/promises';

/** As much of the time between two looks counts at most. */
const countedMsMax = 10;

/** How long to wait, at least, and what ends it before. */
export interface Wait {
  readonly timeoutMs: number;
  /** Between two looks; absent: 2 ms. */
  readonly periodMs?: number;
  /** Ends the wait early; absent: nothing does. */
  readonly signal?: AbortSignal;
}

/** Asks until there is an answer; `null`: there was none, or the wait was interrupted. */
export async function eventually<Answer>(
  ask: () => Answer | null,
  { timeoutMs, periodMs = 2, signal }: Wait,
): Promise<Answer | null> {
  let waitedMs = 0;
  let askedMs = performance.now();
  for (;;) {
    const answer = ask();
    if (answer !== null || signal?.aborted === true || waitedMs >= timeoutMs) {
      return answer;
    }
    await pause(periodMs);
    const nowMs = performance.now();
    waitedMs += Math.min(nowMs - askedMs, countedMsMax);
    askedMs = nowMs;
  }
}
