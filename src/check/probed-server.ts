// A fresh server for one probe, under a warden of its own: whatever it does, nothing of it is left.

import { join } from 'node:path';
import { isFamilyAtRest, readProcessState } from '../environment/process-facts.ts';
import { describe, FifobenchError } from '../errors.ts';
import { profileOf, type ServerSpec } from '../model/server-spec.ts';
import type { Profile } from '../profile/profile.ts';
import { commandOf } from '../target/running-server.ts';
import { type StopRequest, Warden } from '../target/warden.ts';
import type { StoppedEvent } from '../target/warden-events.ts';
import { awaitThat, type Patience } from './patience.ts';

/** A server that can be started any number of times. */
export type ProbedSpec = Exclude<ServerSpec, { kind: 'attached' }>;

/** More processes than this are no server any more, unless its profile says otherwise. */
const processCountMax = 64;

/** How a server speaks, and how many it serves at once. */
export function probedProfile(spec: ProbedSpec): Profile {
  const profile = profileOf(spec);
  return spec.kind === 'command'
    ? profile
    : { ...profile, server: { ...profile.server, model: spec.model } };
}

/** One instance of it. */
export class ProbedServer {
  readonly directory: string;
  readonly pid: number;
  readonly #warden: Warden;
  #endReason: string | null = null;

  private constructor(
    warden: Warden,
    { directory, pid, processLimit }: { directory: string; pid: number; processLimit: number },
  ) {
    this.#warden = warden;
    this.directory = directory;
    this.pid = pid;
    void warden.exited().then(({ reason, isOverProcessLimit }) => {
      this.#endReason = isOverProcessLimit
        ? `it made more than ${processLimit} processes and was stopped`
        : reason.replace(/^ended by itself \((.*)\)$/, '$1');
    });
  }

  /**
   * Starts one. With `stalePipe` it finds a well-known pipe that an earlier server left. Throws a
   * FifobenchError of code `server-start` where it does not come up, or `signal` ends the wait.
   */
  static async start(
    spec: ProbedSpec,
    {
      parentDirectory,
      stalePipe,
      signal,
    }: { parentDirectory: string; stalePipe: boolean; signal: AbortSignal },
  ): Promise<ProbedServer> {
    const command = { processCountMax, ...commandOf(spec, { seed: 0 }) };
    // The warden makes the directory and starts the server at once, so the command makes the pipe.
    const pipe = probedProfile(spec).wkp.path;
    const leftBehind = ['sh', '-c', 'mkfifo -m 600 "$0" && exec "$@"', pipe];
    const argv = stalePipe ? [...leftBehind, ...command.argv] : command.argv;
    const warden = new Warden({ ...command, argv, parentDirectory, cpus: [] });
    const processLimit = command.processCountMax;
    const giveUp = () => void warden.stop({ signal: 'SIGKILL', graceMs: 0 });
    signal.addEventListener('abort', giveUp);
    try {
      const { directory, pid } = await warden.ready();
      return new ProbedServer(warden, { directory, pid, processLimit });
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Why it ended although nobody had asked it to, in words; `null`: it runs. */
  get endReason(): string | null {
    return this.#endReason;
  }

  /** The path of its well-known pipe, or of a private FIFO. */
  pathOf(name: string): string {
    return name.startsWith('/') ? name : join(this.directory, name);
  }

  /** Whether it waits for something. */
  get isAsleep(): boolean {
    return readProcessState(this.pid) === 'S';
  }

  /** Whether neither it nor a subserver has anything to do at the moment. */
  get isAtRest(): boolean {
    return isFamilyAtRest(this.pid);
  }

  /**
   * Keeps it from running until `thaw`, as a busy scheduler might; whether it stands still. Who
   * freezes it thaws it, whatever happens.
   */
  async freeze(patience: Patience): Promise<boolean> {
    this.#signal('SIGSTOP');
    return await awaitThat(() => readProcessState(this.pid) === 'T', patience);
  }

  /** Lets it run again. */
  thaw(): void {
    this.#signal('SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    // Its pid is its own only until its end has been told.
    if (this.#endReason === null) {
      process.kill(this.pid, signal);
    }
  }

  /** Ends it, and everything that it started. `undefined`: its warden died. */
  async stop(request?: StopRequest): Promise<StoppedEvent | undefined> {
    return await this.#warden.stop(request);
  }
}

/** What kept a server from starting, as a sentence. Throws whatever else was thrown. */
export function startFaultOf(error: unknown): string {
  if (error instanceof FifobenchError && error.code === 'server-start') {
    return `${describe(error)}.`.replace(/^t/, 'T');
  }
  throw error;
}
