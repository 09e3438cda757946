// How much of a load is measured, shared by `run` and `sweep`: a length of time, or a count of
// handshakes.

import type { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Extent } from '../model/load.ts';
import { parseInteger } from '../units.ts';
import { positiveDurationNs } from './load-options.ts';

/** The options as commander leaves them; what was not given is absent. */
export interface ExtentFlags {
  readonly duration?: string;
  readonly handshakes?: string;
}

/** Adds the options to a command; `of` says of what the time is, `otherwise` how long it is. */
export function addExtentOptions(
  command: Command,
  { of, otherwise }: { of: string; otherwise: string },
): Command {
  return command
    .option('--duration <duration>', `measured time${of} (default: ${otherwise})`)
    .option('--handshakes <n>', 'measure this many handshakes instead');
}

/** What was asked for. Throws FifobenchErrors of codes `usage` and `bad-quantity`. */
export function chosenExtent(
  { duration, handshakes }: ExtentFlags,
  defaultDurationNs: number,
): Extent {
  if (duration !== undefined && handshakes !== undefined) {
    throw new FifobenchError('usage', '--duration and --handshakes exclude each other', {
      remedy: 'give one of them',
    });
  }
  if (handshakes !== undefined) {
    const range = { min: 1, max: 1_000_000_000, option: '--handshakes' };
    return { kind: 'handshakes', handshakeCount: parseInteger(handshakes, range) };
  }
  const durationNs =
    duration === undefined ? defaultDurationNs : positiveDurationNs(duration, '--duration');
  return { kind: 'duration', durationNs };
}

/** Throws a FifobenchError of code `usage` where open load is to be bounded by a count. */
export function refuseCountedOpenLoad({ kind }: Extent): void {
  if (kind === 'handshakes') {
    throw new FifobenchError('usage', '--handshakes belongs to closed load', {
      remedy: 'bound open load with --duration or --stages',
    });
  }
}
