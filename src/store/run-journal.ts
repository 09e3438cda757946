// What a run measured so far, in case it never comes to its end: blocks are appended to a file as
// they end, a line each, and the file is removed when the run itself is saved. Each line is a
// stored run of its own that holds only those blocks, so that reading it back is adding them up. A
// line that was cut off by the end of the process is left out.

import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { FifobenchError } from '../errors.ts';
import type { CaseResult, Run } from '../model/run.ts';
import { fromStoredRun } from './from-stored-run.ts';
import { defaultRunsDirectory } from './run-file.ts';
import { storedRunSchema } from './run-schema.ts';
import { toStoredRun } from './to-stored-run.ts';

/** How the names of journals end; `RunJournal` is given no other. */
export const journalEnding = '.journal';

/** The journal of a run that is saved as `out`, or without it under the default name. */
export function journalPath(out: string | undefined, startedAt: Date): string {
  if (out !== undefined) {
    return `${out}${journalEnding}`;
  }
  const stamp = startedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${defaultRunsDirectory}/${stamp}-${process.pid}${journalEnding}`;
}

/** The journal of one run. It exists from the first block on. */
export class RunJournal {
  #path: string;
  #isBegun = false;
  #fault: unknown;

  /** Nothing is written yet. */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Where it is, or will be. Where a file of the name is there at the first block, be it of a run
   * that was killed or of one that goes on, it is left alone and a number tells the two apart.
   */
  get path(): string {
    return this.#path;
  }

  /** Whether a block has been kept. */
  get exists(): boolean {
    return this.#isBegun && existsSync(this.#path);
  }

  /**
   * Adds the blocks of a run. Written at once, between two blocks, so that not even a SIGKILL takes
   * them back. A journal that cannot be written is given up and does not end the measurement.
   */
  append(run: Run): void {
    if (this.#fault === undefined) {
      const line = `${JSON.stringify(toStoredRun(run))}\n`;
      try {
        if (this.#isBegun) {
          appendFileSync(this.#path, line);
        } else {
          this.#path = createBeside(this.#path, line);
          this.#isBegun = true;
        }
      } catch (error) {
        this.#fault = error;
      }
    }
  }

  /** Why the journal was given up; `undefined`: it was not. */
  get fault(): unknown {
    return this.#fault;
  }

  /** Removes the file, if there is one: the run is saved. */
  remove(): void {
    if (this.#isBegun) {
      rmSync(this.#path, { force: true });
    }
  }
}

/** Journals of one name beside each other at most. */
const namesakeCountMax = 100;

/** Writes the first line into a file that was not there before and returns its path. */
function createBeside(path: string, line: string): string {
  for (let ordinal = 1; ; ordinal += 1) {
    const stem = path.slice(0, -journalEnding.length);
    const free = ordinal === 1 ? path : `${stem}.${ordinal}${journalEnding}`;
    try {
      writeFileSync(free, line, { flag: 'wx', mode: 0o600 });
      return free;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || ordinal === namesakeCountMax) {
        throw error;
      }
    }
  }
}

/**
 * The run that a journal tells of: every block that had ended, as a failed run without verdicts.
 * Throws FifobenchErrors of codes `store`, where the file cannot be read, and `results-format`,
 * where not one whole line is in it or a whole line is none of a journal.
 */
export async function readJournal(path: string): Promise<Run> {
  const lines = (await textOf(path)).split('\n');
  // What follows the last line feed was cut off; after a clean end it is empty.
  const parts = lines.slice(0, -1).map((line, index) => parseLine(line, `${path}:${index + 1}`));
  const last = parts.at(-1);
  if (last === undefined) {
    throw new FifobenchError('results-format', `${path} holds no finished block`, {
      remedy: 'measure again',
    });
  }
  return {
    ...last,
    status: 'failed',
    cases: addUp(parts.flatMap(({ cases }) => cases)),
    notes: [...last.notes, 'rebuilt from the journal of a run that did not come to its end'],
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new FifobenchError('store', `${path} cannot be read`, {
      remedy: 'give the path of a journal',
      cause,
    });
  }
}

function parseLine(line: string, place: string): Run {
  try {
    return fromStoredRun(storedRunSchema.parse(JSON.parse(line)));
  } catch (cause) {
    throw new FifobenchError('results-format', `${place} is no line of a journal`, { cause });
  }
}

/** Cases of one name become one, with the blocks in the order in which they ended. */
function addUp(parts: readonly CaseResult[]): CaseResult[] {
  const byName = new Map<string, CaseResult>();
  for (const part of parts) {
    const before = byName.get(part.name);
    const blocks = [...(before?.blocks ?? []), ...part.blocks];
    byName.set(part.name, { ...(before ?? part), blocks });
  }
  return [...byName.values()];
}
