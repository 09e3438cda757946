// `fifobench run`: loads one server.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { fitLoad } from '../model/fit-load.ts';
import { placementWords } from '../model/placement.ts';
import { groupNames, loadOf, type ScenarioCase } from '../model/scenario.ts';
import { profileOf, type ServerSpec, withBurden } from '../model/server-spec.ts';
import { extentOfLoad } from '../runner/open-plan.ts';
import { runLoad } from '../runner/run-load.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseDurationNs } from '../units.ts';
import { addBurdenOptions, applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import {
  attachedServer,
  namedServers,
  refuseUnusedProfile,
  resolveServer,
} from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery } from './deliver.ts';
import {
  addExtentOptions,
  chosenExtent,
  type ExtentFlags,
  refuseCountedOpenLoad,
} from './extent-options.ts';
import { addLoadOptions, applyLoadFlags, type LoadFlags } from './load-options.ts';
import { measureAndDeliver } from './measured-run.ts';
import {
  addCommonOptions,
  type CommonFlags,
  parseSeed,
  requirePlacement,
} from './measuring-options.ts';
import {
  addOpenOptions,
  defaultOpenClientCount,
  type OpenFlags,
  parseOpenLoad,
} from './open-options.ts';
import { repeatableOption } from './repeatable-option.ts';
import { chooseScenario } from './scenario-choice.ts';

interface RunFlags extends CommonFlags, LoadFlags, OpenFlags, BurdenFlags, ExtentFlags {
  readonly server: readonly string[];
  readonly attach?: string;
  readonly profile?: string;
  readonly warmup: string;
}

const defaultScenarioName = 'handshake';
const defaultDurationNs = 5_000_000_000;

/** The command, which leaves its exit code in `outcome`. */
export function runCommand(outcome: CommandOutcome): Command {
  const command = new Command('run')
    .description('load one server and report latencies, rates, failures and resources')
    .argument('[server]', 'a built-in server (see fifobench list), a profile, a command')
    .addOption(repeatableOption('--server <server>', 'the same'))
    .option('--attach <dir>', 'a server that already runs, with its FIFO in this directory')
    .option('--profile <name|file>', 'how that server speaks (default: auto, by trying)')
    .option('--warmup <duration>', 'load before anything is recorded', '500ms')
    .addHelpText('after', examples)
    .action(async (server: string | undefined, flags: RunFlags) => {
      outcome.exitCode = await run(
        server === undefined ? flags.server : [server, ...flags.server],
        flags,
      );
    });
  addExtentOptions(command, { of: '', otherwise: '5s' });
  return addCommonOptions(addBurdenOptions(addOpenOptions(addLoadOptions(command))));
}

const examples = `
Examples:
  fifobench run --server basic
  fifobench run --server forking --clients 1000 --handshakes 50000 --operations 3
  fifobench run --server basic --rate 500/s --arrivals poisson --duration 10s
  fifobench run './my_server -v' --profile text10
  fifobench run --attach /run/my-server --duration 10s --cpus server=0,clients=1 --format json`;

async function run(names: readonly string[], flags: RunFlags) {
  await checkDelivery(flags);
  const server = await chosenServer(names, flags);
  const scenario = await chooseScenario(flags.scenario ?? defaultScenarioName);
  const { open, extent } = chosenModel(flags);
  const base = scenario.cases[0] as ScenarioCase;
  const clientCount = open === undefined ? base.clientCount : defaultOpenClientCount;
  const asked = applyBurdenFlags(applyLoadFlags({ ...base, clientCount }, flags), flags);
  const { load: scenarioCase, notes } = fitLoad(asked, profileOf(server));
  const placement = requirePlacement(scenarioCase.placement, flags);
  const [group = ''] = groupNames([{ ...scenarioCase, placement: 'unpinned' }]);
  const options = {
    ...{ server: withBurden(server, scenarioCase.burden), placement, extent, notes },
    load: open === undefined ? loadOf(scenarioCase) : { ...loadOf(scenarioCase), open },
    warmupNs: parseDurationNs(flags.warmup, '--warmup'),
    scenario: scenario.name,
    group:
      (open === undefined ? '' : 'open load, up to ') +
      group.replace('unpinned', placementWords(placement)),
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  return await measureAndDeliver((hooks) => runLoad({ ...options, ...hooks }), flags);
}

async function chosenServer(names: readonly string[], flags: RunFlags): Promise<ServerSpec> {
  const { attach } = flags;
  const [text, ...others] = attach === undefined ? namedServers(names, flags) : names;
  if (others.length > 0 || (text === undefined) === (attach === undefined)) {
    const several = 'fifobench compare and fifobench sweep load several';
    throw new FifobenchError('usage', 'run loads one server', {
      remedy: others.length > 0 ? several : 'give either --server PATTERN|COMMAND or --attach DIR',
    });
  }
  const server =
    attach === undefined
      ? await resolveServer(text ?? '', flags)
      : await attachedServer(attach, flags);
  refuseUnusedProfile([server], flags);
  return server;
}

/** Open load lasts as long as its plan. */
function chosenModel(flags: RunFlags) {
  const extent = chosenExtent(flags, defaultDurationNs);
  const durationNs = extent.kind === 'duration' ? extent.durationNs : 0;
  const open = parseOpenLoad(flags, durationNs);
  if (open === undefined) {
    return { open, extent };
  }
  refuseCountedOpenLoad(extent);
  return { open, extent: extentOfLoad({ open }, extent) };
}
