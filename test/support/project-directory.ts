// Finds the project above the compiled tests: data that is not compiled, such as fixtures and
// documents, is read from there.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest directory above that has a package.json. Throws where there is none. */
export function projectDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (directory !== dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) {
      return directory;
    }
    directory = dirname(directory);
  }
  throw new Error('no package.json above the compiled tests');
}
