// `fifobench compare A B [C …]`: which server is faster, by how much, and how sure that is.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { placementWords } from '../model/placement.ts';
import { mostPairs, singleLook } from '../model/planned-looks.ts';
import type { ComparisonDesign } from '../model/run.ts';
import { groupNames, loadOf, type Scenario } from '../model/scenario.ts';
import { type ComparedCase, compareServers } from '../runner/compare-servers.ts';
import { samePairCount } from '../runner/schedule.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseInteger, parseRatio } from '../units.ts';
import { addBurdenOptions, applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery } from './deliver.ts';
import {
  addLoadOptions,
  applyLoadFlags,
  type LoadFlags,
  positiveDurationNs,
} from './load-options.ts';
import { measureAndDeliver } from './measured-run.ts';
import {
  addCommonOptions,
  type CommonFlags,
  parseSeed,
  resolvePlacement,
} from './measuring-options.ts';
import { chooseScenario } from './scenario-choice.ts';
import { chooseServers } from './server-choice.ts';

interface CompareFlags extends CommonFlags, LoadFlags, BurdenFlags {
  readonly pairs?: string;
  readonly block?: string;
  readonly slice?: string;
  readonly design: string;
  readonly delta?: string;
}

/** A server that is pinned seldom shows what a race costs, so that has a scenario of its own. */
function scenarioName({ scenario, admission }: CompareFlags): string {
  return scenario ?? (admission === 'race' ? 'race' : 'default');
}

/** The command, which leaves its exit code in `outcome`. */
export function compareCommand(outcome: CommandOutcome): Command {
  const command = new Command('compare')
    .description('put servers against the first of them, in pairs of fresh processes')
    .argument('<servers...>', 'two or more built-in servers; the first is the baseline')
    .option(
      '--pairs <n>',
      'exactly so many pairs, 6 or more (default: 12, 20 or 30, until the verdict is clear)',
    )
    .option('--block <duration>', 'measured time of a pair')
    .option('--slice <n>', 'handshakes before the clients turn to the other server')
    .option(
      '--design <duet|blocks>',
      'alternating slices, or one whole block after the other',
      'duet',
    )
    .option('--delta <share>', 'smallest change that matters, such as 2%')
    .addHelpText('after', examples)
    .action(async (servers: string[], flags: CompareFlags) => {
      outcome.exitCode = await compare(servers, flags);
    });
  return addCommonOptions(addBurdenOptions(addLoadOptions(command)));
}

const examples = `
Examples:
  fifobench compare basic forking
  fifobench compare basic forking forking-unlink-first --clients 32 --pairs 30
  fifobench compare forking forking-unlink-first --cpus server=0,clients=1 --fail-on regressed`;

async function compare(serverNames: readonly string[], flags: CompareFlags) {
  await checkDelivery(flags);
  const servers = chooseServers(serverNames);
  if (servers.length < 2) {
    throw new FifobenchError('usage', 'compare needs at least two servers', {
      remedy: 'name two, such as: fifobench compare basic forking',
    });
  }
  const scenario = await chooseScenario(scenarioName(flags));
  const { cases, notes } = chosenCases(scenario, flags);
  const options = {
    ...{ servers, cases, notes, design: chosenDesign(scenario, flags) },
    warmupHandshakeCount: scenario.design.warmupHandshakeCount,
    scenario: scenario.name,
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  return await measureAndDeliver((hooks) => compareServers({ ...options, ...hooks }), flags);
}

/** The scenario's cases as the flags change them; those that become the same are measured once. */
function chosenCases(scenario: Scenario, flags: CompareFlags) {
  const changed = scenario.cases.map((each) => {
    const placement = flags.cpus === undefined ? each.placement : ('unpinned' as const);
    return { ...applyBurdenFlags(applyLoadFlags(each, flags), flags), placement };
  });
  const different = [...new Map(changed.map((each) => [JSON.stringify(each), each])).values()];
  const groups = groupNames(different);
  const cases: ComparedCase[] = [];
  const notes: string[] = [];
  for (const [index, scenarioCase] of different.entries()) {
    const placement = resolvePlacement(scenarioCase.placement, flags);
    const group = groups[index] ?? '';
    if (placement === null) {
      notes.push(`${group}: left out, since it needs two processors and there is one`);
    } else {
      const name = group.replace(scenarioCase.placement, placementWords(placement));
      const { burden } = scenarioCase;
      const load = loadOf(scenarioCase);
      cases.push({ group: name, load, placement, ...(burden === undefined ? {} : { burden }) });
    }
  }
  if (cases.length === 0) {
    throw new FifobenchError('cpus', 'every case needs two processors and there is one', {
      remedy: 'choose the processors with --cpus server=0,clients=0',
    });
  }
  return { cases, notes };
}

function chosenDesign({ design }: Scenario, flags: CompareFlags): ComparisonDesign {
  if (flags.design !== 'duet' && flags.design !== 'blocks') {
    throw new FifobenchError('usage', `--design: '${flags.design}' is no design`, {
      remedy: 'write --design duet or --design blocks',
    });
  }
  const integer = (text: string | undefined, otherwise: number, range: IntegerRange) =>
    text === undefined ? otherwise : parseInteger(text, range);
  const looks = flags.pairs === undefined ? design.looks : singleLook(parsePairs(flags.pairs));
  const pairCount = mostPairs(looks);
  const deltaRatio =
    flags.delta === undefined ? design.deltaRatio : parseRatio(flags.delta, '--delta');
  if (deltaRatio === 0) {
    throw new FifobenchError('bad-quantity', '--delta: must be above 0', {
      remedy: 'write the smallest change that matters, such as 2%',
    });
  }
  return {
    kind: flags.design,
    ...{ looks, pairCount },
    samePairCount: samePairCount(pairCount),
    sliceHandshakeCount: integer(flags.slice, design.sliceHandshakeCount, {
      ...{ option: '--slice', min: 1, max: 100_000 },
    }),
    blockNs:
      flags.block === undefined ? design.blockNs : positiveDurationNs(flags.block, '--block'),
    deltaRatio,
  };
}

function parsePairs(text: string): number {
  return parseInteger(text, { option: '--pairs', min: 6, max: 1_000 });
}

type IntegerRange = Parameters<typeof parseInteger>[1];
