// Reads what the place of the run directories is made of, how much fits in, and which directories
// killed runs have left there. Nothing is removed.

import { lstatSync, type StatsFs, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunDirectoryFacts } from '../model/machine.ts';
import { describeEnvironment } from './describe-environment.ts';
import { SystemFiles } from './system-files.ts';

/** The warden and `serve` make directories of such names. */
const namePattern = /^fifobench-[A-Za-z0-9]{6}$/;

/** Reads the facts of `path`, which exists; `systemRoot` is the directory that holds `proc`. */
export async function readRunDirectoryFacts(
  path: string,
  systemRoot = '/',
): Promise<RunDirectoryFacts> {
  const { fileSystem } = await describeEnvironment(path, systemRoot);
  const room = roomOf(path);
  return {
    path,
    fileSystem: fileSystem === 'unknown' ? null : fileSystem,
    freeBytes: room === null ? null : room.bavail * room.bsize,
    // A file system without a limit of its own says 0 of 0.
    freeFileCount: room === null || room.files === 0 ? null : room.ffree,
    leftoverPaths: leftoversIn(path, new SystemFiles(systemRoot)),
  };
}

function roomOf(path: string): StatsFs | null {
  try {
    return statfsSync(path);
  } catch {
    return null;
  }
}

/** Our own directories that no process names, works in or holds open. */
function leftoversIn(parent: string, files: SystemFiles): string[] {
  const candidates = new SystemFiles(parent)
    .names('.')
    .filter((name) => namePattern.test(name))
    .map((name) => join(parent, name))
    .filter(isOurDirectory);
  if (candidates.length === 0) {
    return [];
  }
  const traces = files
    .names('proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(tracesIn(files));
  return candidates.filter((path) => !traces.some((trace) => trace.includes(path)));
}

/** What others' servers hold open may not be read, so that their directories are left alone. */
function isOurDirectory(path: string): boolean {
  try {
    const status = lstatSync(path);
    return status.isDirectory() && status.uid === process.geteuid?.();
  } catch {
    return false;
  }
}

/** The paths by which a process betrays what it has to do with. */
function tracesIn(files: SystemFiles): (pid: string) => string[] {
  return (pid) => {
    const links = files.names(`proc/${pid}/fd`).map((fd) => files.link(`proc/${pid}/fd/${fd}`));
    const traces = [files.read(`proc/${pid}/cmdline`), files.link(`proc/${pid}/cwd`), ...links];
    return traces.filter((trace) => trace !== null);
  };
}
