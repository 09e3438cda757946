// `fifobench gate NAME`: is the server still as fast as the baseline says? Made for a script: the
// exit code is the answer.

import { Command } from 'commander';
import { availableCpus } from '../environment/available-cpus.ts';
import { FifobenchError } from '../errors.ts';
import { plannedLooks, singleLook } from '../model/planned-looks.ts';
import type { ComparisonDesign, Run } from '../model/run.ts';
import { defaultDesign } from '../model/scenario.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import {
  type BaselineComparison,
  holdAgainstStored,
  measureBesideBaseline,
  measureLikeBaseline,
} from '../runner/hold-against-baseline.ts';
import { type Baseline, loadBaseline } from '../store/baseline-file.ts';
import { loadRun } from '../store/run-file.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import {
  baselineServer,
  isSameProgram,
  machineDifferences,
  requireOffered,
  runnableBaseline,
} from './baseline-choice.ts';
import { resolveServer } from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery, deliver } from './deliver.ts';
import type { ExitCode } from './exit-codes.ts';
import { measureAndDeliver } from './measured-run.ts';
import { addResultOptions, type CommonFlags, parseSeed } from './measuring-options.ts';
import { addPairOptions, chosenDesign, type PairFlags } from './pair-options.ts';
import { repeatableOption } from './repeatable-option.ts';

interface GateFlags extends CommonFlags, PairFlags {
  readonly server?: string;
  readonly profile?: string;
  readonly run?: string;
  readonly baselineProgram: readonly string[];
  readonly force?: boolean;
}

/** The command, which leaves its exit code in `outcome`. */
export function gateCommand(outcome: CommandOutcome): Command {
  const command = new Command('gate')
    .description('hold a server against a baseline; exit code 5 where it has become slower')
    .argument('<name>', 'a baseline that was saved with fifobench baseline save')
    .argument('[server]', "the server to judge (default: the baseline's, as it is now)")
    .option('--server <server>', 'the same')
    .option('--profile <name|file>', "how a command speaks (default: as the baseline's)")
    .option('--run <file.json>', 'judge this stored run instead of measuring')
    .addOption(
      repeatableOption(
        '--baseline-program <file>',
        "the baseline's program, where no copy of it was kept (repeatable)",
      ),
    )
    .option('--force', "compare stored blocks although this is not the baseline's machine")
    .addHelpText('after', notes)
    .action(async (name: string, server: string | undefined, flags: GateFlags) => {
      const chosen = flags.server ?? server;
      outcome.exitCode = await gate(
        name,
        chosen === undefined ? flags : { ...flags, server: chosen },
      );
    });
  return addResultOptions(addPairOptions(command), {
    failOn: 'invalid,regressed,missing',
    outcomes: 'invalid, regressed, missing, inconclusive',
  });
}

const notes = `
Where the program that the baseline measured is still there (kept under results/programs, unchanged
in its place, or given with --baseline-program), it is measured again beside the server, in pairs.
Otherwise the server is measured alone and held against the stored blocks, if this is the same
machine; what the machine does differently today then counts as a difference, so prefer the former.

Exit codes: 0 no regression, 2 wrong usage or another machine, 3 inconclusive (if --fail-on says
so), 4 the measurement is invalid, 5 a regression, or a case of the baseline that was not measured.

Examples:
  fifobench baseline save main basic
  fifobench gate main
  fifobench gate mine './my_server --fast'
  fifobench gate main --fail-on invalid,regressed,missing,inconclusive --format markdown
  fifobench gate main --run results/runs/20250102T030405Z-run-1f2e3d.json`;

async function gate(name: string, flags: GateFlags): Promise<ExitCode> {
  await checkDelivery(flags);
  const baseline = await loadBaseline(name);
  const theirs = baselineServer(baseline);
  const known = theirs.kind === 'pattern' ? undefined : theirs.profile;
  const mine =
    flags.server === undefined ? theirs : await resolveServer(flags.server, flags, known);
  requireOffered(baseline, flags.baselineProgram);
  if (flags.run !== undefined) {
    return await holdStoredRun(baseline, { mine, flags, path: flags.run });
  }
  const old = runnableBaseline(baseline, theirs, flags.baselineProgram);
  return old === null
    ? await measureAlone(baseline, { mine, flags })
    : await measureBeside(baseline, { mine, flags, old });
}

interface Candidate {
  readonly mine: ServerSpec;
  readonly flags: GateFlags;
}

async function measureBeside(
  baseline: Baseline,
  { old, mine, flags }: Candidate & { old: ServerSpec },
): Promise<ExitCode> {
  const comparison = comparisonWith(baseline, { way: 'interleaved', forced: [], mine, flags });
  const servers = [{ ...old, name: `${mine.name}@${baseline.name}` }, mine] as const;
  return await measureAndDeliver(
    (hooks) => measureBesideBaseline(comparison, servers, { ...hooks, ...measuringOf(flags) }),
    flags,
  );
}

async function measureAlone(baseline: Baseline, { mine, flags }: Candidate): Promise<ExitCode> {
  const forced = await acceptedDifferences(baseline, { flags, run: undefined });
  const comparison = comparisonWith(baseline, { way: 'stored', forced, mine, flags });
  return await measureAndDeliver(async (hooks) => {
    const measuring = { ...hooks, ...measuringOf(flags) };
    return holdAgainstStored(comparison, await measureLikeBaseline(comparison, mine, measuring));
  }, flags);
}

async function holdStoredRun(
  baseline: Baseline,
  { mine, flags, path }: Candidate & { path: string },
): Promise<ExitCode> {
  const run = await storedCandidate(path, mine);
  const forced = await acceptedDifferences(baseline, { flags, run });
  const comparison = comparisonWith(baseline, { way: 'stored', forced, mine, flags });
  return await deliver(holdAgainstStored(comparison, run), flags);
}

/** In what the machines differ, where the user insists; refuses any difference otherwise. */
async function acceptedDifferences(
  baseline: Baseline,
  { flags, run }: { flags: GateFlags; run: Run | undefined },
): Promise<string[]> {
  const parentDirectory = runDirectoryParent(flags.dir);
  const differences = await machineDifferences(baseline, { parentDirectory, run });
  if (differences.length > 0 && flags.force !== true) {
    const what = `it differs in ${differences.join(', ')}`;
    const message = `the baseline ${baseline.name} is of another machine: ${what}`;
    throw new FifobenchError('fingerprint', message, {
      remedy: 'save a baseline on this machine, or add --force to compare all the same',
    });
  }
  return differences;
}

/** The cases of the server in a stored run. */
async function storedCandidate(path: string, { name }: ServerSpec): Promise<Run> {
  const run = await loadRun(path);
  const cases = run.cases.filter(({ server }) => server.name === name);
  if (cases.length === 0) {
    const names = [...new Set(run.cases.map(({ server }) => server.name))].join(', ');
    throw new FifobenchError('usage', `--run: ${path} has no case of ${name}`, {
      remedy: `name the server that is meant; it has ${names || 'none'}`,
    });
  }
  return { ...run, cases };
}

function comparisonWith(
  baseline: Baseline,
  { way, forced, mine, flags }: Candidate & { way: 'interleaved' | 'stored'; forced: string[] },
): BaselineComparison {
  return {
    baseline: baseline.run,
    record: {
      ...{ baseline: baseline.name, baselineStartedAt: baseline.run.startedAt, way, forced },
      isSameProgram: flags.run === undefined && isSameProgram(baseline, mine),
    },
    design: gateDesign(baseline, { way, flags }),
    availableCpus: availableCpus(),
  };
}

/** Beside each other, planned looks; alone, as many blocks as the baseline has, in one look. */
function gateDesign(
  { run: { design } }: Baseline,
  { way, flags }: { way: 'interleaved' | 'stored'; flags: GateFlags },
): ComparisonDesign {
  const measured = design ?? defaultDesign;
  const looks = way === 'interleaved' ? plannedLooks : singleLook(design?.pairCount ?? 20);
  return chosenDesign({ ...defaultDesign, ...measured, looks }, flags);
}

function measuringOf(flags: GateFlags) {
  return {
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(flags.seed),
    warmupHandshakeCount: defaultDesign.warmupHandshakeCount,
  };
}
