// The example servers of test/servers, which tests drive: those in C are compiled into
// build/servers, by the compiler of the native build, so that no other one is needed. They are
// written as people write their first servers, and not held to the warnings of our own code. What
// only runs the program does without them.

import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compilerIdentity } from './native-build.mjs';
import { root } from './project.mjs';
import { findCompiler } from './requirements.mjs';
import { runTool } from './run-tool.mjs';
import { digestOf, eraseStamp, filesUnder, readStamp, writeStamp } from './stamp.mjs';

const stampName = 'examples';
const sourceDirectory = 'test/servers';
const outputDirectory = 'build/servers';

/** Compiles one after the other; a C++ compiler takes C by `-x c`. */
const compileAll = `
flags=$1
shift
for source in "$@"; do
  name=$(basename "$source" .c)
  $flags -x c -std=gnu11 -O1 -w "$source" -o "${outputDirectory}/$name" || exit 1
done`;

/** Whether build/servers holds what the present sources and compiler make of it. */
export function examplesAreCurrent() {
  const stamp = readStamp(stampName);
  return (
    stamp.sources === sourcesDigest() &&
    stamp.compiler === compilerIdentity() &&
    sources().every((path) => existsSync(join(root, outputDirectory, basename(path, '.c'))))
  );
}

/** Builds all of them; throws a SetupError when one does not compile. */
export async function buildExamples() {
  const parts = { sources: sourcesDigest(), compiler: compilerIdentity() };
  eraseStamp(stampName);
  mkdirSync(join(root, outputDirectory), { recursive: true });
  const words = ['-c', compileAll, 'sh', findCompiler() ?? 'g++', ...sources()];
  await runTool('compile the example servers', 'sh', words);
  writeStamp(stampName, parts);
}

function sources() {
  return filesUnder(sourceDirectory, /\.c$/);
}

function sourcesDigest() {
  return digestOf(filesUnder(sourceDirectory, /\.[ch]$/));
}
