// Which processors a placement has kept awake, and for how long: from before its servers start
// until after they have ended.

import { type AwakeCores, keepAwake } from '../engine/awake-cores.ts';
import { availableCpus } from '../environment/available-cpus.ts';
import type { Placement } from '../model/placement.ts';

/**
 * Runs `measure` with the processors of the placement awake, where it asks for that: those of
 * server and clients, or all that this process may use where the scheduler chooses either. Throws
 * what `measure` throws, and a FifobenchError of code `cpus`; no thread is left in either case.
 */
export async function whileAwake<Result>(
  placement: Placement,
  measure: () => Promise<Result>,
): Promise<Result> {
  const awake: AwakeCores | null =
    placement.isKeptAwake === true ? keepAwake(processorsOf(placement)) : null;
  try {
    return await measure();
  } finally {
    awake?.release();
  }
}

function processorsOf({ serverCpus, clientCpus }: Placement): readonly number[] {
  const isOpen = serverCpus.length === 0 || clientCpus.length === 0;
  return isOpen ? availableCpus() : [...new Set([...serverCpus, ...clientCpus])];
}
