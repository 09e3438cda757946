// Copies of the programs that baselines were measured with, named by their content, so that they
// can be measured again beside what became of them. They stay on this machine: git ignores them,
// and where one is missing a baseline's stored blocks are what there is.

import { accessSync, constants, copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { ProgramIdentity } from '../model/gate-record.ts';

/** Where copies are kept, below the directory in which fifobench is started. */
export const keptProgramsDirectory = 'results/programs';

/** A file that is larger is not kept: it is rather an interpreter than a server. */
const keptBytesMax = 16 * 1024 * 1024;

/**
 * Keeps a copy of a program, unless there is one or it is too large. Throws a FifobenchError of
 * code `store` where it cannot be written.
 */
export function keepProgram({ sha256, path }: ProgramIdentity & { path: string }): void {
  const copy = placeOf(sha256);
  if (keptProgram(sha256) !== undefined || statSync(path).size > keptBytesMax) {
    return;
  }
  try {
    mkdirSync(keptProgramsDirectory, { recursive: true });
    copyFileSync(path, `${copy}.part`);
    renameSync(`${copy}.part`, copy);
  } catch (cause) {
    throw new FifobenchError('store', `${copy} cannot be written`, {
      remedy: 'free some space, or start fifobench where results/ can be written',
      cause,
    });
  }
}

/** The absolute path of the copy with this content, if there is one that may be run or read. */
export function keptProgram(sha256: string): string | undefined {
  const copy = placeOf(sha256);
  try {
    accessSync(copy, constants.R_OK);
    return resolve(copy);
  } catch {
    return undefined;
  }
}

function placeOf(sha256: string): string {
  return join(keptProgramsDirectory, sha256);
}
