// dist/: the TypeScript of src, workers, bench and test, type-checked and compiled by tsc. Outputs
// whose source vanished are removed, so that no test runs from a file that is no more.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTool } from './run-tool.mjs';
import { digestOf, eraseStamp, filesUnder, readStamp, writeStamp } from './stamp.mjs';

const stampName = 'dist';
const sourceDirectories = ['src', 'workers', 'bench', 'test'];

/** Whether dist/ holds what the present sources make of it. */
export function distIsCurrent() {
  return (
    readStamp(stampName).sources === sourcesDigest() &&
    sources().every((path) => existsSync(join(root, 'dist', path.replace(/\.ts$/, '.js'))))
  );
}

/** Compiles all of it; throws a SetupError with what tsc says when a type is wrong. */
export async function buildDist() {
  const parts = { sources: sourcesDigest() };
  eraseStamp(stampName);
  removeStale();
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await runTool('compile the TypeScript', process.execPath, [tsc, '-p', '.']);
  writeStamp(stampName, parts);
}

function sources() {
  return sourceDirectories.flatMap((directory) => filesUnder(directory, /\.ts$/));
}

function sourcesDigest() {
  const others = ['tsconfig.json', 'package.json', 'node_modules/.package-lock.json'];
  return digestOf([...sources(), ...others]);
}

function removeStale() {
  const kept = new Set(sources().map((path) => path.replace(/\.ts$/, '')));
  for (const path of filesUnder('dist', /\.(js|d\.ts)(\.map)?$/)) {
    const stem = path.replace(/^dist\//, '').replace(/\.(js|d\.ts)(\.map)?$/, '');
    if (!kept.has(stem)) {
      rmSync(join(root, path), { force: true });
    }
  }
}
