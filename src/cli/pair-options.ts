// The options that say how servers are put against each other, or against a baseline: how many
// pairs, how long, and what matters.

import type { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { mostPairs, singleLook } from '../model/planned-looks.ts';
import type { ComparisonDesign } from '../model/run.ts';
import type { ScenarioDesign } from '../model/scenario.ts';
import { samePairCount } from '../runner/schedule.ts';
import { parseInteger, parseRatio } from '../units.ts';
import { positiveDurationNs } from './load-options.ts';

/** The options as commander leaves them; what was not given is absent. */
export interface PairFlags {
  readonly pairs?: string;
  readonly block?: string;
  readonly slice?: string;
  readonly delta?: string;
}

/** Adds the options to a command. */
export function addPairOptions(command: Command): Command {
  return command
    .option(
      '--pairs <n>',
      'exactly so many pairs, 6 or more (default: 12, 20 or 30, until more would not help)',
    )
    .option('--block <duration>', 'measured time of a pair')
    .option('--slice <n>', 'handshakes before the clients turn to the other server')
    .option('--delta <share>', 'smallest change that matters, such as 2%');
}

/**
 * A design as the flags change it. Throws FifobenchErrors of codes `usage` and `bad-quantity`.
 */
export function chosenDesign(
  design: Omit<ScenarioDesign, 'warmupHandshakeCount'>,
  flags: PairFlags & { readonly design?: string },
): ComparisonDesign {
  const { design: kind = 'duet' } = flags;
  if (kind !== 'duet' && kind !== 'blocks') {
    throw new FifobenchError('usage', `--design: '${kind}' is no design`, {
      remedy: 'write --design duet or --design blocks',
    });
  }
  const looks = flags.pairs === undefined ? design.looks : singleLook(parsePairs(flags.pairs));
  const pairCount = mostPairs(looks);
  return {
    ...{ kind, looks, pairCount },
    samePairCount: samePairCount(pairCount),
    sliceHandshakeCount:
      flags.slice === undefined ? design.sliceHandshakeCount : parseSlice(flags.slice),
    blockNs:
      flags.block === undefined ? design.blockNs : positiveDurationNs(flags.block, '--block'),
    deltaRatio: flags.delta === undefined ? design.deltaRatio : parseDelta(flags.delta),
  };
}

function parsePairs(text: string): number {
  return parseInteger(text, { option: '--pairs', min: 6, max: 1_000 });
}

function parseSlice(text: string): number {
  return parseInteger(text, { option: '--slice', min: 1, max: 100_000 });
}

function parseDelta(text: string): number {
  const deltaRatio = parseRatio(text, '--delta');
  if (deltaRatio === 0) {
    throw new FifobenchError('bad-quantity', '--delta: must be above 0', {
      remedy: 'write the smallest change that matters, such as 2%',
    });
  }
  return deltaRatio;
}
