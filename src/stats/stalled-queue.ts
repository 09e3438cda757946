// What clients of a server must wait that does nothing for a while and then catches up: the closed
// form that the self-test holds measured response times against.

import assert from 'node:assert/strict';

/** A stretch of time in ns, on the clock of the arrivals. */
export interface Stall {
  readonly startNs: number;
  /** At `startNs` or later. */
  readonly endNs: number;
}

/**
 * The response time of each arrival, in ns and in their order, at a server that takes `serviceNs`
 * (0 or more) for each client, one at a time and in the order of arrival, and that stands still
 * during the stall. `arrivalsNs` ascend. No arrivals give none.
 *
 * Arrival i, at a(i), departs at d(i) = max(a(i), d(i-1)) + s (Lindley 1952), and later by as much
 * of the stall as falls between. For one that arrives at a(k) as the k-th since an idle server
 * stalled, that is the end of the stall + k s - a(k); with arrivals every 1/λ it falls in a
 * straight line from the length D of the stall, by 1/λ - s from one to the next, so that
 * D / (1/λ - s) arrivals wait, and all others take s.
 */
export function stalledResponsesNs(
  arrivalsNs: Float64Array,
  { stall, serviceNs }: { stall: Stall; serviceNs: number },
): Float64Array {
  assert(stall.endNs >= stall.startNs, 'a stall ends after it began');
  let freeNs = Number.NEGATIVE_INFINITY;
  return arrivalsNs.map((arrivalNs) => {
    freeNs = departureNs(Math.max(arrivalNs, freeNs), { stall, serviceNs });
    return freeNs - arrivalNs;
  });
}

/** When a client is done that the server turned to at `turnedNs`. */
function departureNs(
  turnedNs: number,
  { stall, serviceNs }: { stall: Stall; serviceNs: number },
): number {
  const { startNs, endNs } = stall;
  if (turnedNs >= endNs || turnedNs + serviceNs <= startNs) {
    return turnedNs + serviceNs;
  }
  return endNs + serviceNs - Math.max(0, startNs - turnedNs);
}
