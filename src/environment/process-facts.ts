// What a process holds, as /proc tells it: descriptors and children.

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
  const states = childrenOf(files, pid).map((child) => stateOf(files, child) ?? '');
  return {
    descriptorCount: descriptors.length,
    zombieCount: states.filter((state) => state === 'Z').length,
    liveChildCount: states.filter((state) => state !== '' && !'ZX'.includes(state)).length,
  };
}

/** Over all threads. */
function childrenOf(files: SystemFiles, pid: number): string[] {
  return files
    .names(`proc/${pid}/task`)
    .flatMap((thread) => files.read(`proc/${pid}/task/${thread}/children`)?.split(/\s+/) ?? []);
}

/** The kernel's letter for what a process does, as `T` for stopped; `null`: it is gone. */
export function readProcessState(pid: number): string | null {
  return stateOf(new SystemFiles('/'), String(pid));
}

function stateOf(files: SystemFiles, pid: string): string | null {
  return /^State:\s+(\S)/m.exec(files.read(`proc/${pid}/status`) ?? '')?.[1] ?? null;
}
