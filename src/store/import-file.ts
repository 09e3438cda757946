// Brings files of other tools into a folder of runs: reads them, and keeps what they say as files
// of our own, so that a history needs to know one form only.

import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { ImportFacts } from './import/imported-figures.ts';
import { actionHistoryJson, readActionHistory } from './import/read-action-history.ts';
import { readBenchstat } from './import/read-benchstat.ts';
import { readHyperfine } from './import/read-hyperfine.ts';
import type { StoredImport } from './imported-schema.ts';
import { saveText } from './run-file.ts';

/** The forms that can be read. */
export const importFormats = ['hyperfine', 'benchstat', 'github-action-benchmark'] as const;

/** A form that can be read. */
export type ImportFormat = (typeof importFormats)[number];

const readers: Readonly<
  Record<ImportFormat, (text: string, facts: ImportFacts) => StoredImport[]>
> = {
  hyperfine: (text, facts) => readHyperfine(JSON.parse(text), facts),
  benchstat: readBenchstat,
  'github-action-benchmark': (text, facts) =>
    readActionHistory(JSON.parse(actionHistoryJson(text)), facts),
};

/** Facts about a file; a date that is not given is that of its last change. */
export type FileFacts = Omit<ImportFacts, 'startedAt'> & { readonly startedAt: string | null };

/**
 * The imports that a file holds, in the form of `format`, or `null` to find it out. Throws a
 * FifobenchError of code `store` where it cannot be read, and of code `results-format` where it has
 * no figure in that form.
 */
export async function readImports(
  path: string,
  { format, facts }: { format: ImportFormat | null; facts: FileFacts },
): Promise<StoredImport[]> {
  const { text, changedAt } = await readText(path);
  const known = { ...facts, startedAt: facts.startedAt ?? changedAt };
  const tried = format === null ? importFormats : [format];
  let cause: unknown;
  for (const each of tried) {
    try {
      const imports = readers[each](text, known);
      if (imports.some(({ cases }) => cases.length > 0)) {
        return imports;
      }
    } catch (error) {
      cause = error;
    }
  }
  throw new FifobenchError('results-format', `${path} has no figures of ${tried.join(', ')}`, {
    remedy: 'name its form with --format, one of the three',
    ...(format === null ? {} : { cause }),
  });
}

async function readText(path: string): Promise<{ text: string; changedAt: string }> {
  try {
    const { mtime } = await stat(path);
    return { text: await readFile(path, 'utf8'), changedAt: mtime.toISOString() };
  } catch (cause) {
    throw new FifobenchError('store', `${path} cannot be read`, {
      remedy: 'give the path of a file that another tool wrote',
      cause,
    });
  }
}

/**
 * Saves an import in the folder, which is made where it is missing, and returns its path. The name
 * has a digest of the content, so that what is imported twice is there once. Throws a
 * FifobenchError of code `store` where it cannot be written.
 */
export async function saveImport(imported: StoredImport, directory: string): Promise<string> {
  const text = `${JSON.stringify(imported, null, 1)}\n`;
  const stamp = imported.startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new FifobenchError('store', `${directory} cannot be made a folder of runs`, {
      remedy: 'name another with --runs FOLDER',
      cause,
    });
  }
  return await saveText(text, join(directory, `${stamp}-imported-${digest}.json`));
}
