// `fifobench merge RUN…`: runs of several processes or hosts as one.

import { Command } from 'commander';
import { mergeRuns, type NamedRun } from '../compare/merge-runs.ts';
import { loadRun } from '../store/run-file.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery, type DeliveryFlags, deliver } from './deliver.ts';
import type { ExitCode } from './exit-codes.ts';
import { addSavingOptions } from './measuring-options.ts';
import { repeatableOption } from './repeatable-option.ts';

/** The command, which leaves its exit code in `outcome`. */
export function mergeCommand(outcome: CommandOutcome): Command {
  const command = new Command('merge')
    .description('runs of several processes or hosts as one, exactly')
    .argument('<runs...>', 'results files of one plan and one fingerprint');
  return addSavingOptions(command)
    .option('--fail-on <outcomes>', 'none, or a list of invalid, regressed, inconclusive', 'none')
    .addOption(
      repeatableOption('--threshold <limit>', 'what every case must keep', 'none; may be repeated'),
    )
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', notes)
    .action(async (files: string[], flags: DeliveryFlags) => {
      outcome.exitCode = await merge(files, flags);
    });
}

const notes = `
Histograms and counters are added, and everything else is derived from the sums. Runs that overlap
in time loaded the server together, so that their rates add up; others are repetitions.

Examples:
  fifobench run --attach /run/my-server --out one.json &
  fifobench run --attach /run/my-server --out two.json; wait
  fifobench merge one.json two.json --out both.json`;

async function merge(files: readonly string[], flags: DeliveryFlags): Promise<ExitCode> {
  await checkDelivery(flags);
  const named: NamedRun[] = [];
  for (const name of files) {
    named.push({ name, run: await loadRun(name) });
  }
  return await deliver(mergeRuns(named), flags);
}
