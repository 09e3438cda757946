// Lists the C++ sources of a room of native/, so that a new file there needs no edit of the build.
// Called by binding.gyp with directories as arguments: prints their sources, one a line.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The `.cc` files that lie directly in the given directories, sorted; paths start as the
 * directories were given. A directory that does not exist holds none.
 * @param {readonly string[]} directories
 * @returns {string[]}
 */
export function nativeSources(directories) {
  return directories.flatMap((directory) =>
    namesIn(directory)
      .filter((name) => name.endsWith('.cc'))
      .sort()
      .map((name) => `${directory}/${name}`),
  );
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function namesIn(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of nativeSources(process.argv.slice(2))) {
    process.stdout.write(`${path}\n`);
  }
}
