// `fifobench run`: loads one server.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { fitLoad } from '../model/fit-load.ts';
import type { Extent } from '../model/load.ts';
import { placementWords } from '../model/placement.ts';
import { groupNames, loadOf, type ScenarioCase } from '../model/scenario.ts';
import { profileOf, type ServerSpec, withBurden } from '../model/server-spec.ts';
import { openDurationNs } from '../runner/open-plan.ts';
import { runLoad } from '../runner/run-load.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseDurationNs, parseInteger } from '../units.ts';
import { addBurdenOptions, applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import { attachedServer, refuseUnusedProfile, resolveServer } from './command-choice.ts';
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
  requirePlacement,
} from './measuring-options.ts';
import {
  addOpenOptions,
  defaultOpenClientCount,
  type OpenFlags,
  parseOpenLoad,
} from './open-options.ts';
import { chooseScenario } from './scenario-choice.ts';

interface RunFlags extends CommonFlags, LoadFlags, OpenFlags, BurdenFlags {
  readonly server?: string;
  readonly attach?: string;
  readonly profile?: string;
  readonly duration?: string;
  readonly handshakes?: string;
  readonly warmup: string;
}

const defaultScenarioName = 'handshake';
const defaultDurationNs = 5_000_000_000;

/** The command, which leaves its exit code in `outcome`. */
export function runCommand(outcome: CommandOutcome): Command {
  const command = new Command('run')
    .description('load one server and report latencies, rates, failures and resources')
    .option('--server <server>', 'a built-in server (see fifobench list), a profile, a command')
    .option('--attach <dir>', 'a server that already runs, with its FIFO in this directory')
    .option('--profile <name|file>', 'how that server speaks (default: auto, by trying)')
    .option('--duration <duration>', 'measured time (default: 5s)')
    .option('--handshakes <n>', 'measure this many handshakes instead')
    .option('--warmup <duration>', 'load before anything is recorded', '500ms')
    .addHelpText('after', examples)
    .action(async (flags: RunFlags) => {
      outcome.exitCode = await run(flags);
    });
  return addCommonOptions(addBurdenOptions(addOpenOptions(addLoadOptions(command))));
}

const examples = `
Examples:
  fifobench run --server basic
  fifobench run --server forking --clients 1000 --handshakes 50000 --operations 3
  fifobench run --server basic --rate 500/s --arrivals poisson --duration 10s
  fifobench run --server './my_server -v' --profile text10
  fifobench run --attach /run/my-server --duration 10s --cpus server=0,clients=1 --format json`;

async function run(flags: RunFlags) {
  await checkDelivery(flags);
  const server = await chosenServer(flags);
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

async function chosenServer(flags: RunFlags): Promise<ServerSpec> {
  const { server: text, attach } = flags;
  if ((text === undefined) === (attach === undefined)) {
    throw new FifobenchError('usage', 'run loads one server', {
      remedy: 'give either --server PATTERN|COMMAND or --attach DIR',
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
  const extent = chosenExtent(flags);
  const durationNs = extent.kind === 'duration' ? extent.durationNs : 0;
  const open = parseOpenLoad(flags, durationNs);
  if (open === undefined) {
    return { open, extent };
  }
  if (extent.kind === 'handshakes') {
    throw new FifobenchError('usage', '--handshakes belongs to closed load', {
      remedy: 'bound open load with --duration or --stages',
    });
  }
  return { open, extent: { kind: 'duration' as const, durationNs: openDurationNs(open) } };
}

function chosenExtent({ duration, handshakes }: RunFlags): Extent {
  if (duration !== undefined && handshakes !== undefined) {
    throw new FifobenchError('usage', '--duration and --handshakes exclude each other', {
      remedy: 'give one of them',
    });
  }
  if (handshakes !== undefined) {
    const range = { min: 1, max: 1_000_000_000, option: '--handshakes' };
    return { kind: 'handshakes', handshakeCount: parseInteger(handshakes, range) };
  }
  const durationNs =
    duration === undefined ? defaultDurationNs : positiveDurationNs(duration, '--duration');
  return { kind: 'duration', durationNs };
}
