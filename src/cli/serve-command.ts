// `fifobench serve PATTERN`: a built-in server in the foreground, for clients of one's own.

import { Command } from 'commander';
import { serveForeground } from '../target/serve-foreground.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { chooseServer } from './server-choice.ts';

/** The command, which leaves its exit code in `outcome`. */
export function serveCommand(outcome: CommandOutcome): Command {
  return new Command('serve')
    .description('run a built-in server until Ctrl-C, for clients of your own')
    .argument('<pattern>', 'a built-in server (see fifobench list)')
    .option('--dir <path>', 'its directory, where the FIFO wkp is (default: a new private one)')
    .addHelpText('after', '\nExample:\n  fifobench serve forking --dir /run/my-server')
    .action(async (name: string, flags: { dir?: string }) => {
      outcome.exitCode = await serve(name, flags);
    });
}

async function serve(name: string, { dir }: { dir?: string }): Promise<ExitCode> {
  const server = chooseServer(name);
  const isWell = await serveForeground(server.name, {
    ...(dir === undefined ? {} : { directory: dir }),
    onReady: (directory) => {
      process.stderr.write(`${name} serves at ${directory}/wkp; Ctrl-C ends it\n`);
    },
  });
  return isWell ? exitCodes.done : exitCodes.internal;
}
