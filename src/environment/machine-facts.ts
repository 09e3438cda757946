// Everything about this machine that can disturb a measurement and can be read in a moment.

import type { MachineFacts } from '../model/machine.ts';
import { readLimitFacts } from './limit-facts.ts';
import { readProcessorFacts } from './processor-facts.ts';
import { readRunDirectoryFacts } from './run-directory-facts.ts';
import { SystemFiles } from './system-files.ts';

const bytesPerKibibyte = 1_024;

/**
 * Reads all facts. `runDirectory` exists, and servers get their directories in it; `systemRoot` is
 * the directory that holds `proc` and `sys`. What cannot be read is `null` and no error.
 */
export async function readMachineFacts(
  runDirectory: string,
  systemRoot = '/',
): Promise<MachineFacts> {
  const files = new SystemFiles(systemRoot);
  const load = /^[\d.]+/.exec(files.read('proc/loadavg') ?? '')?.[0];
  return {
    processors: await readProcessorFacts(systemRoot),
    limits: readLimitFacts(systemRoot),
    runDirectory: await readRunDirectoryFacts(runDirectory, systemRoot),
    loadAverage: load === undefined ? null : Number(load),
    swapUsedBytes: swapUsedBytes(files.read('proc/swaps')),
  };
}

/** /proc/swaps has a heading and a line for each area; its fourth column is KiB in use. */
function swapUsedBytes(swaps: string | null): number | null {
  if (swaps === null) {
    return null;
  }
  const areas = swaps.split('\n').slice(1);
  const usedKibibytes = areas.map((area) => Number(area.split(/\s+/)[3] ?? 0));
  return usedKibibytes.reduce((sum, each) => sum + each, 0) * bytesPerKibibyte;
}
