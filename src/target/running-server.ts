// A server under test while it runs, whether started here or attached to. Whoever starts one stops
// it, also after a failure: nothing of it is left then, no process, no FIFO, no directory.

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FifobenchError } from '../errors.ts';
import { type KnownBehaviour, profileOf, type ServerSpec } from '../model/server-spec.ts';
import type { SparseCounts } from '../stats/latency-histogram.ts';
import { executablePath } from './executables.ts';
import { patternArguments } from './pattern-arguments.ts';
import { type StopRequest, Warden } from './warden.ts';
import type { LiveUsage, ServerStats, ServerUsage } from './warden-events.ts';

/** Longest time from the start of a server until its well-known pipe is there. */
const readyTimeoutMs = 5_000;
/** A server that leaks a descriptor a session should not run out of them while it is measured. */
const openFileCountMax = 65_536;
/** Memory that even a slow machine makes resident in a millisecond; a server waits for its own. */
const ballastBytesPerMs = 100_000;

/** What a server kept although nobody needed it any more, just before it was asked to end. */
export interface ServerLeftovers {
  /** Children that had ended and that it had not waited for. */
  readonly zombieCount: number;
  readonly liveChildCount: number;
  /** Descriptors beyond those that it had when it was ready. */
  readonly openFileGrowthCount: number;
}

/** What is known about a server when it has ended. */
export interface ServerReport {
  /** Resources since it was ready, with all its children; `null` where nobody could read them. */
  readonly usage: ServerUsage | null;
  /** `null`: nobody could look. */
  readonly leftovers: ServerLeftovers | null;
  /** Counters that the server handed over; empty where it hands over none. */
  readonly counters: Readonly<Record<string, number>>;
  readonly forkNs: SparseCounts | null;
  readonly forkToChildNs: SparseCounts | null;
  /** What was wrong with its end, in words; `null`: nothing. */
  readonly fault: string | null;
}

/** A server that can be loaded now. */
export interface RunningServer {
  readonly spec: ServerSpec;
  /** Where relative names of FIFOs begin. */
  readonly directory: string;
  /** 0: unknown. */
  readonly pid: number;
  /** Resolves, in words, if the server ends by itself; otherwise never. */
  readonly exited: Promise<string>;
  /**
   * Stands still for `durationMs` (1 to 60,000), once in its life, and tells from when until when
   * by CLOCK_MONOTONIC. `null`: it ended before, or was not started here.
   */
  stall(durationMs: number): Promise<{ startNs: number; endNs: number } | null>;
  /** Stops what was started, detaches from what was attached to. */
  stop(): Promise<ServerReport>;
}

/** Where and how a server is started; a server that is attached to takes nothing of it. */
export interface StartOptions {
  /** Where its run directory is made. */
  readonly parentDirectory: string;
  /** Processors of the server; empty: wherever the scheduler likes. */
  readonly cpus: readonly number[];
  /** Of its random service times, 0 to 2^53 - 1; absent: 0. */
  readonly seed?: number;
  /** Its system calls are counted, at the price of the times of the whole machine. */
  readonly countsSystemCalls?: boolean;
}

/**
 * Makes a server ready. Throws a FifobenchError of code `server-start` where it does not come up,
 * and `directory` where one is to be attached to and there is none.
 */
export async function startServer(
  spec: ServerSpec,
  { parentDirectory, cpus, seed = 0, countsSystemCalls = false }: StartOptions,
): Promise<RunningServer> {
  if (spec.kind === 'attached') {
    return attach(spec, spec.directory);
  }
  const warden = new Warden({
    ...commandOf(spec, { seed }),
    ...{ parentDirectory, cpus, countsSystemCalls },
  });
  const { directory, pid, usage: usageAtReady } = await warden.ready();
  makePrivateDirectories(spec, directory);
  const exited = warden.exited().then(({ reason }) => reason);
  const stop = async () => toReport(await warden.stop(stopRequestOf(spec)), usageAtReady);
  const stall = async (durationMs: number) => {
    const paused = await warden.pause(durationMs);
    return paused === undefined ? null : { startNs: paused.sinceNs, endNs: paused.untilNs };
  };
  return { spec, directory, pid, exited, stall, stop };
}

/** What a warden is to start, and what it is to wait for. `seed` is that of drawn service times. */
export function commandOf(
  spec: Exclude<ServerSpec, { kind: 'attached' }>,
  { seed }: { seed: number },
) {
  if (spec.kind === 'pattern') {
    const server = spec.executable ?? executablePath('fifobench-server');
    const argv = [
      ...[server, ...patternArguments(spec, { seed }), '--dir', '{dir}', '--stats', '{stats}'],
      ...behaviourArguments(spec.behaviour ?? {}),
    ];
    const ballastMs = Math.ceil((spec.burden?.ballastBytes ?? 0) / ballastBytesPerMs);
    return { argv, readyTimeoutMs: readyTimeoutMs + ballastMs };
  }
  const { server, wkp, fifos } = spec.profile;
  const processCountMax = server.limits?.processes;
  const { down, up } = fifos;
  return {
    argv: spec.argv,
    readyName: wkp.path,
    readyTimeoutMs: readyTimeoutMs + (server.startDelayMs ?? 0),
    openFileCountMax: server.limits?.openFiles ?? openFileCountMax,
    ...(processCountMax === undefined ? {} : { processCountMax }),
    ...(server.env === undefined ? {} : { environment: server.env }),
    ...(server.cwd === 'temp' ? {} : { serverDirectory: server.cwd }),
    privateNames: [down, ...(up === undefined ? [] : [up])].map((name) =>
      name.replaceAll('{pid}', String(process.pid)),
    ),
  };
}

function behaviourArguments(behaviour: KnownBehaviour): string[] {
  const { ackDelayNs, refuseEveryCount, emptyCallCount } = behaviour;
  return [
    ...(ackDelayNs === undefined ? [] : ['--ack-delay-ns', String(ackDelayNs)]),
    ...(refuseEveryCount === undefined ? [] : ['--refuse-every', String(refuseEveryCount)]),
    ...(emptyCallCount === undefined ? [] : ['--empty-calls', String(emptyCallCount)]),
  ];
}

/** How it is to be asked to end. */
function stopRequestOf(spec: ServerSpec): StopRequest | undefined {
  const stop = spec.kind === 'command' ? spec.profile.server.stop : undefined;
  return stop === undefined ? undefined : { signal: stop.signal, graceMs: stop.graceMs ?? 2_000 };
}

const nothingKnown = {
  ...{ usage: null, leftovers: null, counters: {}, forkNs: null, forkToChildNs: null },
};

function toReport(
  stopped: Awaited<ReturnType<Warden['stop']>>,
  usageAtReady: LiveUsage,
): ServerReport {
  if (stopped === undefined) {
    const fault = 'the warden died, so nothing is known about the end of the server';
    return { ...nothingKnown, fault };
  }
  const { usage, stats } = stopped;
  return {
    usage: usageSince(usageAtReady, usage),
    leftovers: {
      zombieCount: stopped.zombies,
      liveChildCount: stopped.liveChildren,
      openFileGrowthCount: Math.max(0, stopped.openFiles - usageAtReady.openFiles),
    },
    counters: stats?.counters ?? {},
    forkNs: toSparse(stats?.forkNs),
    forkToChildNs: toSparse(stats?.forkToChildNs),
    fault: endFault(stopped),
  };
}

/** What came after `before`; CPU time before it is taken from both kinds in their proportion. */
function usageSince(before: LiveUsage, after: ServerUsage): ServerUsage {
  const totalNs = after.userNs + after.systemNs;
  const sinceRatio = totalNs === 0 ? 0 : Math.max(0, totalNs - before.totalNs) / totalNs;
  return {
    userNs: Math.round(after.userNs * sinceRatio),
    systemNs: Math.round(after.systemNs * sinceRatio),
    voluntarySwitches: after.voluntarySwitches - before.voluntarySwitches,
    involuntarySwitches: after.involuntarySwitches - before.involuntarySwitches,
    minorFaults: after.minorFaults - before.minorFaults,
    ioCalls: countSince(before.ioCalls, after.ioCalls),
    systemCalls: countSince(before.systemCalls, after.systemCalls),
  };
}

/** -1 where either is unknown. */
function countSince(beforeCount: number, afterCount: number): number {
  return beforeCount < 0 || afterCount < 0 ? -1 : afterCount - beforeCount;
}

function endFault(stopped: NonNullable<Awaited<ReturnType<Warden['stop']>>>): string | null {
  if (stopped.forced) {
    return 'it did not end when asked to and was killed';
  }
  if (stopped.leftoverProcesses > 0) {
    return `it left ${stopped.leftoverProcesses} processes behind, which were killed`;
  }
  return null;
}

function toSparse(bars: ServerStats['forkNs']): SparseCounts | null {
  if (bars === undefined || bars.length === 0) {
    return null;
  }
  return {
    valuesNs: Float64Array.from(bars, ([valueNs]) => valueNs),
    counts: Float64Array.from(bars, ([, count]) => count),
  };
}

function attach(spec: ServerSpec, chosen: string): RunningServer {
  const directory = resolve(chosen);
  const { wkp } = profileOf(spec);
  const remedy = `start the server first, with its FIFO ${wkp.path} in there`;
  const isFifo = statSync(resolve(directory, wkp.path), { throwIfNoEntry: false })?.isFIFO();
  if (isFifo !== true) {
    const message = `--attach: no well-known pipe ${wkp.path} in ${directory}`;
    throw new FifobenchError('directory', message, { remedy });
  }
  const made = makePrivateDirectories(spec, directory);
  return {
    spec,
    directory,
    pid: 0,
    exited: new Promise<never>(() => undefined),
    stall: async () => null,
    stop: async () => {
      for (const path of made) {
        rmSync(path, { recursive: true, force: true });
      }
      return { ...nothingKnown, fault: null };
    },
  };
}

/** Makes the directories that private FIFOs lie in, and returns those that were not there. */
function makePrivateDirectories(spec: ServerSpec, directory: string): string[] {
  const { down, up } = profileOf(spec).fifos;
  return [down, up ?? '']
    .filter((template) => template.includes('/') && !template.startsWith('/'))
    .flatMap((template) => {
      const path = join(directory, dirname(template));
      return mkdirSync(path, { recursive: true, mode: 0o700 }) ?? [];
    });
}
