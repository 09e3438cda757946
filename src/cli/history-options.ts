// What every command over a history shares: which folder, which figures, in which order.

import type { Command } from 'commander';
import { buildHistory } from '../compare/build-history.ts';
import { FifobenchError } from '../errors.ts';
import type { History, RunDigest } from '../model/history.ts';
import { metricNames } from '../model/verdict.ts';
import { readAcceptances } from '../store/acceptances.ts';
import { commitOrder } from '../store/commit-order.ts';
import { type KnownDigests, readRunDigests, type UnreadableFile } from '../store/run-digests.ts';
import { defaultRunsDirectory } from '../store/run-file.ts';
import { readUnfinishedRuns } from '../store/unfinished-runs.ts';
import { parseRatio } from '../units.ts';

/** The options as commander leaves them. */
export interface HistoryFlags {
  readonly runs: string;
  readonly metric?: readonly string[];
  readonly delta: string;
  readonly order: string;
  readonly repository?: string;
}

/** Adds the options to a command. */
export function addHistoryOptions(command: Command): Command {
  const collect = (text: string, all: readonly string[] = []) => [...all, text];
  return command
    .option('--runs <folder>', 'folder of saved runs', historyDefaults.runs)
    .option('--metric <name>', 'figure to follow, repeatable; all: every one', collect)
    .option('--delta <share>', 'smallest change that matters', historyDefaults.delta)
    .option(
      '--order <auto|commit|time>',
      'auto: by commit where all are known',
      historyDefaults.order,
    )
    .option('--repository <dir>', 'whose commits the runs name (default: where the runs are)');
}

/** What the options say where nobody says anything. */
export const historyDefaults = { runs: defaultRunsDirectory, delta: '5%', order: 'auto' } as const;

/** Files that are no runs are named one by one up to here. */
const complaintCountMax = 5;

/** A folder of runs, read. */
export interface ReadFolder {
  readonly history: History;
  /** Every run, sound or not, by start. */
  readonly runs: readonly RunDigest[];
  /** Files that hold no run, and journals without a block. */
  readonly unreadable: readonly UnreadableFile[];
}

/** The history alone, as `readFolder` reads it; throws the same. */
export async function readHistory(flags: HistoryFlags): Promise<History> {
  return (await readFolder(flags)).history;
}

/**
 * Reads the folder and makes its history; files that hold no run are named on standard error.
 * Throws FifobenchErrors of codes `usage`, `bad-quantity`, `unknown-metric`, `store` and
 * `results-format` that name the option or the file.
 */
export async function readFolder(flags: HistoryFlags): Promise<ReadFolder> {
  const read = await examineFolder(flags);
  complain(read.unreadable.map(({ file, reason }) => `${file}: ${reason}`));
  return read;
}

/**
 * The same, and nothing is printed. `digested` holds what was read before: files that did not
 * change since are not read again. Throws the same.
 */
export async function examineFolder(
  flags: HistoryFlags,
  digested?: KnownDigests,
): Promise<ReadFolder> {
  const deltaRatio = parseRatio(flags.delta, '--delta');
  if (deltaRatio === 0) {
    throw new FifobenchError('bad-quantity', '--delta: must be above 0', {
      remedy: 'write the smallest change that matters, such as 5%',
    });
  }
  const commitPlaces = await chosenOrder(flags);
  const { digests, unreadable } = readRunDigests(flags.runs, digested);
  const known = new Set(
    digests
      .flatMap(({ cases }) => cases)
      .flatMap(({ figures }) => figures.map(({ metric }) => metric)),
  );
  const journals = await readUnfinishedRuns(flags.runs, digests);
  const history = buildHistory(digests, {
    metrics: chosenMetrics(flags.metric ?? [], known),
    ...{ deltaRatio, commitPlaces, acceptances: readAcceptances(flags.runs) },
    unfinished: journals.unfinished,
  });
  return { history, runs: digests, unreadable: [...unreadable, ...journals.unreadable] };
}

function chosenMetrics(
  names: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] | null {
  if (names.includes('all')) {
    return [...known];
  }
  const own: readonly string[] = metricNames;
  const unknown = names.find((name) => !own.includes(name) && !known.has(name));
  if (unknown !== undefined) {
    throw new FifobenchError('unknown-metric', `--metric: no run has a figure '${unknown}'`, {
      remedy: `choose from all, ${[...new Set([...own, ...known])].join(', ')}`,
    });
  }
  return names.length === 0 ? null : names;
}

async function chosenOrder({
  order,
  repository,
  runs,
}: HistoryFlags): Promise<ReadonlyMap<string, number> | null> {
  switch (order) {
    case 'time':
      return null;
    case 'auto':
      return await commitOrder(repository ?? runs);
    case 'commit': {
      const places = await commitOrder(repository ?? runs);
      if (places === null) {
        throw new FifobenchError(
          'usage',
          `--order: ${repository ?? runs} is in no git repository`,
          {
            remedy: 'name it with --repository DIR, or order by time',
          },
        );
      }
      return places;
    }
    default:
      throw new FifobenchError('usage', `--order: '${order}' is no order`, {
        remedy: 'choose from auto, commit, time',
      });
  }
}

function complain(complaints: readonly string[]): void {
  for (const complaint of complaints.slice(0, complaintCountMax)) {
    process.stderr.write(`left out ${complaint}\n`);
  }
  const moreCount = complaints.length - complaintCountMax;
  if (moreCount > 0) {
    process.stderr.write(`left out ${moreCount} more files that hold no run\n`);
  }
}
