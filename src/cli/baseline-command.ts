// `fifobench baseline save|list|show`: runs that later ones are held against, kept by name in files
// that are meant to be committed.

import { Command } from 'commander';
import { describeEnvironment } from '../environment/describe-environment.ts';
import { FifobenchError } from '../errors.ts';
import { mostPairs, plannedLooks, singleLook } from '../model/planned-looks.ts';
import type { Run } from '../model/run.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { renderBaselineList } from '../report/baseline-list.ts';
import { compareServers } from '../runner/compare-servers.ts';
import { baselineNames, baselinePath, loadBaseline, saveBaseline } from '../store/baseline-file.ts';
import { keepProgram } from '../store/kept-programs.ts';
import { loadRun } from '../store/run-file.ts';
import { programsOf } from '../target/programs.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { baselineServer, identityText, runnableBaseline } from './baseline-choice.ts';
import { addBurdenOptions, type BurdenFlags } from './burden-options.ts';
import { resolveServer } from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { chosenCases } from './compare-command.ts';
import { checkDelivery, checkFormat, renderRun } from './deliver.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { addLoadOptions, type LoadFlags } from './load-options.ts';
import { type MeasurementHooks, measureAndDeliver } from './measured-run.ts';
import { addCommonOptions, type CommonFlags, parseSeed } from './measuring-options.ts';
import { addPairOptions, chosenDesign, type PairFlags } from './pair-options.ts';
import { chooseScenario } from './scenario-choice.ts';
import { outputStyle } from './terminal.ts';

interface SaveFlags extends CommonFlags, LoadFlags, BurdenFlags, PairFlags {
  readonly server?: string;
  readonly profile?: string;
  readonly from?: string;
}

interface ShowFlags {
  readonly format: string;
  readonly color: boolean;
}

/** Blocks of a case where nobody chose how many: as many as a single look at pairs would take. */
const defaultBlockCount = 20;

/** The command, which leaves its exit code in `outcome`. */
export function baselineCommand(outcome: CommandOutcome): Command {
  return new Command('baseline')
    .description('save, list and show the runs that gate holds servers against')
    .addCommand(saveCommand(outcome))
    .addCommand(listCommand(outcome))
    .addCommand(showCommand(outcome));
}

function saveCommand(outcome: CommandOutcome): Command {
  const command = new Command('save')
    .description('measure a server by itself, or take a stored run, and keep it by that name')
    .argument('<name>', 'letters, digits, points, hyphens and underscores, such as main')
    .argument('[server]', 'the server to measure')
    .option('--server <server>', 'the same')
    .option('--profile <name|file>', 'how a command speaks (default: auto, by trying)')
    .option('--from <file.json>', 'take this stored run instead of measuring')
    .addHelpText('after', notes)
    .action(async (name: string, server: string | undefined, flags: SaveFlags) => {
      const chosen = flags.server ?? server;
      outcome.exitCode = await save(
        name,
        chosen === undefined ? flags : { ...flags, server: chosen },
      );
    });
  return addCommonOptions(addBurdenOptions(addLoadOptions(addPairOptions(command))));
}

const notes = `
Of each case, --pairs is the number of blocks (default: ${defaultBlockCount}), --block the time
of each. The baseline goes to results/baselines/NAME.json, which is meant to be committed; a copy of
the program goes to results/programs, which is not. An invalid run is no baseline.`;

function listCommand(outcome: CommandOutcome): Command {
  return new Command('list')
    .description('the baselines there are')
    .option('--no-color', 'no colour')
    .action(async (flags: { color: boolean }) => {
      const names = await baselineNames();
      const baselines = await Promise.all(names.map(loadBaseline));
      const { fingerprint } = await describeEnvironment(runDirectoryParent(undefined));
      process.stdout.write(renderBaselineList(baselines, { ...outputStyle(flags), fingerprint }));
      outcome.exitCode = exitCodes.done;
    });
}

function showCommand(outcome: CommandOutcome): Command {
  return new Command('show')
    .description('the figures of a baseline, and how gate would hold a server against it here')
    .argument('<name>', 'the baseline')
    .option('--format <table|json|markdown>', 'what goes to standard output', 'table')
    .option('--no-color', 'no colour')
    .action(async (name: string, flags: ShowFlags) => {
      checkFormat(flags.format);
      const baseline = await loadBaseline(name);
      const server = baselineServer(baseline);
      const isRunnable = runnableBaseline(baseline, server, []) !== null;
      const programs = (baseline.run.programs ?? []).map(identityText).join(', ');
      const way = isRunnable
        ? `gate would measure it again here: ${programs}`
        : 'gate would compare with its stored blocks: its program is not here any more';
      process.stdout.write(
        renderRun({ ...baseline.run, notes: [...baseline.run.notes, way] }, flags),
      );
      outcome.exitCode = exitCodes.done;
    });
}

async function save(name: string, flags: SaveFlags): Promise<ExitCode> {
  const path = baselinePath(name);
  await checkDelivery(flags);
  if ((flags.server === undefined) === (flags.from === undefined)) {
    throw new FifobenchError('usage', 'a baseline is of one server', {
      remedy: 'name one, such as basic, or give --from FILE.json',
    });
  }
  if (flags.from !== undefined) {
    return await saveStored(name, flags.from);
  }
  const server = await resolveServer(flags.server ?? '', flags);
  const measure = await aloneMeasurement(server, flags);
  const measured: Run[] = [];
  const exitCode = await measureAndDeliver(async (hooks) => {
    const run = await measure(hooks);
    measured.push(run);
    return run;
  }, flags);
  const [run] = measured as [Run];
  if (exitCode === exitCodes.interrupted) {
    return exitCode;
  }
  refuseUnsound(run, path);
  const programs = programsOf(server);
  programs.forEach(keepProgram);
  announce(await saveBaseline({ name, run: { ...run, programs } }));
  return exitCode;
}

async function saveStored(name: string, from: string): Promise<ExitCode> {
  const run = await loadRun(from);
  refuseUnsound(run, from);
  const servers = new Set(run.cases.map(({ server }) => server.name));
  if (servers.size !== 1) {
    throw new FifobenchError('usage', `--from: ${from} holds ${servers.size} servers`, {
      remedy: 'give a run of one server',
    });
  }
  announce(await saveBaseline({ name, run }));
  return exitCodes.done;
}

async function aloneMeasurement(server: ServerSpec, flags: SaveFlags) {
  const scenario = await chooseScenario(flags.scenario ?? 'default');
  const { cases, notes: caseNotes } = chosenCases(scenario, { servers: [server], flags });
  const { looks } = scenario.design;
  const count = looks === plannedLooks ? defaultBlockCount : mostPairs(looks);
  const options = {
    ...{ servers: [server], cases, notes: caseNotes, scenario: scenario.name },
    design: chosenDesign(
      { ...scenario.design, looks: singleLook(count) },
      { ...flags, design: 'blocks' },
    ),
    warmupHandshakeCount: scenario.design.warmupHandshakeCount,
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
  };
  return async (hooks: MeasurementHooks) => await compareServers({ ...options, ...hooks });
}

function refuseUnsound({ validity, status }: Run, path: string): void {
  if (validity.valid && status === 'complete') {
    return;
  }
  const cause = validity.causes[0] ?? `it is ${status}`;
  throw new FifobenchError('measurement-invalid', `${path}: this is no baseline: ${cause}`, {
    remedy: 'measure again on a quiet machine; fifobench doctor says what disturbs it',
  });
}

function announce(path: string): void {
  process.stderr.write(`saved ${path}\n`);
}
