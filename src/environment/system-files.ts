// Reads small files of /proc and /sys. A machine that lacks one is still a machine, so a file that
// is missing, unreadable or empty is `null` and never an error.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Most entries of a directory that are read. */
const highestEntryCount = 1_024;

/** Files below one root: `/` on the machine itself, a directory of copies in a test. */
export class SystemFiles {
  readonly #root: string;

  /** `root` is an absolute path. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Text of a file without surrounding white space; `null` where there is nothing to read. */
  read(path: string): string | null {
    try {
      const text = readFileSync(join(this.#root, path), 'utf8').trim();
      return text === '' ? null : text;
    } catch {
      return null;
    }
  }

  /** Texts of the readable files of a directory by name; empty where there is no directory. */
  readAll(path: string): Map<string, string> {
    const texts = new Map<string, string>();
    for (const name of this.names(path).slice(0, highestEntryCount)) {
      const text = this.read(join(path, name));
      if (text !== null) {
        texts.set(name, text);
      }
    }
    return texts;
  }

  /** What a symbolic link says; `null` where there is none or it may not be read. */
  link(path: string): string | null {
    try {
      return readlinkSync(join(this.#root, path));
    } catch {
      return null;
    }
  }

  /** Names in a directory in alphabetical order; empty where there is no directory. */
  names(path: string): string[] {
    try {
      return readdirSync(join(this.#root, path)).sort();
    } catch {
      return [];
    }
  }
}
