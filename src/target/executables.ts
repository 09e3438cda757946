// Where the native executables are: beside the addon, found from this file and not from the working
// directory.

import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FifobenchError } from '../errors.ts';

/** The native executables; the last two are for tests. */
export type ExecutableName =
  | 'fifobench-server'
  | 'fifobench-warden'
  | 'fifobench-yardstick'
  | 'fifobench-native-test';

/**
 * The absolute path of a native executable of this project. Throws a FifobenchError of code
 * `native` where it has not been built.
 */
export function executablePath(name: ExecutableName): string {
  const path = fileURLToPath(new URL(`../../../build/Release/${name}`, import.meta.url));
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    const remedy = 'run npm run build';
    throw new FifobenchError('native', `${name} has not been built`, { remedy, cause });
  }
  return path;
}
