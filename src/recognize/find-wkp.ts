// Finds the well-known pipe of a server that nobody has described: the FIFO that comes into being
// when it is started.

import { lstatSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Profile } from '../profile/profile.ts';
import { eventually } from '../target/eventually.ts';
import { usesFifo } from './fifo-use.ts';
import { newFifos, snapshotFifos } from './fifo-watch.ts';
import { type TriedCommand, type TriedServer, tryFresh } from './tried-server.ts';

/** Longest time until a FIFO is there. */
const appearTimeoutMs = 5_000;
/** A second FIFO, if there is one, comes right behind the first. */
const siblingMs = 50;

/** Where the pipe is, or why it was not found. */
export type FoundWkp =
  | {
      /** In the server's directory, or absolute. */
      readonly path: string;
      /** Other FIFOs that came with it. */
      readonly others: readonly string[];
      readonly fault: null;
    }
  | { readonly path: null; readonly fault: string; readonly printed: string };

/** Starts the server once and looks. */
export async function findWkp(
  command: TriedCommand,
  profiles: readonly Profile[],
): Promise<FoundWkp> {
  const known = profiles.map(({ wkp }) => wkp.path);
  const named = command.argv.slice(1).filter((word) => word.startsWith('/'));
  const stale = named.find(isFifo);
  if (stale !== undefined) {
    return { path: stale, others: [], fault: null };
  }
  const absolute = [...known.filter((path) => path.startsWith('/')), ...named];
  const directories = [...new Set(absolute.map(dirname))];
  const before = snapshotFifos(directories);
  const { outcome, printed, fault } = await tryFresh(command, null, async (server) => ({
    found: await awaitFifos(server, () =>
      // Others make FIFOs too where everybody may.
      newFifos(server.directory, { directories, before }).filter(
        (path) =>
          path.startsWith(server.directory) || named.includes(path) || usesFifo(server.pid, path),
      ),
    ),
    directory: server.directory,
    ending: server.ending(),
  }));
  if (outcome === null) {
    return { path: null, fault, printed };
  }
  // No later instance removes what this one made outside of its directory.
  outcome.found
    .filter((path) => !path.startsWith(outcome.directory))
    .forEach((path) => rmSync(path, { force: true }));
  const names = new Set(known.map((path) => basename(path)));
  const paths = outcome.found.map((path) => within(path, outcome.directory));
  const [path, ...others] = paths.sort(
    (left, right) => Number(names.has(basename(right))) - Number(names.has(basename(left))),
  );
  return path === undefined
    ? { path: null, fault: missing(outcome.ending, absolute.filter(isFifo)), printed }
    : { path, others, fault: null };
}

function isFifo(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false;
}

async function awaitFifos(server: TriedServer, look: () => string[]): Promise<string[]> {
  await eventually(() => (look().length > 0 || server.ending() !== null ? true : null), {
    timeoutMs: appearTimeoutMs,
    periodMs: 5,
  });
  await delay(siblingMs);
  return look();
}

function within(path: string, directory: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}

function missing(ending: string | null, inTheWay: readonly string[]): string {
  const what =
    ending === null
      ? `no FIFO came within ${appearTimeoutMs / 1_000} s`
      : `no FIFO came: ${ending}`;
  return inTheWay.length === 0
    ? what
    : `${what}; ${inTheWay.join(', ')} was there before, and may have been in its way`;
}
