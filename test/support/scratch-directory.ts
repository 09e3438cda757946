// A directory of a test's own, in shared memory like the run directories, removed with the test.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runDirectoryParent } from '../../src/target/run-directory.ts';

/** A test, or whatever else has an end at which it cleans up. */
export interface Ending {
  after(cleanUp: () => Promise<void>): void;
}

/**
 * Makes the directory and returns its path. When the test ends, first `before` is called, then
 * whatever is in the directory goes.
 */
export function scratchDirectory(
  context: Ending,
  before: (path: string) => Promise<unknown> = async () => undefined,
): string {
  const path = realpathSync(mkdtempSync(join(runDirectoryParent(), 'fifotest-')));
  context.after(async () => {
    try {
      await before(path);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });
  return path;
}
