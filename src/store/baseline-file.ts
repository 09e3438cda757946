// Baselines by name, one file each in a directory that is meant to be committed.

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { formatBaseline } from './baseline-text.ts';
import { loadRun, saveText } from './run-file.ts';

/** Where baselines are, below the directory in which fifobench is started. */
export const baselinesDirectory = 'results/baselines';

/** A run that later ones are held against. */
export interface Baseline {
  readonly name: string;
  readonly run: Run;
}

/** The path of a baseline's file. Throws a FifobenchError of code `usage` for any other name. */
export function baselinePath(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new FifobenchError('usage', `'${name}' is no name of a baseline`, {
      remedy: 'use letters, digits, points, hyphens and underscores, such as main',
    });
  }
  return join(baselinesDirectory, `${name}.json`);
}

/**
 * Saves a baseline in the place of one of the same name and returns its path. Throws
 * FifobenchErrors of codes `usage` and `store`.
 */
export async function saveBaseline({ name, run }: Baseline): Promise<string> {
  const path = baselinePath(name);
  await mkdir(baselinesDirectory, { recursive: true }).catch((cause) => {
    throw new FifobenchError('store', `${path} cannot be written`, {
      remedy: 'start fifobench where results/ can be written',
      cause,
    });
  });
  return await saveText(formatBaseline(run), path);
}

/** Reads a baseline. Throws FifobenchErrors of codes `usage`, `store` and `results-format`. */
export async function loadBaseline(name: string): Promise<Baseline> {
  const path = baselinePath(name);
  const names = await baselineNames();
  if (!names.includes(name)) {
    const known = names.length === 0 ? 'there is none yet' : `there are ${names.join(', ')}`;
    throw new FifobenchError('store', `no baseline is called '${name}'; ${known}`, {
      remedy: `save one with fifobench baseline save ${name} SERVER`,
    });
  }
  return { name, run: await loadRun(path) };
}

/** The names of all baselines in alphabetical order; none where there is no directory. */
export async function baselineNames(): Promise<string[]> {
  try {
    const files = await readdir(baselinesDirectory);
    return files
      .filter((file) => /^[A-Za-z0-9].*\.json$/.test(file))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  } catch {
    return [];
  }
}
