// Waiting for what a probe hopes for: a look every millisecond, until somebody interrupts.

import { eventually } from '../target/eventually.ts';

const lookEveryMs = 1;

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
  const wait = { timeoutMs, signal, periodMs: lookEveryMs };
  return (await eventually(() => (look() ? true : null), wait)) !== null;
}
