// The commands of the program, one file each. A newcomer adds a command with a file and a line
// here.

import { Command } from 'commander';
import { baselineCommand } from './baseline-command.ts';
import { benchCommand } from './bench-command.ts';
import { checkCommand } from './check-command.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { compareCommand } from './compare-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { gateCommand } from './gate-command.ts';
import { historyCommand } from './history-command.ts';
import { listCommand } from './list-command.ts';
import { mergeCommand } from './merge-command.ts';
import { profileCommand } from './profile-command.ts';
import { reportCommand } from './report-command.ts';
import { runCommand } from './run-command.ts';
import { selftestCommand } from './selftest-command.ts';
import { serveCommand } from './serve-command.ts';
import { sweepCommand } from './sweep-command.ts';

/** The whole command line of this version; each command sets `outcome` when it is done. */
export function buildProgram(outcome: CommandOutcome, version: string): Command {
  const program = new Command('fifobench')
    .description('Measures servers that clients reach by a handshake through named pipes (FIFOs).')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .configureOutput({ outputError: (text, write) => write(`fifobench: ${errorLine(text)}`) })
    .showSuggestionAfterError(true)
    .addHelpText('after', examples)
    // An option behind the name of a command of a command is that one's.
    .enablePositionalOptions()
    .exitOverride();
  for (const command of [
    runCommand,
    compareCommand,
    sweepCommand,
    gateCommand,
    baselineCommand,
    checkCommand,
    reportCommand,
    mergeCommand,
    historyCommand,
    serveCommand,
    profileCommand,
    benchCommand,
    doctorCommand,
    selftestCommand,
    listCommand,
  ]) {
    // After exitOverride, which is inherited: usage errors throw in every command.
    const built = withSettings(command(outcome), program);
    program.addCommand(built);
  }
  return program;
}

/** Usage errors throw in every command, and in every command of a command. */
function withSettings(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) {
    withSettings(inner, command);
  }
  return command;
}

const examples = `
Examples:
  fifobench compare basic forking            which built-in server is faster, and how sure that is
  fifobench run --server basic --clients 100 load one server with 100 clients for 5 s
  fifobench run --attach /run/my-server      load a server that already runs, its FIFO wkp in there
  fifobench baseline save main basic         keep how fast a server is now
  fifobench gate main                        and see later whether it still is
  fifobench sweep --server basic             how throughput scales from 1 to 1,000 clients
  fifobench check ./my_server                what breaks when clients die or come at once
  fifobench history                          what changed over the saved runs
  fifobench report run.json --format csv     a saved run once more, for another tool
  fifobench report --serve --open            history and runs in a browser
  fifobench serve forking --dir /tmp/pipes   offer a built-in server to clients of your own
  fifobench doctor                           what will disturb a measurement on this machine
  fifobench selftest                         whether the figures of this machine can be right
  fifobench list                             what there is to choose from

Numbers go to standard output, progress and diagnostics to standard error.
Exit codes: 0 done, 1 internal error, 2 wrong usage, 3 inconclusive, 4 invalid measurement,
5 regression, 6 fault found, 99 threshold crossed, 105 interrupted with partial results saved.`;

/** Commander's message as one line that says where the remedy is. */
function errorLine(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  return `${line}; fifobench --help lists commands and options\n`;
}
