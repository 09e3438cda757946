// Waiting for something that no event announces: looked at every few milliseconds, up to a
// deadline. A test that waits says what for, so that a failure names it. Deadlines only end what
// will never come: they are far longer than a busy machine takes.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 2;
const defaultDeadlineMs = 60_000;

/** Resolves as soon as `condition` holds; fails, naming `what`, when it never does. */
export async function until(
  what: string,
  condition: () => boolean,
  deadlineMs = defaultDeadlineMs,
): Promise<void> {
  const startedMs = performance.now();
  while (!condition()) {
    assert.ok(performance.now() - startedMs < deadlineMs, `waited in vain until ${what}`);
    await pause(lookEveryMs);
  }
}

/** The value of `promise`; fails, naming `what`, when it does not come. */
export async function inTime<Value>(
  what: string,
  promise: Promise<Value>,
  deadlineMs = defaultDeadlineMs,
): Promise<Value> {
  const timer = new AbortController();
  const tooLate = pause(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new assert.AssertionError({ message: `waited in vain for ${what}` });
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    timer.abort();
    await tooLate.catch(() => undefined);
  }
}
