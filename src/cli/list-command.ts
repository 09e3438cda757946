// `fifobench list`: what there is to choose from.

import { Command } from 'commander';
import { scenarios } from '../../bench/index.ts';
import { microSubjects } from '../../bench/micro-index.ts';
import { profileFamilies } from '../../bench/profile-index.ts';
import { serverPatterns } from '../model/server-spec.ts';
import { renderList, renderListJson } from '../report/list.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { chosenFormat } from './format-choice.ts';
import { outputStyle } from './terminal.ts';

/** The command, which leaves its exit code in `outcome`. */
export function listCommand(outcome: CommandOutcome): Command {
  return new Command('list')
    .description('the built-in servers, the profiles, the scenarios and the micro-benchmarks')
    .option('--format <table|json>', 'what goes to standard output', 'table')
    .option('--no-color', 'no colour')
    .action((flags: { format: string; color: boolean }) => {
      const format = chosenFormat(flags.format, { of: 'list', formats: ['table', 'json'] });
      const inventory = {
        ...{ patterns: serverPatterns, profiles: profileFamilies },
        ...{ scenarios, micro: microSubjects },
      };
      process.stdout.write(
        format === 'json' ? renderListJson(inventory) : renderList(inventory, outputStyle(flags)),
      );
      outcome.exitCode = exitCodes.done;
    });
}
