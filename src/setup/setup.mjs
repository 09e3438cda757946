// Sets up a clone: dependencies, native build, dist/. Does only what is out of date, and says
// nothing when nothing is. It needs no dependency itself, since it runs before there are any.
// Called as a command it also builds the example servers, which only tests need. Options: --asan
// and --tsan also build and run the native code under a sanitizer.

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs';
import { buildExamples, examplesAreCurrent } from './example-build.mjs';
import { withLock } from './lock.mjs';
import { buildNative, nativeIsCurrent } from './native-build.mjs';
import { SetupError } from './project.mjs';
import { requireTools } from './requirements.mjs';
import { checkSanitized } from './sanitize.mjs';
import { buildDist, distIsCurrent } from './typescript-build.mjs';

/** Brings everything up to date; throws a SetupError where that fails. */
export async function setUp() {
  if (isCurrent()) {
    return;
  }
  requireTools();
  await withLock(async () => {
    if (!dependenciesAreCurrent()) {
      await installDependencies();
    }
    if (!nativeIsCurrent()) {
      await buildNative();
    }
    if (!distIsCurrent()) {
      await buildDist();
    }
  });
}

/**
 * Runs `work` and sets the exit code: 0, or that of the SetupError, whose message is printed.
 * @param {() => Promise<void>} work
 */
export async function report(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

async function setUpExamples() {
  if (!examplesAreCurrent()) {
    await withLock(buildExamples);
  }
}

function isCurrent() {
  return dependenciesAreCurrent() && nativeIsCurrent() && distIsCurrent();
}

async function main() {
  const [option, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || ![undefined, '--asan', '--tsan'].includes(option)) {
    throw new SetupError('usage: setup.mjs [--asan | --tsan]', 2);
  }
  if (option === undefined) {
    await setUp();
    await setUpExamples();
  } else {
    await setUp();
    await withLock(() => checkSanitized(option === '--asan' ? 'asan' : 'tsan'));
  }
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await report(main);
}
