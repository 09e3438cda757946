// The files that a server is started from: its program, and those that its arguments name, such as
// a script. They are known by their content, so that another build of the same name is another
// program. What they load themselves, such as shared libraries, is not looked at.

import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ProgramIdentity } from '../model/gate-record.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { executablePath } from './executables.ts';

/** A file that a server is started from. */
export interface Program extends ProgramIdentity {
  /** Absolute. */
  readonly path: string;
}

/**
 * The programs of a server in the order of its command, as they are now. None for a server that is
 * attached to, and none of a file that cannot be read: the server will not start then.
 */
export function programsOf(spec: ServerSpec): Program[] {
  return programPaths(spec).map((path) => ({ ...identify(path), path }));
}

/** Identifies the content of a file. Throws what reading it throws. */
export function identify(path: string): ProgramIdentity {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return { name: basename(path), sha256 };
}

/** The server, started from other files: one for each of its programs, in their order. */
export function withPrograms(spec: ServerSpec, paths: readonly string[]): ServerSpec {
  if (spec.kind === 'attached') {
    return spec;
  }
  if (spec.kind === 'pattern') {
    const [executable] = paths;
    return executable === undefined ? spec : { ...spec, executable };
  }
  const files = fileWords(spec.argv);
  const argv = spec.argv.map((word, index) => {
    const place = files.findIndex((file) => file.index === index);
    return place < 0 ? word : (paths[place] ?? word);
  });
  return { ...spec, argv };
}

function programPaths(spec: ServerSpec): string[] {
  switch (spec.kind) {
    case 'attached':
      return [];
    case 'pattern':
      return [spec.executable ?? executablePath('fifobench-server')];
    case 'command':
      return fileWords(spec.argv).map(({ path }) => path);
  }
}

/** The words of a command that name files: the program, and arguments that are absolute paths. */
function fileWords(argv: readonly string[]): { index: number; path: string }[] {
  return argv.flatMap((word, index) => {
    const path = index === 0 ? programPath(word) : isAbsolute(word) ? word : undefined;
    return path !== undefined && isFile(path) ? [{ index, path }] : [];
  });
}

function programPath(word: string): string | undefined {
  if (word.includes('/')) {
    return resolve(word);
  }
  const directories = (process.env.PATH ?? '').split(delimiter);
  return directories.map((directory) => join(directory, word)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
