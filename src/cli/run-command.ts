// `fifobench run`: loads one server.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Extent } from '../model/load.ts';
import { groupNames, type ScenarioCase } from '../model/scenario.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { runLoad } from '../runner/run-load.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseDurationNs, parseInteger } from '../units.ts';
import {
  addCommonOptions,
  type CommonFlags,
  parseSeed,
  resolvePlacement,
} from './common-options.ts';
import { checkDelivery, deliver } from './deliver.ts';
import { listenForInterruption } from './interruption.ts';
import {
  addLoadOptions,
  applyLoadFlags,
  type LoadFlags,
  positiveDurationNs,
} from './load-options.ts';
import type { CommandOutcome } from './program.ts';
import { chooseScenario } from './scenario-choice.ts';
import { chooseServer } from './server-choice.ts';
import { openProgressDisplay } from './terminal.ts';

interface RunFlags extends CommonFlags, LoadFlags {
  readonly server?: string;
  readonly attach?: string;
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
    .option('--server <pattern>', 'a built-in server (see fifobench list)')
    .option('--attach <dir>', 'a server that already runs, with its FIFO wkp in this directory')
    .option('--duration <duration>', 'measured time (default: 5s)')
    .option('--handshakes <n>', 'measure this many handshakes instead')
    .option('--warmup <duration>', 'load before anything is recorded', '500ms')
    .addHelpText('after', examples)
    .action(async (flags: RunFlags) => {
      outcome.exitCode = await run(flags);
    });
  return addCommonOptions(addLoadOptions(command));
}

const examples = `
Examples:
  fifobench run --server basic
  fifobench run --server forking --clients 1000 --handshakes 50000 --operations 3
  fifobench run --attach /run/my-server --duration 10s --cpus server=0,clients=1 --format json`;

async function run(flags: RunFlags) {
  await checkDelivery(flags);
  const server = chosenServer(flags);
  const scenario = await chooseScenario(flags.scenario ?? defaultScenarioName);
  const scenarioCase = applyLoadFlags(scenario.cases[0] as ScenarioCase, flags);
  const placement = resolvePlacement(scenarioCase.placement, flags.cpus);
  if (placement === null) {
    throw new FifobenchError('cpus', 'this placement needs two processors and there is one', {
      remedy: 'choose the processors with --cpus server=0,clients=0',
    });
  }
  const [group = ''] = groupNames([{ ...scenarioCase, placement: 'unpinned' }]);
  const options = {
    ...{ server, load: scenarioCase, placement, extent: chosenExtent(flags) },
    warmupNs: parseDurationNs(flags.warmup, '--warmup'),
    scenario: scenario.name,
    group: group.replace('unpinned', placement.name),
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  const interruption = listenForInterruption();
  const display = openProgressDisplay({ quiet: flags.quiet === true });
  try {
    const { signal } = interruption;
    const result = await runLoad({ ...options, signal, onProgress: display.show });
    display.clear();
    return await deliver(result, flags);
  } finally {
    display.clear();
    interruption.release();
  }
}

function chosenServer({ server, attach }: RunFlags): ServerSpec {
  if ((server === undefined) === (attach === undefined)) {
    throw new FifobenchError('usage', 'run loads one server', {
      remedy: 'give either --server PATTERN or --attach DIR',
    });
  }
  return attach === undefined
    ? chooseServer(server ?? '')
    : { kind: 'attached', name: attach, model: 'basic', directory: attach };
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
