// Reads the counters by which other work on this machine makes itself known. A reading takes some
// tenths of a millisecond and is taken between blocks, never within one.

import type { SentinelReading } from '../model/disturbance.ts';
import { SystemFiles } from './system-files.ts';

/** The unit of /proc/stat, USER_HZ, is a hundredth of a second on every Linux. */
const nsPerTick = 10_000_000;
/** Most descendants that are followed. */
const highestProcessCount = 256;

/** Where a reading is taken; tests say something else than this machine and this process. */
export interface SentinelSource {
  /** Directory that holds `proc`. */
  readonly systemRoot?: string;
  readonly pid?: number;
  /** Monotonic clock. */
  readonly nowNs?: () => number;
}

/**
 * Reads all sentinels. What the kernel does not tell is 0, or `null` where the type says so. A
 * server that this process did not start, as one that is attached to, counts as the work of others.
 */
export function readSentinels(source: SentinelSource = {}): SentinelReading {
  const { systemRoot = '/', pid = process.pid } = source;
  const { nowNs = () => Number(process.hrtime.bigint()) } = source;
  const files = new SystemFiles(systemRoot);
  const stat = files.read('proc/stat') ?? '';
  const atNs = nowNs();
  const { cpuCount, idleNs, stealNs } = processorTimes(stat);
  const waits = /^\d+ (\d+)/.exec(files.read(`proc/${pid}/schedstat`) ?? '');
  const pressureUs = /^some .*total=(\d+)/m.exec(files.read('proc/pressure/cpu') ?? '');
  return {
    atNs,
    cpuCount,
    // Ticks of user and system time are sampled; those of idle time are exact.
    busyNs: cpuCount * atNs - idleNs - stealNs,
    stealNs,
    ownBusyNs: familyBusyNs(files, pid),
    contextSwitchCount: counterOf(stat, 'ctxt'),
    forkCount: counterOf(stat, 'processes'),
    pressureNs: pressureUs === null ? null : Number(pressureUs[1]) * 1_000,
    queueWaitNs: waits === null ? null : Number(waits[1]),
  };
}

function processorTimes(stat: string) {
  const total = /^cpu +(.+)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  const [, , , idle = 0, ioWait = 0, , , steal = 0] = total;
  return {
    cpuCount: stat.match(/^cpu\d+ /gm)?.length ?? 0,
    idleNs: (idle + ioWait) * nsPerTick,
    stealNs: steal * nsPerTick,
  };
}

function counterOf(stat: string, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);
}

/** Time of a process, of its living descendants, and of all for which any of them has waited. */
function familyBusyNs(files: SystemFiles, pid: number): number {
  const family = [pid];
  let tickCount = 0;
  for (let index = 0; index < Math.min(family.length, highestProcessCount); index += 1) {
    const member = family[index] as number;
    tickCount += processTickCount(files.read(`proc/${member}/stat`) ?? '');
    const children = files.read(`proc/${member}/task/${member}/children`);
    family.push(...(children ?? '').split(' ').filter(Boolean).map(Number));
  }
  return tickCount * nsPerTick;
}

/** User and system time of a process and of its children that have ended, from its `stat`. */
function processTickCount(stat: string): number {
  // The name of a process may hold anything, also spaces and brackets: fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}
