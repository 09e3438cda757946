// `fifobench check`: what becomes of clients of a server when things go wrong, probe by probe.

import assert from 'node:assert/strict';
import { Command } from 'commander';
import { type CheckProgress, checkServers, type Stranger } from '../check/check-servers.ts';
import type { ProbedSpec } from '../check/probed-server.ts';
import { probes as allProbes, chooseProbes } from '../check/probes.ts';
import { describe, FifobenchError } from '../errors.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import {
  distinctlyNamed,
  namedServers,
  refuseUnusedProfile,
  resolveServer,
} from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery, deliver } from './deliver.ts';
import type { ExitCode } from './exit-codes.ts';
import { listenForInterruption } from './interruption.ts';
import { positiveDurationNs } from './load-options.ts';
import { addSavingOptions, type CommonFlags } from './measuring-options.ts';
import { repeatableOption } from './repeatable-option.ts';
import { openStatusLine } from './terminal.ts';

interface CheckFlags
  extends Pick<CommonFlags, 'dir' | 'out' | 'report' | 'format' | 'quiet' | 'color'> {
  readonly server: readonly string[];
  readonly profile?: string;
  readonly probe: readonly string[];
  readonly timeout: string;
}

/** The command, which leaves its exit code in `outcome`. */
export function checkCommand(outcome: CommandOutcome): Command {
  const command = new Command('check')
    .description('try what clients can do to a server: come at once, die, send garbage, …')
    .argument('[server...]', "built-in servers, or commands such as './my_server'")
    .addOption(repeatableOption('--server <server>', 'the same, for one of them'))
    .option('--profile <name|file>', 'how commands speak (default: auto, by trying)')
    .addOption(repeatableOption('--probe <name>', 'only this one; may be repeated'))
    .option('--timeout <duration>', 'how long each step of a client may take', '1s')
    .option('--dir <path>', 'where servers get their directories (default: shared memory)');
  return addSavingOptions(command)
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', `${probeList()}\n${examples}`)
    .action(async (servers: string[], flags: CheckFlags) => {
      outcome.exitCode = await check(namedServers([...servers, ...flags.server], flags), flags);
    });
}

const examples = `
Examples:
  fifobench check ./my_server
  fifobench check ./my_server --profile my.yaml --probe same-pipe --probe stale-pipe
  fifobench check ./ann ./bob basic --format markdown > sheet.md

Every probe gets a fresh server, in a directory and a process group of its own.
Exit codes: 0 nothing to mend, 6 something to mend, 4 a server did not start or
speaks as no profile says.`;

function probeList(): string {
  const width = Math.max(...allProbes.map(({ name }) => name.length));
  const lines = allProbes.map(({ name, question }) => `  ${name.padEnd(width)}  ${question}`);
  return ['\nProbes:', ...lines].join('\n');
}

async function check(names: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const delivery = { ...flags, failOn: 'invalid', threshold: [] };
  await checkDelivery(delivery);
  chooseProbes(flags.probe);
  if (names.length === 0) {
    throw new FifobenchError('usage', 'check tries one server or more', {
      remedy: 'name them, as in fifobench check ./my_server',
    });
  }
  const { servers, strangers } = await chosenServers(names, flags);
  const timeoutMs = Math.ceil(positiveDurationNs(flags.timeout, '--timeout') / 1e6);
  const status = openStatusLine({ quiet: flags.quiet === true });
  const interruption = listenForInterruption(status);
  try {
    const run = await checkServers({
      ...{ servers, strangers, probes: flags.probe, timeoutMs },
      parentDirectory: runDirectoryParent(flags.dir),
      signal: interruption.signal,
      onProgress: (progress) => status.show(progressText(progress)),
    });
    status.clear();
    return await deliver(run, delivery);
  } finally {
    status.clear();
    interruption.release();
  }
}

/** One that does not start or speaks as nobody else must not keep the others from being checked. */
async function chosenServers(names: readonly string[], flags: CheckFlags) {
  const servers: ProbedSpec[] = [];
  const strangers: Stranger[] = [];
  for (const name of names) {
    try {
      const server = await resolveServer(name, flags);
      assert(server.kind !== 'attached', 'only --attach attaches');
      servers.push(server);
    } catch (error) {
      if (!(error instanceof FifobenchError) || error.code !== 'unknown-dialect') {
        throw error;
      }
      strangers.push({ name, startFault: `${describe(error)}.` });
    }
  }
  if (strangers.length === 0) {
    refuseUnusedProfile(servers, flags);
  }
  return { servers: distinctlyNamed(servers), strangers };
}

function progressText({ server, probe, doneCount, count }: CheckProgress): string {
  return `[${doneCount}/${count}] ${server}: ${probe}`;
}
