// The options that say what clients do, shared by `run` and `compare`: how they read on the command
// line, and how they change a case of a scenario.

import type { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Admission } from '../model/load.ts';
import type { ScenarioCase } from '../model/scenario.ts';
import { parseBytes, parseDurationNs, parseInteger } from '../units.ts';

/** The options as commander leaves them; what was not given is absent. */
export interface LoadFlags {
  readonly clients?: string;
  readonly threads?: string;
  readonly operations?: string;
  readonly payload?: string;
  readonly think?: string;
  readonly timeout?: string;
  readonly admission?: string;
}

/** Adds the options to a command. */
export function addLoadOptions(command: Command): Command {
  return command
    .option('--clients <n>', 'simulated clients; each starts again when its session is done')
    .option('--threads <n>', 'threads that drive them')
    .option('--operations <n>', 'requests of each session after its handshake')
    .option('--payload <size>', 'payload of a request and of its reply, such as 64B or 4KiB')
    .option('--think <duration>', 'pause of a client between two sessions')
    .option('--timeout <duration>', 'longest time that a phase may take, such as 1s')
    .option('--admission <gate|race>', 'one client at a time at the pipe, or all at once');
}

const mebibyteBytes = 1_048_576;

/**
 * A case with what the user said in place of what it had. Throws FifobenchErrors of codes
 * `bad-quantity` and `usage` that name the option.
 */
export function applyLoadFlags(base: ScenarioCase, flags: LoadFlags): ScenarioCase {
  const clientCount = integerOr(base.clientCount, flags.clients, {
    ...{ option: '--clients', min: 1, max: 100_000 },
  });
  const threadCount = integerOr(Math.min(base.threadCount, clientCount), flags.threads, {
    ...{ option: '--threads', min: 1, max: 64 },
  });
  if (threadCount > clientCount) {
    throw new FifobenchError(
      'usage',
      `--threads: ${threadCount} threads for ${clientCount} client(s)`,
      {
        remedy: 'use at most as many threads as clients',
      },
    );
  }
  return {
    ...base,
    clientCount,
    threadCount,
    operationCount: integerOr(base.operationCount, flags.operations, {
      ...{ option: '--operations', min: 0, max: 1_000_000 },
    }),
    payloadBytes: atMost(mebibyteBytes, {
      value:
        flags.payload === undefined ? base.payloadBytes : parseBytes(flags.payload, '--payload'),
      refusal: '--payload: more than 1 MiB',
    }),
    thinkNs: flags.think === undefined ? base.thinkNs : parseDurationNs(flags.think, '--think'),
    timeoutNs:
      flags.timeout === undefined ? base.timeoutNs : positiveDurationNs(flags.timeout, '--timeout'),
    admission: flags.admission === undefined ? base.admission : parseAdmission(flags.admission),
  };
}

/** A duration above 0. Throws a FifobenchError of code `bad-quantity` otherwise. */
export function positiveDurationNs(text: string, option: string): number {
  const durationNs = parseDurationNs(text, option);
  if (durationNs === 0) {
    throw new FifobenchError('bad-quantity', `${option}: must be longer than 0`, {
      remedy: 'write a duration such as 250ms or 10s',
    });
  }
  return durationNs;
}

function integerOr(
  otherwise: number,
  text: string | undefined,
  range: { option: string; min: number; max: number },
): number {
  return text === undefined ? otherwise : parseInteger(text, range);
}

function atMost(most: number, { value, refusal }: { value: number; refusal: string }): number {
  if (value > most) {
    throw new FifobenchError('bad-quantity', refusal, { remedy: 'write a smaller size' });
  }
  return value;
}

function parseAdmission(text: string): Admission {
  if (text === 'gate' || text === 'race') {
    return text;
  }
  throw new FifobenchError('usage', `--admission: '${text}' is neither gate nor race`, {
    remedy: 'write --admission gate or --admission race',
  });
}
