// `fifobench merge RUN…`: runs of several processes or hosts as one.

import { relative } from 'node:path';
import { Command } from 'commander';
import { mergeRuns, type NamedRun } from '../compare/merge-runs.ts';
import { renderTable } from '../report/table.ts';
import { loadRun, saveRun } from '../store/run-file.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { outputStyle } from './terminal.ts';

interface MergeFlags {
  readonly out?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** The command, which leaves its exit code in `outcome`. */
export function mergeCommand(outcome: CommandOutcome): Command {
  return new Command('merge')
    .description('runs of several processes or hosts as one, exactly')
    .argument('<runs...>', 'results files of one plan and one fingerprint')
    .option('--out <file.json>', 'save the run here instead of under results/runs')
    .option('--quiet', 'print no table')
    .option('--no-color', 'no colour')
    .addHelpText('after', notes)
    .action(async (files: string[], flags: MergeFlags) => {
      await merge(files, flags);
      outcome.exitCode = exitCodes.done;
    });
}

const notes = `
Histograms and counters are added, and everything else is derived from the sums. Runs that overlap
in time loaded the server together, so that their rates add up; others are repetitions.

Examples:
  fifobench run --attach /run/my-server --out one.json &
  fifobench run --attach /run/my-server --out two.json; wait
  fifobench merge one.json two.json --out both.json`;

async function merge(files: readonly string[], flags: MergeFlags): Promise<void> {
  const named: NamedRun[] = [];
  for (const name of files) {
    named.push({ name, run: await loadRun(name) });
  }
  const run = mergeRuns(named);
  if (flags.quiet !== true) {
    process.stdout.write(renderTable(run, outputStyle(flags)));
  }
  const saved = await saveRun(run, flags.out === undefined ? {} : { file: flags.out });
  process.stderr.write(`saved ${relative(process.cwd(), saved)}\n`);
}
