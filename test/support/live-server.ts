// A built-in server for one test: started through its warden in a directory of the test's own, and
// stopped with it.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ServerSpec, serverPatterns } from '../../src/model/server-spec.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import { executablePath } from '../../src/target/executables.ts';
import { type ServerReport, startServer } from '../../src/target/running-server.ts';
import { areGone, childrenOf } from './processes.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** The names of the built-in servers that serve several clients at a time. */
export const forkingPatterns = serverPatterns
  .filter(({ model }) => model === 'forking')
  .map(({ name }) => name);

/** What a user calls a built-in server, as a specification. */
export function patternSpec(pattern: string): ServerSpec {
  const known = serverPatterns.find(({ name }) => name === pattern);
  assert.ok(known, `there is no pattern ${pattern}`);
  return { kind: 'pattern', name: pattern, pattern, model: known.model };
}

/** A server that is ready. */
export interface LiveServer {
  readonly directory: string;
  /** The path of its well-known pipe. */
  readonly wellKnownPipe: string;
  readonly pid: number;
  readonly exited: Promise<string>;
  /** Stops it and asserts that nothing of it is left. */
  stop(): Promise<ServerReport>;
}

/** Starts a pattern; it is stopped at the end of the test, unless the test does so itself. */
export async function liveServer(context: TestContext, pattern: string): Promise<LiveServer> {
  return await started(context, patternSpec(pattern));
}

/**
 * The same for a client whose steps the test takes one by one: a server that waits a minute for
 * each, or `stepMs`, so that on a busy machine it does not give up a client that is held up.
 */
export async function patientServer(
  context: TestContext,
  pattern: string,
  { stepMs = 60_000 }: { stepMs?: number } = {},
): Promise<LiveServer> {
  const argv = [
    ...[executablePath('fifobench-server'), pattern, '--dir', '{dir}', '--stats', '{stats}'],
    ...['--phase-timeout-ms', String(stepMs), '--idle-timeout-ms', String(stepMs)],
  ];
  const { model, name } = patternSpec(pattern);
  return await started(context, { kind: 'command', name, model, argv, profile: seedProfile });
}

async function started(context: TestContext, spec: ServerSpec): Promise<LiveServer> {
  let stop = async (): Promise<unknown> => undefined;
  const parentDirectory = scratchDirectory(context, async () => await stop());
  const server = await startServer(spec, { parentDirectory, cpus: [] });
  const { directory, pid, exited } = server;
  const wardens = childrenOf(process.pid).filter((child) => childrenOf(child).includes(pid));
  let report: Promise<ServerReport> | undefined;
  const stopOnce = async () => {
    report ??= server.stop();
    const stopped = await report;
    await areGone([pid, ...wardens]);
    assert.deepEqual(readdirSync(parentDirectory), []);
    return stopped;
  };
  stop = stopOnce;
  const wellKnownPipe = join(directory, 'wkp');
  return { directory, wellKnownPipe, pid, exited, stop: stopOnce };
}
