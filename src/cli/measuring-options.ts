// The options of every measuring command: where it runs, on which processors, and what becomes of
// the result.

import type { Command } from 'commander';
import { availableCpus } from '../environment/available-cpus.ts';
import { FifobenchError } from '../errors.ts';
import type { Placement } from '../model/placement.ts';
import type { ScenarioPlacement } from '../model/scenario.ts';
import { choosePlacement } from '../runner/choose-placement.ts';
import { parseCpuChoice, parseInteger } from '../units.ts';
import { repeatableOption } from './repeatable-option.ts';

/** The options as commander leaves them. */
export interface CommonFlags {
  readonly scenario?: string;
  readonly cpus?: string;
  readonly keepAwake?: boolean;
  readonly dir?: string;
  readonly seed: string;
  readonly out?: string;
  /** Where an HTML report goes; `true`: beside the saved run. */
  readonly report?: string | true;
  readonly format: string;
  readonly failOn: string;
  readonly threshold: readonly string[];
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** Adds the options to a command. */
export function addCommonOptions(command: Command): Command {
  const withPlace = command
    .option('--scenario <name|file>', 'what is measured, unless other options say otherwise')
    .option(
      '--cpus <server=…,clients=…>',
      'processors of the two sides, such as server=0,clients=1',
    )
    .option('--keep-awake', 'keep idle processors awake by threads of lowest priority');
  return addResultOptions(withPlace, {
    failOn: 'invalid',
    outcomes: 'invalid, regressed, inconclusive',
  });
}

/** Of every command that measures: where its run goes, and as what. */
export function addSavingOptions(command: Command): Command {
  return command
    .option('--out <file.json>', 'save the run here instead of under results/runs')
    .option('--report [file.html]', 'also write a page for a browser (default: beside the run)')
    .option('--format <table|json|markdown>', 'what goes to standard output', 'table');
}

/** The options that do not choose what is measured, but what becomes of it. */
export function addResultOptions(
  command: Command,
  { failOn, outcomes }: { failOn: string; outcomes: string },
): Command {
  command
    .option('--dir <path>', 'where servers get their directories (default: shared memory)')
    .option('--seed <n>', 'orders slices and resamples', '1');
  return addSavingOptions(command)
    .option('--fail-on <outcomes>', `none, or a list of ${outcomes}`, failOn)
    .addOption(
      repeatableOption(
        '--threshold <limit>',
        "what every case must keep, such as 'response_p99<2ms'",
        'none; may be repeated',
      ),
    )
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour');
}

/** The seed, 0 to 2^32 - 1. Throws a FifobenchError of code `bad-quantity`. */
export function parseSeed(text: string): number {
  return parseInteger(text, { min: 0, max: 2 ** 32 - 1, option: '--seed' });
}

/** The options that decide where the two sides run. */
export type PlacementFlags = Pick<CommonFlags, 'cpus' | 'keepAwake'>;

/**
 * As `resolvePlacement`, for a command without another case. Throws a FifobenchError of code
 * `cpus` also where the scenario's placement needs two processors and there is one.
 */
export function requirePlacement(name: ScenarioPlacement, flags: PlacementFlags): Placement {
  const placement = resolvePlacement(name, flags);
  if (placement === null) {
    throw new FifobenchError('cpus', 'this placement needs two processors and there is one', {
      remedy: 'choose the processors with --cpus server=0,clients=0',
    });
  }
  return placement;
}

/**
 * The placement that a user chose with `--cpus`, or else the scenario's. `null`: the scenario's
 * needs two processors and there is one. Throws a FifobenchError of code `cpus` for a processor
 * that this process may not use.
 */
export function resolvePlacement(
  name: ScenarioPlacement,
  { cpus, keepAwake }: PlacementFlags,
): Placement | null {
  const placement = cpus === undefined ? choosePlacement(name, availableCpus()) : ownChoice(cpus);
  return placement !== null && keepAwake === true ? { ...placement, isKeptAwake: true } : placement;
}

function ownChoice(cpus: string): Placement {
  const available = availableCpus();
  const chosen = parseCpuChoice(cpus, '--cpus');
  for (const cpu of [...chosen.serverCpus, ...chosen.clientCpus]) {
    if (!available.includes(cpu)) {
      throw new FifobenchError('cpus', `--cpus: processor ${cpu} is not available`, {
        remedy: `choose from ${available.join(', ')}`,
      });
    }
  }
  return { name: 'custom', ...chosen };
}
