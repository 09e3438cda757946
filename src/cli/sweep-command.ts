// `fifobench sweep`: the same scenario over numbers of clients, and how throughput scales with
// them.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { groupNames, type Scenario, type ScenarioCase } from '../model/scenario.ts';
import { type SweptCase, sweepLoad } from '../runner/sweep.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseDurationNs, parseInteger } from '../units.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery, deliver } from './deliver.ts';
import { listenForInterruption } from './interruption.ts';
import {
  addLoadOptions,
  applyLoadFlags,
  type LoadFlags,
  positiveDurationNs,
} from './load-options.ts';
import {
  addCommonOptions,
  type CommonFlags,
  parseSeed,
  resolvePlacement,
} from './measuring-options.ts';
import { chooseScenario } from './scenario-choice.ts';
import { chooseServers } from './server-choice.ts';
import { openProgressDisplay } from './terminal.ts';

interface SweepFlags extends CommonFlags, LoadFlags {
  readonly server: readonly string[];
  readonly duration: string;
  readonly warmup: string;
}

const defaultScenarioName = 'handshake';
const defaultClients = '1,3,10,30,100,300,1000';

/** The command, which leaves its exit code in `outcome`. */
export function sweepCommand(outcome: CommandOutcome): Command {
  const command = new Command('sweep')
    .description('load a server with more and more clients and show how throughput scales')
    .option(
      '--server <pattern>',
      'a built-in server (see fifobench list); may be repeated',
      (text: string, others: readonly string[]) => [...others, text],
      [] as readonly string[],
    )
    .option('--duration <duration>', 'measured time of each point', '2s')
    .option('--warmup <duration>', 'load of each point before anything is recorded', '300ms')
    .addHelpText('after', examples)
    .action(async (flags: SweepFlags) => {
      outcome.exitCode = await sweep(flags);
    });
  return addCommonOptions(withClientList(addLoadOptions(command)));
}

const examples = `
Examples:
  fifobench sweep --server basic
  fifobench sweep --server basic --server forking --clients 1,10,100,1000 --duration 2s
  fifobench sweep --server forking --clients 1,2,4,8 --threshold 'response_p99<5ms'`;

/** Here `--clients` takes a list; what else there is to say of a load is as in `run`. */
function withClientList(command: Command): Command {
  const option = command.options.find(({ long }) => long === '--clients');
  if (option === undefined) {
    throw new FifobenchError('internal', 'there is no option --clients to sweep over');
  }
  option.flags = '--clients <n,…>';
  option.description = `numbers of clients (default: ${defaultClients})`;
  return command;
}

async function sweep(flags: SweepFlags) {
  await checkDelivery(flags);
  if (flags.server.length === 0) {
    throw new FifobenchError('usage', 'sweep loads at least one server', {
      remedy: 'give --server PATTERN',
    });
  }
  const scenario = await chooseScenario(flags.scenario ?? defaultScenarioName);
  const options = {
    cases: sweptCases(scenario, flags),
    extent: {
      kind: 'duration' as const,
      durationNs: positiveDurationNs(flags.duration, '--duration'),
    },
    warmupNs: parseDurationNs(flags.warmup, '--warmup'),
    scenario: scenario.name,
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  const interruption = listenForInterruption();
  const display = openProgressDisplay({ quiet: flags.quiet === true });
  try {
    const { signal } = interruption;
    const result = await sweepLoad({ ...options, signal, onProgress: display.show });
    display.clear();
    return await deliver(result, flags);
  } finally {
    display.clear();
    interruption.release();
  }
}

/** Each server under each number of clients, the servers in turn at each point. */
function sweptCases(scenario: Scenario, flags: SweepFlags): SweptCase[] {
  const base = scenario.cases[0] as ScenarioCase;
  const placement = resolvePlacement(base.placement, flags.cpus);
  if (placement === null) {
    throw new FifobenchError('cpus', 'this placement needs two processors and there is one', {
      remedy: 'choose the processors with --cpus server=0,clients=0',
    });
  }
  const points = clientCounts(flags.clients ?? defaultClients).map((clientCount) => ({
    ...pointCase(base, { flags, clientCount }),
    placement: 'unpinned' as const,
  }));
  const groups = groupNames(points.map((point) => ({ ...point, threadCount: base.threadCount })));
  const servers = chooseServers(flags.server);
  return points.flatMap((load, index) => {
    const group = (groups[index] ?? '').replace('unpinned', placement.name);
    return servers.map((server) => ({ server, group, load, placement }));
  });
}

/** Threads beyond the clients of a point would have nothing to do, so that it gets fewer. */
function pointCase(
  base: ScenarioCase,
  { flags, clientCount }: { flags: SweepFlags; clientCount: number },
): ScenarioCase {
  const { threads, ...others } = flags;
  const most =
    threads === undefined
      ? base.threadCount
      : parseInteger(threads, { min: 1, max: 64, option: '--threads' });
  return applyLoadFlags(base, {
    ...others,
    clients: String(clientCount),
    threads: String(Math.min(most, clientCount)),
  });
}

/** The points in ascending order, each once. */
function clientCounts(text: string): number[] {
  const range = { min: 1, max: 100_000, option: '--clients' };
  const counts = text.split(',').map((part) => parseInteger(part, range));
  return [...new Set(counts)].sort((left, right) => left - right);
}
