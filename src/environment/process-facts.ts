// What a process holds and does, as /proc tells it: descriptors, children, and whether it rests.

import { SystemFiles } from './system-files.ts';

/** Of one process, at the moment of the look. */
export interface ProcessFacts {
  readonly descriptorCount: number;
  /** Children that ended and were not waited for. */
  readonly zombieCount: number;
  readonly liveChildCount: number;
}

/** `null`: there is no such process, or it may not be looked at. */
export function readProcessFacts(pid: number, root = '/'): ProcessFacts | null {
  const files = new SystemFiles(root);
  const descriptors = files.names(`proc/${pid}/fd`);
  if (descriptors.length === 0) {
    return null;
  }
  const states = childrenOf(files, String(pid)).map((child) => stateOf(files, child) ?? '');
  return {
    descriptorCount: descriptors.length,
    zombieCount: states.filter((state) => state === 'Z').length,
    liveChildCount: states.filter((state) => state !== '' && !'ZX'.includes(state)).length,
  };
}

/** Over all threads. */
function childrenOf(files: SystemFiles, pid: string): string[] {
  return files
    .names(`proc/${pid}/task`)
    .flatMap((thread) => files.read(`proc/${pid}/task/${thread}/children`)?.split(/\s+/) ?? []);
}

/**
 * Whether neither a process nor anything below it runs, waits for a processor or for a disk. Who
 * has ended rests too.
 */
export function isFamilyAtRest(pid: number, root = '/'): boolean {
  const files = new SystemFiles(root);
  const rests = (each: string): boolean =>
    !['R', 'D'].includes(stateOf(files, each) ?? '') && childrenOf(files, each).every(rests);
  return rests(String(pid));
}

/** The kernel's letter for what a process does, as `T` for stopped; `null`: it is gone. */
export function readProcessState(pid: number): string | null {
  return stateOf(new SystemFiles('/'), String(pid));
}

function stateOf(files: SystemFiles, pid: string): string | null {
  return /^State:\s+(\S)/m.exec(files.read(`proc/${pid}/status`) ?? '')?.[1] ?? null;
}
