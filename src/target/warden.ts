// A warden as this process sees it: commands go in, events come out, and it ends with the server.
// If this process dies, the warden notices and cleans up alone.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { FifobenchError } from '../errors.ts';
import { executablePath } from './executables.ts';
import {
  type PausedEvent,
  parseWardenEvent,
  type StoppedEvent,
  type WardenEvent,
} from './warden-events.ts';

/** How long a warden may take beyond that; it is killed then, and reported. */
const wardenGraceMs = 5_000;

/** What a warden is told at its start. */
export interface WardenOptions {
  /** The server's command; `{dir}` and `{stats}` in it are replaced by paths. */
  readonly argv: readonly string[];
  /** Where the run directory is made. */
  readonly parentDirectory: string;
  /** Processors of the server; empty: wherever the scheduler likes. */
  readonly cpus: readonly number[];
  readonly readyTimeoutMs: number;
  /** The well-known pipe that is waited for: in the server's directory, or absolute; else `wkp`. */
  readonly readyName?: string;
  /** Nothing is waited for: it is ready as soon as it runs. */
  readonly awaitsNothing?: boolean;
  /** Where the server runs; absent: in a private directory made for it. */
  readonly serverDirectory?: string;
  /** Names of private FIFOs that are to be removed at the end: `/tmp/client.{id}`. */
  readonly privateNames?: readonly string[];
  /** More processes than this are stopped, all at once; absent: thousands. */
  readonly processCountMax?: number;
  /** Descriptors that the server may open; absent: as many as this process may. */
  readonly openFileCountMax?: number;
  /** Counts its system calls, where the kernel lets us, and slows those of the whole machine. */
  readonly countsSystemCalls?: boolean;
  /** Variables that the server gets besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a server is asked to end. */
export interface StopRequest {
  /** Sent to its whole process group. */
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
  /** How long it may take until it is killed. */
  readonly graceMs: number;
}

/** How a server ended that nobody had asked to. */
export interface UnaskedEnd {
  /** In words. */
  readonly reason: string;
  /** It made more processes than it may, and was stopped for it. */
  readonly isOverProcessLimit: boolean;
}

/** A started warden; `ready` and `exited` tell about its server, `stop` ends both. */
export class Warden {
  readonly #child: ChildProcess;
  readonly #events: WardenEvent[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #closed: Promise<unknown>;
  #isClosed = false;

  /** Starts a warden, which starts its server at once. */
  constructor(options: WardenOptions) {
    this.#child = spawn(executablePath('fifobench-warden'), wardenArguments(options), {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...options.environment },
    });
    // A warden that has ended closes its input; what was to be said no longer matters.
    this.#child.stdin?.on('error', () => undefined);
    this.#closed = once(this.#child, 'close').then(
      () => this.#announce(undefined),
      () => this.#announce(undefined),
    );
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => {
        try {
          this.#announce(parseWardenEvent(line));
        } catch {
          // What is not understood cannot be relied on: it cleans up, and counts as having died.
          this.#child.kill('SIGTERM');
        }
      });
    }
  }

  #announce(event: WardenEvent | undefined): void {
    if (event === undefined) {
      this.#isClosed = true;
    } else {
      this.#events.push(event);
    }
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** The first event that passes, past or to come; `undefined` when the warden ends without it. */
  async #first(passes: (event: WardenEvent) => boolean): Promise<WardenEvent | undefined> {
    return await new Promise((resolve) => {
      const look = () => {
        const event = this.#events.find(passes);
        if (event === undefined && !this.#isClosed) {
          return;
        }
        this.#listeners.delete(look);
        resolve(event);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /**
   * The directory, process and first readings of a server that is ready. Throws a FifobenchError of
   * code `server-start` with the reason and the end of the server's output where it never is.
   */
  async ready() {
    const started = await this.#first(({ event }) => event === 'started' || isEnd(event));
    const ready = await this.#first(({ event }) => event === 'ready' || isEnd(event));
    if (started?.event === 'started' && ready?.event === 'ready') {
      return { directory: started.dir, pid: started.pid, usage: ready.usage };
    }
    const stopped = await this.stop();
    const logTail = ready?.event === 'start-failed' ? ready.logTail : stopped?.logTail;
    const tail = logTail?.trim() ?? '';
    const said = tail === '' ? '' : `; it said: ${tail.split('\n').slice(-3).join(' | ')}`;
    throw new FifobenchError('server-start', `the server did not start: ${reason(ready)}${said}`);
  }

  /** Resolves when the server ends without having been told to; otherwise never. */
  async exited(): Promise<UnaskedEnd> {
    const event = await this.#first((each) => each.event === 'exited' || each.event === 'stopped');
    if (event?.event === 'stopped') {
      return await new Promise<never>(() => undefined);
    }
    const isOverProcessLimit = event?.event === 'exited' && event.cause === processLimitCause;
    return { reason: reason(event), isOverProcessLimit };
  }

  /**
   * Stops the server's processes for `durationMs` (1 to 60,000) and lets them go on; the warden
   * keeps the time, so that they go on whatever becomes of this process. Once in a warden's life.
   * Returns from when until when; `undefined`: the warden ended before.
   */
  async pause(durationMs: number): Promise<PausedEvent | undefined> {
    this.#child.stdin?.write(`pause ${durationMs}\n`);
    const event = await this.#first((each) => each.event === 'paused');
    return event?.event === 'paused' ? event : undefined;
  }

  /**
   * Ends the server with all its children and removes its directory. Returns the warden's last
   * word, `undefined` where it had none. Calling it again waits for the same end.
   */
  async stop({ signal, graceMs }: StopRequest = defaultStop): Promise<StoppedEvent | undefined> {
    this.#child.stdin?.write(`stop ${signal} ${graceMs}\n`);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), graceMs + wardenGraceMs);
    const event = await this.#first((each) => each.event === 'stopped');
    this.#child.stdin?.end();
    await this.#closed;
    clearTimeout(timer);
    return event?.event === 'stopped' ? event : undefined;
  }
}

/** How the warden says that a server made too many processes. */
const processLimitCause = 'process limit';

const defaultStop: StopRequest = { signal: 'SIGTERM', graceMs: 2_000 };

function wardenArguments(options: WardenOptions): string[] {
  const { cpus, readyName, processCountMax, openFileCountMax, serverDirectory } = options;
  return [
    ...['--parent-dir', options.parentDirectory],
    ...['--ready-timeout-ms', String(options.readyTimeoutMs)],
    ...(cpus.length === 0 ? [] : ['--cpus', cpus.join(',')]),
    ...(readyName === undefined ? [] : ['--ready-name', readyName]),
    ...(options.awaitsNothing === true ? ['--await-nothing'] : []),
    ...(serverDirectory === undefined ? [] : ['--server-dir', serverDirectory]),
    ...(options.privateNames ?? []).flatMap((name) => ['--private-fifos', name]),
    ...(processCountMax === undefined ? [] : ['--processes', String(processCountMax)]),
    ...(openFileCountMax === undefined ? [] : ['--open-files', String(openFileCountMax)]),
    ...(options.countsSystemCalls === true ? ['--count-system-calls'] : []),
    '--',
    ...options.argv,
  ];
}

function isEnd(event: WardenEvent['event']): boolean {
  return event === 'start-failed' || event === 'exited' || event === 'stopped';
}

function reason(event: WardenEvent | undefined): string {
  if (event?.event === 'start-failed') {
    return event.cause;
  }
  if (event?.event !== 'exited') {
    return 'its warden died';
  }
  if (event.cause === processLimitCause) {
    return 'it made more processes than it may, and all of them were stopped';
  }
  const how = event.signal ? `killed by ${event.signal}` : `exit status ${event.status}`;
  return event.cause === undefined ? `it ended by itself (${how})` : `${event.cause} (${how})`;
}
