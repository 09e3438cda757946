// Where the project lies and how setup speaks: progress on standard error, one line each. Standard
// output belongs to the program that runs after it.

import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A failure that the user can mend: its message is all there is to say, without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message one or more lines
   * @param {number} [exitCode] 2: the machine lacks something; 1: a tool failed
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Says one line of progress.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`fifobench: ${line}\n`);
}
