// The packages under node_modules: installed as package-lock.json says, all of them, since the
// build needs those for development too.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';
import { runTool } from './run-tool.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */

/**
 * Whether node_modules holds exactly the locked packages, by version and checksum. Optional ones
 * may be absent: they belong to other platforms.
 */
export function dependenciesAreCurrent() {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (locked === undefined || installed === undefined) {
    return false;
  }
  const names = Object.keys(locked).filter((name) => name !== '');
  const isCurrent = names.every((name) => {
    const [wanted, found] = [locked[name], installed[name]];
    return found === undefined
      ? wanted?.optional === true
      : found.version === wanted?.version && found.integrity === wanted?.integrity;
  });
  return isCurrent && Object.keys(installed).every((name) => name in locked);
}

/** Installs the locked packages anew. Their install scripts are not needed and do not run. */
export async function installDependencies() {
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts'];
  await runTool('install the dependencies (npm ci)', npmCommand(), args);
}

/** The npm beside the running node, else the one on the path. */
export function npmCommand() {
  const beside = join(dirname(process.execPath), 'npm');
  return existsSync(beside) ? beside : 'npm';
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
