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
import { usageLine } from './usage-line.ts';

/** The whole command line of this version; each command sets `outcome` when it is done. */
export function buildProgram(outcome: CommandOutcome, version: string): Command {
  const program = new Command('fifobench')
    .description('Measures servers that clients reach by a handshake through named pipes (FIFOs).')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showSuggestionAfterError(true)
    .addHelpText('after', examples)
    // An option behind the name of a command of a command is that one's.
    .enablePositionalOptions()
    .exitOverride()
    .helpCommand(false);
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
    helpCommand,
  ]) {
    program.addCommand(command(outcome));
  }
  return withSettings(program);
}

/** Usage errors throw, and are one line, in every command and in every command of a command. */
function withSettings(command: Command): Command {
  command.configureOutput({
    outputError: (text, write) => write(`fifobench: ${usageLine(text, command)}`),
  });
  for (const inner of command.commands) {
    withSettings(inner.copyInheritedSettings(command));
  }
  return command;
}

/** `fifobench help COMMAND`, which is `fifobench COMMAND --help`. */
function helpCommand(): Command {
  return new Command('help')
    .description('display help for command')
    .argument('[command]', 'one of the commands')
    .action((name: string | undefined, _: unknown, command: Command) => {
      const all: Command = command.parent as Command;
      const chosen = name === undefined ? all : all.commands.find((each) => each.name() === name);
      if (chosen === undefined) {
        all.error(`error: unknown command '${name}'`, { code: 'commander.unknownCommand' });
      }
      chosen.outputHelp();
    });
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
