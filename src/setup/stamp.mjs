// What was built from what: a digest of the inputs of a build, kept under build/ beside what came
// of it. By content and not by time, so that a checkout or a copy builds nothing anew.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';

/**
 * All files under a directory of the project, sorted, as paths from the root. A directory that does
 * not exist holds none.
 * @param {string} directory
 * @param {RegExp} wanted
 * @returns {string[]}
 */
export function filesUnder(directory, wanted) {
  try {
    return readdirSync(join(root, directory), { withFileTypes: true })
      .flatMap((entry) => {
        const path = `${directory}/${entry.name}`;
        return entry.isDirectory() ? filesUnder(path, wanted) : path;
      })
      .filter((path) => wanted.test(path))
      .sort();
  } catch {
    return [];
  }
}

/**
 * A digest over the names and contents of files. A missing file counts as one.
 * @param {readonly string[]} paths from the project's root
 */
export function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(`${path}\0`).update(contentOf(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * The parts of the last successful build of that name; empty where there was none.
 * @param {string} name
 * @returns {Record<string, string>}
 */
export function readStamp(name) {
  try {
    return JSON.parse(readFileSync(stampPath(name), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Records a successful build.
 * @param {string} name
 * @param {Record<string, string>} parts
 */
export function writeStamp(name, parts) {
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), `${JSON.stringify(parts, null, 2)}\n`);
}

/**
 * Forgets a build, before the next one starts: if that is interrupted, it is not taken for done.
 * @param {string} name
 */
export function eraseStamp(name) {
  rmSync(stampPath(name), { force: true });
}

/** @param {string} name */
function stampPath(name) {
  return join(root, 'build', 'stamps', `${name}.json`);
}

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(join(root, path));
  } catch {
    return '';
  }
}
