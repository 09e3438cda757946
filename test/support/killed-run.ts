// A real measurement that is killed with SIGKILL, and what must hold afterwards: no process and no
// directory is left, and `report` shows every block that had ended. What had ended is known from
// two accounts that are not the journal: the program tells of each block through a pipe of its own,
// before it writes anything and after; and from outside it is seen how many servers were started.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type FSWatcher, mkdirSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { canCountSystemCalls } from '../../src/engine/system-calls.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { runBatch } from './tool-batch.ts';
import { inTime, until } from './until.ts';

/** Measurements that are killed: several servers in pairs, one after the other, or a single one. */
export const killedCommands = {
  compare: ['compare', 'basic', 'forking', '--pairs', '6', '--block', '40ms', '--clients', '2'],
  sweep: ['sweep', '--server', 'basic', '--clients', '1,2,3,4,5', '--duration', '40ms'],
  run: ['run', '--server', 'forking', '--handshakes', '300', '--clients', '2'],
} as const;

/** One of them. */
export type KilledCommand = keyof typeof killedCommands;

/** When the program is killed; a program that ends before that is left alone. */
export type KillMoment =
  /** So long after its start. */
  | { readonly kind: 'at'; readonly afterMs: number }
  /** So long after its nth block, counted from 1, was told of. */
  | { readonly kind: 'block'; readonly ordinal: number; readonly afterMs: number }
  /** So long after it began to save the run. */
  | { readonly kind: 'save'; readonly afterMs: number };

/** A block, so that it can be told from every other. */
interface BlockAccount {
  readonly case: string;
  readonly pair: number | null;
  readonly pairKind: string | null;
  readonly established: number;
  readonly busyNs: number;
}

/** What was found after a kill; everything that has to hold has been asserted. */
export interface KillRecord {
  readonly command: KilledCommand;
  readonly moment: KillMoment;
  /** It was killed before its end. */
  readonly wasKilled: boolean;
  readonly elapsedMs: number;
  /** Blocks that had ended, as the program told. */
  readonly endedCount: number;
  /** Of those, the ones that it had kept before it was killed. */
  readonly keptCount: number;
  /** Blocks that `report` shows. */
  readonly shownCount: number;
  readonly isSaved: boolean;
  readonly hasJournal: boolean;
  /** Files that were being written, under names of their own: the run was not in its place yet. */
  readonly unfinishedFileCount: number;
}

const outName = 'run.json';
const journalName = `${outName}.journal`;
const deadlineMs = 60_000;
/** Looks in a row that see no process: one that is just becoming another program shows no mark. */
const goneLookCount = 5;

const moduleOf = (path: string) => new URL(`../../src/${path}.js`, import.meta.url).href;

/** The program, telling through descriptor 3 of blocks before and after it keeps them. */
const program = `import { writeSync } from 'node:fs';
import { main } from '${moduleOf('cli/main')}';
import { RunJournal } from '${moduleOf('store/run-journal')}';
const { append } = RunJournal.prototype;
RunJournal.prototype.append = function (run) {
  const blocks = run.cases.flatMap(({ name, blocks }) =>
    blocks.map(({ pair, pairKind, busyNs, handshakes: { established } }) =>
      ({ case: name, pair, pairKind, established, busyNs })));
  writeSync(3, JSON.stringify({ blocks }) + '\\n');
  append.call(this, run);
  writeSync(3, JSON.stringify({ keptCount: blocks.length }) + '\\n');
};
process.exitCode = await main(process.argv.slice(1));`;

/** A program under way, and what is known of it from outside. */
class Victim {
  readonly mark = randomUUID();
  readonly ended: BlockAccount[] = [];
  keptCount = 0;
  /** Directories that came into being where servers get theirs, by name. */
  readonly directoryNames = new Set<string>();
  readonly #directory: string;
  readonly #watchers: FSWatcher[] = [];
  readonly #startedMs = performance.now();
  #elapsedMs = 0;
  readonly #child: ChildProcess;
  readonly #end: Promise<unknown>;
  #blockTold: () => void = () => undefined;
  #saveBegun: () => void = () => undefined;

  constructor(directory: string, command: KilledCommand) {
    this.#directory = directory;
    const servers = join(directory, 'servers');
    mkdirSync(servers);
    this.#watch(servers, (name) => name.startsWith('fifobench-') && this.directoryNames.add(name));
    this.#watch(directory, (name) => name.endsWith('.part') && this.#saveBegun());
    const argv = [...killedCommands[command], '--dir', servers, '--out', outName];
    const words = ['--input-type=module', '--eval', program, '--', ...argv];
    this.#child = spawn(process.execPath, words, {
      ...{ cwd: directory, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
      env: { ...process.env, FIFOBENCH_KILL_MARK: this.mark },
    });
    this.#end = once(this.#child, 'exit').then(() => {
      this.#elapsedMs = performance.now() - this.#startedMs;
    });
    createInterface({ input: this.#child.stdio[3] as Readable }).on('line', (line) => {
      const told = JSON.parse(line) as { blocks?: BlockAccount[]; keptCount?: number };
      this.ended.push(...(told.blocks ?? []));
      this.keptCount += told.keptCount ?? 0;
      this.#blockTold();
    });
  }

  /** Servers that were started: the first directory only shows that one can be made there. */
  get serverCount(): number {
    return Math.max(0, this.directoryNames.size - 1);
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  get wasKilled(): boolean {
    return this.#child.signalCode === 'SIGKILL';
  }

  /** Kills it at its moment and waits until everything that it told has come. */
  async die(moment: KillMoment): Promise<void> {
    const closed = once(this.#child, 'close');
    const killAfter = (afterMs: number) => {
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), afterMs);
      void this.#end.then(() => clearTimeout(timer));
    };
    let isArmed = true;
    const killOnce = (afterMs: number) => {
      if (isArmed) {
        isArmed = false;
        killAfter(afterMs);
      }
    };
    if (moment.kind === 'at') {
      killOnce(moment.afterMs);
    } else if (moment.kind === 'save') {
      this.#saveBegun = () => killOnce(moment.afterMs);
    } else {
      this.#blockTold = () => {
        if (this.ended.length >= moment.ordinal) {
          killOnce(moment.afterMs);
        }
      };
    }
    await inTime('the end of the program', closed, deadlineMs);
  }

  /** Waits until no process of it is left and its servers' directories are gone. */
  async isForgotten(): Promise<void> {
    let goneCount = 0;
    await until(
      'no process of it is left',
      () => {
        goneCount = processesMarked(this.mark).length === 0 ? goneCount + 1 : 0;
        return goneCount === goneLookCount;
      },
      deadlineMs,
    );
    assert.deepEqual(readdirSync(join(this.#directory, 'servers')), [], 'a directory is left');
    await this.#everythingSeen();
  }

  /** Events come in order: when a directory made now has been seen, all before it have been. */
  async #everythingSeen(): Promise<void> {
    const last = join(this.#directory, 'servers', 'fifobench-last');
    mkdirSync(last);
    await until('its servers were seen', () => this.directoryNames.delete('fifobench-last'));
    rmSync(last, { recursive: true });
    for (const watcher of this.#watchers) {
      watcher.close();
    }
  }

  #watch(path: string, hear: (name: string) => void): void {
    this.#watchers.push(watch(path, (_, name) => hear(name ?? '')));
  }
}

/** Processes that inherited a mark in their environment, whoever their parent is by now. */
function processesMarked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(mark))
    .map(Number);
}

// Empty for a zombie, for one that has gone meanwhile, and for those of others.
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/**
 * Starts the command in an empty directory, kills it at the moment, and fails where anything is
 * left or a block is not shown that had ended.
 */
export async function killOnce(
  directory: string,
  { command, moment }: { command: KilledCommand; moment: KillMoment },
): Promise<KillRecord> {
  const victim = new Victim(directory, command);
  await victim.die(moment);
  await victim.isForgotten();
  const left = readdirSync(directory).filter((name) => name !== 'servers');
  const [isSaved, hasJournal] = [left.includes(outName), left.includes(journalName)];
  const parts = left.filter((name) => name.endsWith('.part'));
  assert.deepEqual(
    left.filter((name) => ![outName, journalName, ...parts].includes(name)),
    [],
    'a file is left that nobody knows',
  );
  for (const part of parts) {
    rmSync(join(directory, part));
  }
  const shown = await shownBlocks(directory, { isSaved, hasJournal });
  assertAllShown(victim, { command, shown, isSaved });
  return {
    ...{ command, moment, wasKilled: victim.wasKilled, elapsedMs: Math.round(victim.elapsedMs) },
    ...{ endedCount: victim.ended.length, keptCount: victim.keptCount },
    ...{ shownCount: shown.length, isSaved, hasJournal },
    unfinishedFileCount: parts.length,
  };
}

/** What `report` shows of the run, or else of the journal; both also as part of the folder. */
async function shownBlocks(
  directory: string,
  { isSaved, hasJournal }: { isSaved: boolean; hasJournal: boolean },
): Promise<BlockAccount[]> {
  if (!isSaved && !hasJournal) {
    return [];
  }
  const name = isSaved ? outName : journalName;
  const [single, folder] = await runBatch(directory, [
    ['report', name, '--format', 'json'],
    ['report', '.'],
  ]);
  assert.equal(folder?.exitCode, 0, folder?.stderr);
  assert.equal(/^Unfinished$/m.test(folder.stdout), !isSaved && single?.exitCode === 0);
  if (single?.exitCode === 2 && !isSaved) {
    assert.match(single.stderr, /holds no finished block/);
    return [];
  }
  assert.equal(single?.exitCode, 0, single?.stderr);
  const { cases, status } = parseRun(single.stdout, name);
  assert.equal(status === 'failed', !isSaved);
  return cases.flatMap(({ name: of, blocks }) =>
    blocks.map(({ pair, pairKind, busyNs, handshakes: { established } }) => {
      return { case: of, pair, pairKind, established, busyNs };
    }),
  );
}

/**
 * Everything that was kept is shown, and nothing is that had not ended. A sweep starts a server for
 * each of its blocks, and none before the block of the one before is kept. Where system calls can
 * be counted it starts one more for that, once the block is kept.
 */
function assertAllShown(
  victim: Victim,
  {
    command,
    shown,
    isSaved,
  }: { command: KilledCommand; shown: readonly BlockAccount[]; isSaved: boolean },
): void {
  const keptCount = isSaved ? victim.ended.length : victim.keptCount;
  const text = (blocks: readonly BlockAccount[]) => blocks.map((each) => JSON.stringify(each));
  const [kept, ended] = [victim.ended.slice(0, keptCount), victim.ended].map(text);
  const seen = text(shown);
  assert.deepEqual(
    kept?.filter((block) => !seen.includes(block)),
    [],
    'a block that had been kept is not shown',
  );
  assert.deepEqual(
    seen.filter((block) => !ended?.includes(block)),
    [],
    'a block is shown that had not ended',
  );
  assert.equal(new Set(seen).size, seen.length, 'a block is shown twice');
  const { serverCount } = victim;
  assert.ok(shown.length <= serverCount, `${shown.length} blocks of ${serverCount} servers`);
  if (command === 'sweep') {
    const leastCount = canCountSystemCalls() ? Math.floor(serverCount / 2) : serverCount - 1;
    assert.ok(shown.length >= leastCount, `${shown.length} blocks of ${serverCount} servers`);
  }
}
