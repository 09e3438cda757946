// `fifobench sweep`: the same scenario over numbers of clients, rates or service times, and the
// search for the highest rate that keeps the thresholds.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { ScenarioCase } from '../model/scenario.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { parseThreshold } from '../model/threshold.ts';
import type { MeasurementOptions } from '../runner/measurement.ts';
import { searchLoad } from '../runner/search-load.ts';
import { sweepLoad } from '../runner/sweep.ts';
import { sweepCrossover } from '../runner/sweep-crossover.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { parseDurationNs } from '../units.ts';
import { addBurdenOptions, type BurdenFlags } from './burden-options.ts';
import { attachedServer, namedServers, resolveServers } from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery } from './deliver.ts';
import {
  addExtentOptions,
  chosenExtent,
  type ExtentFlags,
  refuseCountedOpenLoad,
} from './extent-options.ts';
import { addLoadOptions, type LoadFlags } from './load-options.ts';
import { measureAndDeliver } from './measured-run.ts';
import { addCommonOptions, type CommonFlags, parseSeed } from './measuring-options.ts';
import { addOpenOptions, type OpenFlags } from './open-options.ts';
import { repeatableOption } from './repeatable-option.ts';
import { chooseScenario } from './scenario-choice.ts';
import { probeDurationNs, searchPlan } from './search-plan.ts';
import {
  caseAtRate,
  casesAtService,
  defaultClients,
  isServiceSweep,
  type PointRequest,
  rates,
  serviceCases,
  sweptCases,
} from './sweep-points.ts';

interface SweepFlags extends CommonFlags, LoadFlags, OpenFlags, BurdenFlags, ExtentFlags {
  readonly server: readonly string[];
  readonly attach?: string;
  readonly profile?: string;
  readonly search?: boolean;
  readonly warmup: string;
}

const defaultScenarioName = 'handshake';
const defaultDurationNs = 2_000_000_000;

/** The command, which leaves its exit code in `outcome`. */
export function sweepCommand(outcome: CommandOutcome): Command {
  const command = new Command('sweep')
    .description('load servers with more clients, at higher rates or with longer operations')
    .argument('[servers...]', 'built-in servers, profiles, commands')
    .addOption(repeatableOption('--server <server>', 'one of them', 'none; may be repeated'))
    .option('--attach <dir>', 'a server that already runs, with its FIFO in this directory')
    .option('--profile <name|file>', 'how commands speak (default: auto, by trying)')
    .option('--search', 'find the highest rate that keeps every --threshold')
    .option('--warmup <duration>', 'load of each point before anything is recorded', '300ms')
    .addHelpText('after', examples)
    .action(async (servers: string[], flags: SweepFlags) => {
      outcome.exitCode = await sweep({ ...flags, server: [...servers, ...flags.server] });
    });
  addExtentOptions(command, { of: ' of each point', otherwise: '2s' });
  addBurdenOptions(addOpenOptions(addLoadOptions(command)));
  relabel(command, '--clients', {
    flags: '--clients <n,…>',
    description: `numbers of clients (default: ${defaultClients}); one number with --rate`,
  });
  relabel(command, '--rate', {
    flags: '--rate <rate,…>',
    description: 'rates of open load, such as 500/s,1k/s; with --search where to begin',
  });
  relabel(command, '--service', {
    flags: '--service <law,…>',
    description: 'what each operation takes; of several, find where a server overtakes the first',
  });
  return addCommonOptions(command);
}

const examples = `
Examples:
  fifobench sweep --server basic
  fifobench sweep --server basic --server forking --clients 1,10,100,1000 --duration 2s
  fifobench sweep --server basic --rate 500/s,1k/s,2k/s,4k/s
  fifobench sweep --server basic --server forking --clients 8 --service 0,10us,100us,1ms,10ms
  fifobench sweep --server basic --search --threshold 'response_p99<5ms'`;

/** Says what an option means here, where it takes a list. */
function relabel(command: Command, long: string, words: { flags: string; description: string }) {
  const option = command.options.find((each) => each.long === long);
  if (option === undefined) {
    throw new FifobenchError('internal', `there is no option ${long} to sweep over`);
  }
  Object.assign(option, words);
}

async function sweep(flags: SweepFlags) {
  await checkDelivery(flags);
  refuseContradictions(flags);
  const scenario = await chooseScenario(flags.scenario ?? defaultScenarioName);
  const extent = chosenExtent(flags, defaultDurationNs);
  if (flags.rate !== undefined || flags.search === true) {
    refuseCountedOpenLoad(extent);
  }
  const durationNs = extent.kind === 'duration' ? extent.durationNs : 0;
  const request: PointRequest = {
    ...{ base: scenario.cases[0] as ScenarioCase, flags, durationNs },
    servers: await chosenServers(flags),
  };
  const settings = {
    extent,
    warmupNs: parseDurationNs(flags.warmup, '--warmup'),
    scenario: scenario.name,
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  const measure = flags.search === true ? searchOf(request, flags) : sweepOf(request);
  return await measureAndDeliver(
    (hooks) => measure({ ...settings, ...hooks }),
    // The probes of a search cross their thresholds on purpose; its outcome says what came of them.
    flags.search === true ? { ...flags, threshold: [] } : flags,
  );
}

async function chosenServers(flags: SweepFlags): Promise<ServerSpec[]> {
  const named = flags.attach === undefined ? namedServers(flags.server, flags) : flags.server;
  const servers = await resolveServers(named, flags);
  return flags.attach === undefined
    ? servers
    : [...servers, await attachedServer(flags.attach, flags)];
}

type Settings = MeasurementOptions & Omit<Parameters<typeof sweepLoad>[0], 'cases'>;

function sweepOf(request: PointRequest) {
  if (isServiceSweep(request.flags)) {
    const cases = serviceCases(request);
    const casesAt = (serviceNs: number) => casesAtService(request, serviceNs);
    return (settings: Settings) => sweepCrossover({ ...settings, cases, casesAt });
  }
  const cases = sweptCases(request);
  return (settings: Settings) => sweepLoad({ ...settings, cases });
}

function searchOf(request: PointRequest, { rate, threshold }: SweepFlags) {
  const thresholds = threshold.map(parseThreshold);
  const startPerSecond = rate === undefined ? undefined : rates(rate)[0];
  const search = { thresholds, startPerSecond, durationNs: request.durationNs };
  const plan = searchPlan(search);
  const caseAt = (ratePerSecond: number) =>
    caseAtRate({ ...request, durationNs: probeDurationNs(search, ratePerSecond) }, ratePerSecond);
  // Mistakes in what the probes are made from are told before the first of them.
  caseAt(plan.startPerSecond);
  return (settings: Settings) => searchLoad({ ...settings, thresholds, caseAt, plan });
}

function refuseContradictions(flags: SweepFlags): void {
  const { search, threshold } = flags;
  const named = flags.attach === undefined ? namedServers(flags.server, flags) : flags.server;
  const serverCount = named.length + (flags.attach === undefined ? 0 : 1);
  if (serverCount === 0 || (search === true && serverCount > 1)) {
    const count = search === true ? 'a search loads one server' : 'sweep loads a server or several';
    throw new FifobenchError('usage', count, { remedy: 'give --server PATTERN' });
  }
  if (search === true && threshold.length === 0) {
    throw new FifobenchError('usage', '--search needs to know what must be kept', {
      remedy: "add a threshold, such as --threshold 'response_p99<5ms'",
    });
  }
}
