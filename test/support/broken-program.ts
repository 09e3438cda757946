// A copy of the built program in which one place is wrong, as a broken one would have it. The real
// program needs no switch for it, and everything else in the copy is the real thing.

import assert from 'node:assert/strict';
import { copyFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectDirectory } from './project-directory.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** What is wrong with it. */
export interface Breakage {
  /** A compiled file below `dist/src`. */
  readonly file: string;
  /** Occurs there once; a program that has moved on fails the test and does not pass unbroken. */
  readonly right: string;
  readonly wrong: string;
}

/** Makes the copy for one test and returns its main module, for `Tool`. */
export function brokenProgram(context: TestContext, breakages: readonly Breakage[]): string {
  const [project, copy] = [projectDirectory(), scratchDirectory(context)];
  for (const part of ['src', 'workers', 'bench']) {
    cpSync(join(project, 'dist', part), join(copy, 'dist', part), { recursive: true });
  }
  copyFileSync(join(project, 'package.json'), join(copy, 'package.json'));
  for (const part of ['build', 'node_modules']) {
    symlinkSync(join(project, part), join(copy, part));
  }
  for (const { file, right, wrong } of breakages) {
    const path = join(copy, 'dist', 'src', file);
    const parts = readFileSync(path, 'utf8').split(right);
    assert.equal(parts.length, 2, `${file} holds ${right} once`);
    writeFileSync(path, parts.join(wrong));
  }
  return pathToFileURL(join(copy, 'dist', 'src', 'cli', 'main.js')).href;
}
