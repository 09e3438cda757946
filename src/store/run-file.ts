// Puts runs into files and reads them back. A file is written beside its place and moved there when
// it is complete and on disk, so that nobody finds half of one. Alone knows where results live.

import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { formatRun, parseRun } from './run-text.ts';
import { removeAbandoned, unfinishedPath } from './unfinished-files.ts';

/** Where runs are saved unless the user says otherwise, below the project's directory. */
export const defaultRunsDirectory = 'results/runs';

/**
 * Saves a run and returns the path of its file. Without `file` the name is made of the start, the
 * kind and a digest, as in `20250102T030405Z-compare-1f2e3d.json`, and `directory` is created where
 * it is missing. With `file` that very path is written, and what was there is replaced.
 * Throws a FifobenchError of code `store` naming the path where it cannot be written.
 */
export async function saveRun(
  run: Run,
  { directory = defaultRunsDirectory, file }: { directory?: string; file?: string } = {},
): Promise<string> {
  const text = formatRun(run);
  const path = file ?? join(directory, fileNameOf(run, text));
  if (file === undefined) {
    await mkdir(directory, { recursive: true }).catch((cause) => {
      throw notWritten(path, cause);
    });
  }
  return await saveText(text, path);
}

/**
 * Writes a text, such as a report, in place of whatever the file held, all or nothing; returns the
 * path. Throws a FifobenchError of code `store` naming the path where it cannot be written.
 */
export async function saveText(text: string, path: string): Promise<string> {
  try {
    await replaceFile(await replaceablePath(path), text);
  } catch (cause) {
    throw cause instanceof FifobenchError ? cause : notWritten(path, cause);
  }
  return path;
}

/**
 * Writes a text where no other user can read it and nobody can guess its place, below `parent`, and
 * returns the path, which ends in `name`. Throws a FifobenchError of code `store` where it cannot
 * be written.
 */
export async function savePrivateText(
  text: string,
  { parent, name }: { parent: string; name: string },
): Promise<string> {
  try {
    // Made with mode 0700, under a name that ends in random characters.
    const path = join(await mkdtemp(join(parent, 'fifobench-')), name);
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return path;
  } catch (cause) {
    throw notWritten(join(parent, name), cause);
  }
}

/**
 * Reads a saved run. Throws a FifobenchError of code `store` where the file cannot be read, and of
 * code `results-format` where it does not hold a run, naming the place in it.
 */
export async function loadRun(path: string): Promise<Run> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new FifobenchError('store', `${path} cannot be read (${systemCode(cause)})`, {
      remedy: 'give the path of a results file',
      cause,
    });
  }
  return parseRun(text, path);
}

/** `20250102T030405Z-compare-1f2e3d.json`: sorts by start, and tells two of one second apart. */
function fileNameOf(run: Run, text: string): string {
  const stamp = run.startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 6);
  return `${stamp}-${run.kind}-${digest}.json`;
}

/** Follows links, and refuses to put a file where a directory, a pipe or a device is. */
async function replaceablePath(path: string): Promise<string> {
  const status = await stat(path).catch(() => null);
  if (status === null) {
    return path;
  }
  if (!status.isFile()) {
    throw new FifobenchError('store', `${path} is not a regular file`, {
      remedy: 'give the path of a file for the results',
    });
  }
  return await realpath(path);
}

async function replaceFile(path: string, text: string): Promise<void> {
  const unfinished = unfinishedPath(dirname(path));
  try {
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
  await removeAbandoned(dirname(path));
}

/** Puts the new name on disk too; without it a power cut could take the file back. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function notWritten(path: string, cause: unknown): FifobenchError {
  const code = systemCode(cause);
  const remedy =
    code === 'ENOSPC'
      ? 'free some space'
      : 'name a place that can be written, with --out FILE.json or --report FILE.html';
  return new FifobenchError('store', `${path} cannot be written (${code})`, { remedy, cause });
}

function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
