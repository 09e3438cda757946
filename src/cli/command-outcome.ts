// What a command leaves behind for the program to end with.

import type { ExitCode } from './exit-codes.ts';

/** Where a command leaves its exit code; it begins as "done". */
export interface CommandOutcome {
  exitCode: ExitCode;
}
