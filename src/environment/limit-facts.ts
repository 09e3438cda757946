// Reads the limits that a load of many clients can meet, of the kernel and of this process.

import { canCountSystemCalls } from '../engine/system-calls.ts';
import type { LimitFacts } from '../model/machine.ts';
import { SystemFiles } from './system-files.ts';

/** Reads the facts; `systemRoot` is the directory that holds `proc`. */
export function readLimitFacts(systemRoot = '/'): LimitFacts {
  const files = new SystemFiles(systemRoot);
  const limits = files.read('proc/self/limits') ?? '';
  const openFiles = processLimit(limits, 'Max open files');
  const setting = (path: string): number | null => countOf(files.read(`proc/sys/${path}`));
  return {
    pipeMaxBytes: setting('fs/pipe-max-size'),
    pipePagesCountMax: setting('fs/pipe-user-pages-soft'),
    isPrivileged: process.geteuid?.() === 0,
    openFilesCountMax: openFiles.soft,
    openFilesCountHardMax: openFiles.hard,
    processCountMax: processLimit(limits, 'Max processes').soft,
    pidMax: setting('kernel/pid_max'),
    inotifyInstanceCountMax: setting('fs/inotify/max_user_instances'),
    inotifyWatchCountMax: setting('fs/inotify/max_user_watches'),
    canCountSystemCalls: canCountSystemCalls(),
  };
}

/** One line of /proc/self/limits: `Max open files    1024    4096    files`. */
function processLimit(limits: string, name: string) {
  const line = limits.split('\n').find((each) => each.startsWith(name)) ?? '';
  const [soft = null, hard = null] = line.slice(name.length).trim().split(/\s+/);
  return { soft: countOf(soft), hard: countOf(hard) };
}

function countOf(text: string | null): number | null {
  if (text === 'unlimited') {
    return Number.POSITIVE_INFINITY;
  }
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
