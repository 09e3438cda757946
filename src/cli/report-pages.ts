// What `fifobench report` does with a page besides printing it: it opens it on the desktop, or
// serves a folder of runs for as long as somebody looks.

import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, FifobenchError } from '../errors.ts';
import { savePrivateText, saveText } from '../store/run-file.ts';
import { parseInteger } from '../units.ts';
import { listenForInterruption } from './interruption.ts';
import { servePages } from './loopback-server.ts';
import { openPage } from './opener.ts';
import { RunsSite } from './runs-site.ts';

/**
 * Writes a page to `out`, or else to a private place, and has the desktop open it. Throws
 * FifobenchErrors of codes `store` where it cannot be written and `platform` where nothing opens
 * it; then it is there all the same.
 */
export async function openInBrowser(page: string, out: string | undefined): Promise<void> {
  const path =
    out === undefined
      ? await savePrivateText(page, { parent: tmpdir(), name: 'report.html' })
      : await saveText(page, out);
  process.stderr.write(`saved ${path}\n`);
  await openPage(pathToFileURL(resolve(path)).href);
}

/** A word behind `--serve` is its port where it is a number. */
export function portOf(text: string): number {
  return parseInteger(text, { min: 0, max: 65_535, option: '--serve' });
}

/**
 * Serves a folder until Ctrl-C or its kin; with `isOpened` the desktop opens its address. Throws
 * FifobenchErrors of codes `usage` where the port cannot be had or the folder is none.
 */
export async function serveFolder(
  folder: string,
  { port, isOpened }: { port: number; isOpened: boolean },
): Promise<void> {
  await requireFolder(folder);
  const site = new RunsSite(folder);
  const interruption = listenForInterruption({ clear: () => undefined });
  try {
    const served = await servePages(port, (request) => site.answer(request));
    process.stderr.write(`${folder} is at ${served.address}; Ctrl-C ends it\n`);
    try {
      if (isOpened) {
        await openPage(served.address).catch(complain);
      }
      await interrupted(interruption.signal);
    } finally {
      await served.close();
    }
  } finally {
    interruption.release();
  }
}

/** What is served can be looked at all the same. */
function complain(error: unknown): void {
  process.stderr.write(`fifobench: ${describe(error)}\n`);
}

async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) {
    throw new FifobenchError('usage', `--serve: ${path} is no folder`, {
      remedy: 'name a folder that fifobench saved runs in',
    });
  }
}

async function interrupted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
}
