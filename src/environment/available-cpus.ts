// The processors that this process may use, which a container or taskset can make fewer than there
// are. Placements are chosen among them.

import { cpus } from 'node:os';
import { FifobenchError } from '../errors.ts';
import { parseCpuList } from '../units.ts';
import { fieldOf } from './kernel-text.ts';
import { SystemFiles } from './system-files.ts';

/**
 * Kernel processor numbers that this process may use, ascending, at least one. Where
 * /proc/self/status does not tell, they are all the processors of the machine. `systemRoot` is the
 * directory that holds `proc`.
 */
export function availableCpus(systemRoot = '/'): number[] {
  const status = new SystemFiles(systemRoot).read('proc/self/status') ?? '';
  const list = fieldOf(status, 'Cpus_allowed_list');
  try {
    return parseCpuList((list ?? '').replaceAll(',', '+'));
  } catch (error) {
    if (!(error instanceof FifobenchError)) {
      throw error;
    }
    return Array.from({ length: Math.max(1, cpus().length) }, (_, cpu) => cpu);
  }
}
