// A built-in server in the foreground: it hears the terminal's Ctrl-C itself, and its directory is
// removed at its end where it was made here.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FifobenchError } from '../errors.ts';
import { executablePath } from './executables.ts';
import { patternArguments, type ServedPattern } from './pattern-arguments.ts';
import { runDirectoryParent } from './run-directory.ts';

/** Where a server runs in the foreground, and who hears of it. */
export interface ForegroundOptions {
  /** It must exist; absent: a private one is made. */
  readonly directory?: string;
  /** Of random service times, 0 to 2^53 - 1. */
  readonly seed: number;
  /** Hears where it serves, just after the start. */
  readonly onReady: (directory: string) => void;
}

/**
 * Runs the pattern until it ends and returns whether it ended well. Throws a FifobenchError of code
 * `directory` where `directory` cannot be used.
 */
export async function serveForeground(
  served: ServedPattern,
  { directory, seed, onReady }: ForegroundOptions,
): Promise<boolean> {
  const isOurs = directory === undefined;
  const home = directory ?? mkdtempSync(join(runDirectoryParent(), 'fifobench-'));
  requireDirectory(home);
  mkdirSync(join(home, 'c'), { recursive: true, mode: 0o700 });
  const argv = [...patternArguments(served, { seed }), '--dir', home];
  const server = spawn(executablePath('fifobench-server'), argv, {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // A terminal's Ctrl-C reaches the server by itself, and being asked twice does it no harm; a
  // signal to this process alone, such as a script sends, does not reach it.
  const forward = (signal: NodeJS.Signals) => server.kill(signal);
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', forward);
  try {
    await once(server, 'spawn');
    onReady(home);
    const [status] = (await once(server, 'exit')) as [number | null];
    return status === 0;
  } finally {
    process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', forward);
    rmSync(isOurs ? home : join(home, 'c'), { recursive: true, force: true });
  }
}

function requireDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new FifobenchError('directory', `--dir: ${path} is no directory`, {
      remedy: 'make it first, or leave out --dir',
    });
  }
}
