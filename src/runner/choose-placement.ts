// From the words of a scenario to processor numbers of this machine.

import type { Placement } from '../model/placement.ts';
import type { ScenarioPlacement } from '../model/scenario.ts';

/**
 * The processors for a placement, out of those that this process may use (ascending, at least one).
 * The same core is the last one, since the first serves most interrupts. `null`: it takes two
 * processors and there is only one.
 */
export function choosePlacement(
  name: ScenarioPlacement,
  availableCpus: readonly number[],
): Placement | null {
  const first = availableCpus[0] ?? 0;
  const last = availableCpus.at(-1) ?? 0;
  switch (name) {
    case 'unpinned':
      return { name, serverCpus: [], clientCpus: [] };
    case 'same core':
      return { name, serverCpus: [last], clientCpus: [last] };
    case 'cross core':
      return first === last ? null : { name, serverCpus: [first], clientCpus: [last] };
  }
}
