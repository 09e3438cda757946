// `fifobench compare A B [C …]`: which server is faster, by how much, and how sure that is.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { comparableCases } from '../runner/comparable-cases.ts';
import { compareServers } from '../runner/compare-servers.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { addBurdenOptions, applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import { resolveServers } from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery } from './deliver.ts';
import { addLoadOptions, applyLoadFlags, type LoadFlags } from './load-options.ts';
import { measureAndDeliver } from './measured-run.ts';
import {
  addCommonOptions,
  type CommonFlags,
  type PlacementFlags,
  parseSeed,
  resolvePlacement,
} from './measuring-options.ts';
import { addPairOptions, chosenDesign, type PairFlags } from './pair-options.ts';
import { repeatableOption } from './repeatable-option.ts';
import { chooseScenario } from './scenario-choice.ts';

interface CompareFlags extends CommonFlags, LoadFlags, BurdenFlags, PairFlags {
  readonly server: readonly string[];
  readonly profile?: string;
  readonly design: string;
}

/** A server that is pinned seldom shows what a race costs, so that has a scenario of its own. */
function scenarioName({ scenario, admission }: CompareFlags): string {
  return scenario ?? (admission === 'race' ? 'race' : 'default');
}

/** The command, which leaves its exit code in `outcome`. */
export function compareCommand(outcome: CommandOutcome): Command {
  const command = new Command('compare')
    .description('put servers against the first of them, in pairs of fresh processes')
    .argument(
      '[servers...]',
      'two or more: built-in servers, profiles, commands; the first is the baseline',
    )
    .addOption(repeatableOption('--server <server>', 'the same, for one of them'))
    .option('--profile <name|file>', 'how commands speak (default: auto, by trying)')
    .option(
      '--design <duet|blocks>',
      'alternating slices, or one whole block after the other',
      'duet',
    )
    .addHelpText('after', examples)
    .action(async (servers: string[], flags: CompareFlags) => {
      outcome.exitCode = await compare([...servers, ...flags.server], flags);
    });
  return addCommonOptions(addBurdenOptions(addLoadOptions(addPairOptions(command))));
}

const examples = `
Examples:
  fifobench compare basic forking
  fifobench compare basic forking forking-unlink-first --clients 32 --pairs 30
  fifobench compare ./before ./after --profile text10
  fifobench compare forking forking-unlink-first --cpus server=0,clients=1 --fail-on regressed`;

async function compare(serverNames: readonly string[], flags: CompareFlags) {
  await checkDelivery(flags);
  if (serverNames.length < 2) {
    throw new FifobenchError('usage', 'compare needs at least two servers', {
      remedy: 'name two, such as: fifobench compare basic forking',
    });
  }
  const servers = await resolveServers(serverNames, flags);
  const scenario = await chooseScenario(scenarioName(flags));
  const { cases, notes } = chosenCases(scenario, { servers, flags });
  const options = {
    ...{ servers, cases, notes, design: chosenDesign(scenario.design, flags) },
    warmupHandshakeCount: scenario.design.warmupHandshakeCount,
    scenario: scenario.name,
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  return await measureAndDeliver((hooks) => compareServers({ ...options, ...hooks }), flags);
}

/** The options that change the cases of a scenario. */
export type ChosenFlags = LoadFlags & BurdenFlags & PlacementFlags;

/** The scenario's cases as the flags change them; those that become the same are measured once. */
export function chosenCases(
  scenario: Scenario,
  { servers, flags }: { servers: readonly ServerSpec[]; flags: ChosenFlags },
) {
  const changed = scenario.cases.map((each) => {
    const placement = flags.cpus === undefined ? each.placement : ('unpinned' as const);
    return { ...applyBurdenFlags(applyLoadFlags(each, flags), flags), placement };
  });
  return comparableCases(changed, {
    servers,
    placementOf: (name) => resolvePlacement(name, flags),
  });
}
