// Compares a text with the golden file that says what it should be. `UPDATE_GOLDEN=1` writes the
// file instead; the change then shows in version control, where a person judges it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Asserts that `text` is what `test/golden/<fileName>` holds; fails where that file is missing. */
export function assertGolden(fileName: string, text: string): void {
  const path = join(projectDirectory(), 'test', 'golden', fileName);
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(path, text);
    return;
  }
  assert.ok(existsSync(path), `${fileName} is missing: run the tests once with UPDATE_GOLDEN=1`);
  assert.equal(text, readFileSync(path, 'utf8'), `${fileName} differs`);
}

/** Golden files are not compiled: they are looked for above `dist/`, where package.json is. */
function projectDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 6; depth += 1) {
    const parent = dirname(directory);
    if (existsSync(join(directory, 'package.json')) && !directory.endsWith('dist')) {
      return directory;
    }
    directory = parent;
  }
  throw new Error('no package.json above the compiled tests');
}
