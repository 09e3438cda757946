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
    return outcome.exitCode;
  } catch (error) {
    if (isCommanderExit(error)) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    process.stderr.write(`fifobench: ${describe(error)}\n`);
    return error instanceof FifobenchError ? error.exitCode : exitCodes.internal;
  }
}

/**
 * A reader that has seen enough, such as `head`, closes the pipe. What is measured then goes on and
 * is saved; only nobody sees it any more.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error', ignoreClosedPipe) === 0) {
      stream.on('error', ignoreClosedPipe);
    }
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}

/** Commander throws also for `--help`; it has said everything already. */
function isCommanderExit(error: unknown): error is { exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError';
}
