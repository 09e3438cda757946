// Changes that somebody accepted, one a line in `annotations.jsonl` beside the runs. Lines are only
// added, so that version control merges two people's files by keeping both.

import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FifobenchError } from '../errors.ts';
import type { Acceptance } from '../model/history.ts';

/** The file's name within the folder of runs. */
export const acceptancesFileName = 'annotations.jsonl';

const acceptanceSchema = z.object({
  series: z.string(),
  title: z.string(),
  startedAt: z.iso.datetime(),
  commit: z.string().nullable(),
  direction: z.enum(['regressed', 'improved']),
  reason: z.string(),
});

/**
 * What was accepted, in the order of the file; nothing where there is no file. Throws a
 * FifobenchError of code `store` where the file cannot be read, and of code `results-format` naming
 * the line that makes no sense.
 */
export function readAcceptances(directory: string): Acceptance[] {
  const path = join(directory, acceptancesFileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) {
      return [];
    }
    throw new FifobenchError('store', `${path} cannot be read`, {
      remedy: 'make it readable, or move it away',
      cause,
    });
  }
  return text.split('\n').flatMap((line, index) => {
    return line.trim() === '' ? [] : [parseLine(line, `${path}:${index + 1}`)];
  });
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function parseLine(line: string, place: string): Acceptance {
  try {
    return acceptanceSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new FifobenchError('results-format', `${place} is no accepted change`, {
      remedy: 'remove the line, and accept the change again with: fifobench history annotate',
      cause,
    });
  }
}

/**
 * Adds one accepted change and returns the path of the file. Throws a FifobenchError of code
 * `store` where it cannot be written.
 */
export function addAcceptance(directory: string, acceptance: Acceptance): string {
  const path = join(directory, acceptancesFileName);
  try {
    appendFileSync(path, `${JSON.stringify(acceptance)}\n`);
  } catch (cause) {
    throw new FifobenchError('store', `${path} cannot be written`, {
      remedy: 'make the folder of runs writable',
      cause,
    });
  }
  return path;
}
