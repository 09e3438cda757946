// A fresh instance of the server that is to be recognised, for one trial. Whoever starts one stops
// it and learns what it printed.

import { describe } from '../errors.ts';
import { Warden } from '../target/warden.ts';

/** Longest time from the start until the well-known pipe is there. */
const readyTimeoutMs = 5_000;
/** Processes above which a server is stopped while it is tried. */
const processCountMax = 200;

const leastId = 1_000_000;

/** Names that a private FIFO may have where the client sends but a number or a name. */
export function likelyDowns(wkpPath: string): string[] {
  return ['{id}', '{id}.fifo', 'c/{id}', '/tmp/{id}', '/tmp/{id}.fifo', `${wkpPath}.{id}`];
}

function absoluteDowns(wkpPath: string | null): string[] {
  return wkpPath === null ? [] : likelyDowns(wkpPath).filter((down) => down.startsWith('/'));
}

/** The command that is to be recognised. */
export interface TriedCommand {
  readonly argv: readonly string[];
  readonly parentDirectory: string;
}

/** An instance that runs. */
export interface TriedServer {
  readonly directory: string;
  readonly pid: number;
  /** The number of the client that tries it: seven digits, as those of the engine have. */
  readonly clientId: number;
  /** How it ended by itself, in words; `null`: it has not. */
  ending(): string | null;
  /** Ends it; returns the end of what it printed. */
  stop(): Promise<string>;
}

/**
 * Starts the server. `wkpPath`: its pipe, which is waited for; `null`: nobody knows it yet. Throws
 * a FifobenchError of code `server-start` where the server does not come up.
 */
export async function startTried(
  { argv, parentDirectory }: TriedCommand,
  wkpPath: string | null,
): Promise<TriedServer> {
  const clientId = leastId + Math.floor(Math.random() * leastId);
  const warden = new Warden({
    ...{ argv, parentDirectory, cpus: [], readyTimeoutMs, processCountMax },
    ...(wkpPath === null ? { awaitsNothing: true } : { readyName: wkpPath }),
    // Should this process be killed, the warden removes what the client has made.
    privateNames: absoluteDowns(wkpPath).map((down) => down.replace('{id}', String(clientId))),
  });
  const { directory, pid } = await warden.ready();
  let ending: string | null = null;
  void warden.exited().then(({ reason }) => {
    ending = reason;
  });
  return {
    ...{ directory, pid, clientId, ending: () => ending },
    stop: async () => (await warden.stop({ signal: 'SIGTERM', graceMs: 300 }))?.logTail ?? '',
  };
}

/** What a trial came to, or why the server did not even start. */
export type TrialEnd<Outcome> =
  | { readonly outcome: Outcome; readonly printed: string; readonly fault: null }
  | { readonly outcome: null; readonly printed: string; readonly fault: string };

/** Runs a trial on a fresh instance, and stops it whatever happens. */
export async function tryFresh<Outcome>(
  command: TriedCommand,
  wkpPath: string | null,
  trial: (server: TriedServer) => Promise<Outcome>,
): Promise<TrialEnd<Outcome>> {
  let server: TriedServer;
  try {
    server = await startTried(command, wkpPath);
  } catch (error) {
    return { outcome: null, printed: '', fault: describe(error) };
  }
  let printed = '';
  let outcome: Outcome;
  try {
    outcome = await trial(server);
  } finally {
    printed = await server.stop();
  }
  return { outcome, printed, fault: null };
}
