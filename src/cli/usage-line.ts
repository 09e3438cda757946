// What commander says of a wrong command line, as one line that says where the remedy is; and for
// options that only other commands have, what there is here instead.

import type { Command } from 'commander';

const pairsInstead = '--block is the measured time of a pair, --pairs says how many there are';
const closedInstead = 'servers are put against each other under closed load; run and sweep have it';
const freshInstead = 'name the command that starts the server, since fresh ones are needed';

/** By command and option. */
const insteads: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  compare: {
    '--attach': freshInstead,
    '--duration': pairsInstead,
    '--handshakes': pairsInstead,
    '--warmup':
      'design.warmupHandshakeCount of a --scenario FILE says how each server is warmed up',
    '--rate': closedInstead,
    '--stages': closedInstead,
    '--arrivals': closedInstead,
    '--on-overload': closedInstead,
  },
  check: { '--attach': freshInstead },
  gate: {
    '--attach': freshInstead,
    '--duration': pairsInstead,
    '--handshakes': pairsInstead,
    '--clients': 'the load is that of the baseline; save another one',
  },
};

/** The line, with a line break; `command` is the one whose words were wrong. */
export function usageLine(text: string, command: Command): string {
  const line = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  const option = /^unknown option '(--[^'=]+)/.exec(line)?.[1] ?? '';
  const instead = insteads[command.name()]?.[option];
  return instead === undefined
    ? `${line}; ${helpOf(command)}\n`
    : `${command.name()} has no ${option}; ${instead}\n`;
}

function helpOf(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) {
    names.unshift(each.name());
  }
  const what = command.commands.length > 0 ? 'commands and options' : 'arguments and options';
  return `${names.join(' ')} --help lists ${what}`;
}
