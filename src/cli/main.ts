// The program: parse the command line, do what it says, and end with the exit code that it earned.

import { toolIdentity } from '../environment/tool-identity.ts';
import { describe, FifobenchError } from '../errors.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line (without `node` and the script) and returns its exit code; nothing is
 * thrown. Every failure is one line on standard error.
 */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders();
  const outcome: CommandOutcome = { exitCode: exitCodes.done };
  try {
    const { version } = await toolIdentity();
    await buildProgram(outcome, version).parseAsync(argv, { from: 'user' });
    return output.isLost ? exitCodes.usage : outcome.exitCode;
  } catch (error) {
    if (isCommanderExit(error)) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    process.stderr.write(`fifobench: ${describe(error)}\n`);
    return error instanceof FifobenchError ? error.exitCode : exitCodes.internal;
  }
}

/** Whether something could not be written to standard output; a closed pipe wants nothing more. */
const output = { isLost: false };

/**
 * A reader that has seen enough, such as `head`, closes the pipe, and a disk may be full. What is
 * measured then goes on and is saved; only nobody sees it any more.
 */
function outliveReaders(): void {
  if (process.stdout.listenerCount('error', noteLostOutput) === 0) {
    process.stdout.on('error', noteLostOutput);
    // There is no place left to say what became of standard error.
    process.stderr.on('error', () => undefined);
  }
}

/** Said once; it may come after the program has ended, which then still has its exit code. */
function noteLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && !output.isLost) {
    output.isLost = true;
    process.exitCode = exitCodes.usage;
    const remedy = 'send it where there is room';
    const message = 'standard output cannot be written';
    const fault = new FifobenchError('store', message, { remedy, cause: error });
    process.stderr.write(`fifobench: ${describe(fault)}\n`);
  }
}

/** Commander throws also for `--help`; it has said everything already. */
function isCommanderExit(error: unknown): error is { exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError';
}
