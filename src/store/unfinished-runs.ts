// What journals in a folder tell of runs that have not come to their end: they go on still, or were
// killed. A journal whose run was saved all the same, since the end came between the two, is none.

import { join } from 'node:path';
import { describe } from '../errors.ts';
import type { RunDigest, UnfinishedRun } from '../model/history.ts';
import { filesIn, type UnreadableFile } from './run-digests.ts';
import { journalEnding, readJournal } from './run-journal.ts';
import { storedFigures } from './stored-figures.ts';
import { toStoredRun } from './to-stored-run.ts';

/** The journals of a folder. */
export interface UnfinishedFolder {
  /** By start, then by name. */
  readonly unfinished: readonly UnfinishedRun[];
  /** Journals without one finished block, and such as are none. */
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * Reads every journal below the folder but those of `saved` runs. Throws a FifobenchError of code
 * `store` where the folder itself cannot be read.
 */
export async function readUnfinishedRuns(
  directory: string,
  saved: readonly RunDigest[],
): Promise<UnfinishedFolder> {
  const known = new Set(saved.map(identity));
  const unfinished: UnfinishedRun[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const file of filesIn(directory, journalEnding)) {
    try {
      const run = await unfinishedRun(directory, file);
      if (!known.has(identity(run))) {
        unfinished.push(run);
      }
    } catch (error) {
      unreadable.push({ file, reason: describe(error) });
    }
  }
  unfinished.sort((left, right) => (left.startedAt < right.startedAt ? -1 : 1));
  return { unfinished, unreadable };
}

/** No two runs of a kind begin within the same millisecond. */
function identity({ kind, startedAt }: Pick<RunDigest, 'kind' | 'startedAt'>): string {
  return `${kind} ${startedAt}`;
}

async function unfinishedRun(directory: string, file: string): Promise<UnfinishedRun> {
  const run = await readJournal(join(directory, file));
  const { kind, scenario, startedAt } = run;
  return {
    ...{ file, kind, scenario, startedAt },
    cases: toStoredRun(run).cases.map((each) => ({
      name: each.name,
      blockCount: each.blocks.length,
      figures: storedFigures(each),
    })),
  };
}
