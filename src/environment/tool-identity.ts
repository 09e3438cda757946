// Which fifobench this is: version from package.json, commit from the repository it lies in. Read
// from files, since git need not be installed where a benchmark runs.

import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from '../model/run.ts';

/** Directories above this file that are searched for package.json. */
const highestDepth = 6;

/**
 * Name, version and abbreviated commit (12 digits) of this fifobench. The commit is `unknown` for
 * an installed package, which lies in no repository, and so is the version without package.json.
 * `startDirectory` is where the search upwards begins.
 */
export async function toolIdentity(
  startDirectory = dirname(fileURLToPath(import.meta.url)),
): Promise<Run['tool']> {
  let directory = startDirectory;
  for (let depth = 0; depth < highestDepth; depth += 1) {
    const version = await versionIn(directory);
    if (version !== null) {
      return { name: 'fifobench', version, commit: (await commitIn(directory)) ?? 'unknown' };
    }
    directory = dirname(directory);
  }
  return { name: 'fifobench', version: 'unknown', commit: 'unknown' };
}

async function versionIn(directory: string): Promise<string | null> {
  const text = (await textOf(join(directory, 'package.json'))) ?? '';
  const isOurs = /^ {0,2}"name":\s*"fifobench"/m.test(text);
  return isOurs ? (/^ {0,2}"version":\s*"([^"]+)"/m.exec(text)?.[1] ?? null) : null;
}

/** HEAD names a commit, or a branch whose commit is in a file of its own or in `packed-refs`. */
async function commitIn(directory: string): Promise<string | null> {
  const repository = await repositoryOf(directory);
  const head = await textOf(join(repository, 'HEAD'));
  const branch = /^ref: (\S+)$/.exec(head ?? '')?.[1];
  if (branch === undefined) {
    return abbreviated(head);
  }
  // Of several working trees, each has a HEAD of its own, and all have the branches in common.
  const common = resolve(repository, (await textOf(join(repository, 'commondir'))) ?? '');
  const loose = await textOf(join(common, branch));
  if (loose !== null) {
    return abbreviated(loose);
  }
  const packed = (await textOf(join(common, 'packed-refs'))) ?? '';
  return abbreviated(packed.split('\n').find((line) => line.endsWith(` ${branch}`)) ?? null);
}

/** In a further working tree `.git` is a file, which says where the repository keeps its data. */
async function repositoryOf(directory: string): Promise<string> {
  const place = join(directory, '.git');
  const elsewhere = /^gitdir: (.+)$/.exec((await textOf(place)) ?? '')?.[1];
  return elsewhere === undefined ? place : resolve(directory, elsewhere);
}

function abbreviated(text: string | null): string | null {
  return /^[0-9a-f]{12}/.exec(text ?? '')?.[0] ?? null;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return null;
  }
}
