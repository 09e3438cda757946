// Looks which FIFOs a server makes, where nobody said what its well-known pipe is called: in its
// own directory, and in those that its arguments or the known profiles name. Nothing is opened.

import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How deep below a server's own directory FIFOs are looked for. */
const depthMax = 3;
/** Entries of a directory that are looked at; a crowded /tmp must not stop the search. */
const entryCountMax = 20_000;

/** The FIFOs of a moment: path to what tells one FIFO of that name from another. */
export type FifoSnapshot = ReadonlyMap<string, string>;

/** The FIFOs in these directories, not below them. What cannot be read holds none. */
export function snapshotFifos(directories: readonly string[]): FifoSnapshot {
  return new Map(directories.flatMap((directory) => fifosIn(directory, 1)));
}

/** Paths of FIFOs that were not there before: below `home`, and in the directories of `before`. */
export function newFifos(
  home: string,
  { directories, before }: { directories: readonly string[]; before: FifoSnapshot },
): string[] {
  const own = fifosIn(home, depthMax).map(([path]) => path);
  const elsewhere = [...snapshotFifos(directories)].filter(
    ([path, identity]) => before.get(path) !== identity,
  );
  return [...own, ...elsewhere.map(([path]) => path)];
}

function fifosIn(directory: string, depth: number): [string, string][] {
  return entriesOf(directory).flatMap((name) => {
    const path = join(directory, name);
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status?.isFIFO() === true) {
      return [[path, `${status.ino} ${status.ctimeMs}`] as [string, string]];
    }
    return depth > 1 && status?.isDirectory() === true ? fifosIn(path, depth - 1) : [];
  });
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory).slice(0, entryCountMax);
  } catch {
    return [];
  }
}
