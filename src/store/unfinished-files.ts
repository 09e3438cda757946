// Files that are being written beside their place, under names that say which process writes them,
// so that what a killed one left can be told from what another one is at. Where that is not known
// for certain, a file stays until it is a day old: no save takes that long.

import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Of a machine that does not say: such a file stays for its day. */
const unknownScope = `${'0'.repeat(32)}-0`;

const dayMs = 24 * 60 * 60 * 1_000;

/** `.fifobench-BOOT-NAMESPACE-PID-RANDOM.part`; hidden, so that nobody takes it for a result. */
const namePattern = /^\.fifobench-([0-9a-f]{32}-\d+)-(\d+)-[0-9a-f-]+\.part$/;

/** A path in the directory that no other call returns, of which this process is the writer. */
export function unfinishedPath(directory: string): string {
  return join(directory, `.fifobench-${scopeOfPids()}-${process.pid}-${randomUUID()}.part`);
}

/**
 * Removes what writers left in the directory that were killed: those of this boot and this
 * namespace of process ids that are no more, and whatever is older than a day. What cannot be
 * removed stays, for it harms nobody.
 */
export async function removeAbandoned(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const scope = scopeOfPids();
  for (const name of names) {
    const [, writersScope, pid] = namePattern.exec(name) ?? [];
    const path = join(directory, name);
    const isDead = scope !== unknownScope && writersScope === scope && !isAlive(Number(pid));
    if (writersScope !== undefined && (isDead || (await isOld(path)))) {
      await rm(path, { force: true }).catch(() => undefined);
    }
  }
}

/** Where a process id means one process: a boot of a machine, and a namespace in it. */
function scopeOfPids(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').replace(/[^0-9a-f]/g, '');
    return `${boot}-${readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')}`;
  } catch {
    return unknownScope;
  }
}

/** A process of somebody else counts too, and one that took the id over: better a file too many. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function isOld(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => null);
  return status !== null && Date.now() - status.mtimeMs > dayMs;
}
