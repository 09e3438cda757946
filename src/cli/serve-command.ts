// `fifobench serve PATTERN`: a built-in server in the foreground, for clients of one's own.

import { Command } from 'commander';
import { defaultCase } from '../model/scenario.ts';
import { serveForeground } from '../target/serve-foreground.ts';
import { addBurdenOptions, applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { parseSeed } from './measuring-options.ts';
import { chooseServer } from './server-choice.ts';

interface ServeFlags extends BurdenFlags {
  readonly dir?: string;
  readonly seed: string;
}

/** The command, which leaves its exit code in `outcome`. */
export function serveCommand(outcome: CommandOutcome): Command {
  const command = new Command('serve')
    .description('run a built-in server until Ctrl-C, for clients of your own')
    .argument('<pattern>', 'a built-in server (see fifobench list)')
    .option('--dir <path>', 'its directory, where the FIFO wkp is (default: a new private one)')
    .addHelpText('after', examples)
    .action(async (name: string, flags: ServeFlags) => {
      outcome.exitCode = await serve(name, flags);
    });
  return addBurdenOptions(command).option('--seed <n>', 'of random service times', '1');
}

const examples = `
Examples:
  fifobench serve forking --dir /run/my-server
  fifobench serve basic --service bimodal:10us,5ms,1% --service-kind sleep`;

async function serve(name: string, flags: ServeFlags): Promise<ExitCode> {
  const { dir } = flags;
  const { burden } = applyBurdenFlags(defaultCase, flags);
  const { name: pattern } = chooseServer(name);
  const served = { pattern, ...(burden === undefined ? {} : { burden }) };
  const isWell = await serveForeground(served, {
    seed: parseSeed(flags.seed),
    ...(dir === undefined ? {} : { directory: dir }),
    onReady: (directory) => {
      process.stderr.write(`${name} serves at ${directory}/wkp; Ctrl-C ends it\n`);
    },
  });
  return isWell ? exitCodes.done : exitCodes.internal;
}
