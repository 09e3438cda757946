// Processors that are kept awake by threads of the lowest priority, which belong to this process
// and end with it.

import { FifobenchError } from '../errors.ts';
import { errorName } from './fifo.ts';
import { nativeAddon } from './native-addon.ts';

/** Processors that do not go to sleep until they are released. */
export interface AwakeCores {
  /** Ends the threads; more than once does no harm. */
  release(): void;
}

/**
 * Keeps those processors awake; none is allowed. Throws a FifobenchError of code `cpus` where one
 * cannot be used, and then keeps none.
 */
export function keepAwake(cpus: readonly number[]): AwakeCores {
  const cores = new (nativeAddon().AwakeCores)(Int32Array.from(cpus));
  if (cores.error !== 0) {
    const list = cpus.join(', ');
    throw new FifobenchError(
      'cpus',
      `processors ${list} cannot be kept awake: ${errorName(cores.error)}`,
      { remedy: 'leave --keep-awake out' },
    );
  }
  return cores;
}
