// Where servers run: a private directory for each, below a parent that the user may choose. The
// default is memory-backed, because making and removing FIFOs are operations of the file system.

import { accessSync, constants, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FifobenchError } from '../errors.ts';

const memoryBackedDirectory = '/dev/shm';

/**
 * The parent of all run directories: `chosen`, or else shared memory, or else the system's
 * temporary directory. Throws a FifobenchError of code `directory` where `chosen` is no directory
 * or nothing can be made in it.
 */
export function runDirectoryParent(chosen?: string): string {
  if (chosen === undefined) {
    return isUsable(memoryBackedDirectory) ? memoryBackedDirectory : tmpdir();
  }
  const remedy = 'name a directory that exists and that you may write to, or leave out --dir';
  try {
    if (statSync(chosen).isDirectory()) {
      // Permissions do not tell everything, a read-only or virtual file system for one: try it.
      rmdirSync(mkdtempSync(join(chosen, 'fifobench-')));
      return chosen;
    }
  } catch (cause) {
    throw new FifobenchError('directory', `--dir: cannot use ${chosen}`, { remedy, cause });
  }
  throw new FifobenchError('directory', `--dir: ${chosen} is no directory`, { remedy });
}

function isUsable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
