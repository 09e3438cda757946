// The options of open load: handshakes that start when a plan says so. Without any of them, load is
// closed.

import type { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { OpenLoad } from '../model/load.ts';
import { mostArrivalCount } from '../runner/open-plan.ts';
import { expectedArrivalCount, type RateStage } from '../stats/arrival-plan.ts';
import { parseDurationNs, parseRatePerSecond } from '../units.ts';

/** The options as commander leaves them. */
export interface OpenFlags {
  readonly rate?: string;
  readonly arrivals?: string;
  readonly stages?: string;
  readonly onOverload?: string;
}

/** Clients that may be under way at once where the user names no number. */
export const defaultOpenClientCount = 1_000;

/** Adds the options to a command. */
export function addOpenOptions(command: Command): Command {
  return command
    .option('--rate <rate>', 'open load: start handshakes at this rate, such as 500/s')
    .option('--stages <list>', 'open load whose rate changes, such as 0s:100/s,10s:2000/s')
    .option('--arrivals <constant|poisson>', 'spacing of open load (default: constant)')
    .option('--on-overload <queue|drop>', 'arrivals without a free client (default: queue)');
}

/**
 * The open load that the flags ask for, lasting `durationNs` unless stages say how long;
 * `undefined` for closed load. Throws FifobenchErrors of codes `usage` and `bad-quantity`.
 */
export function parseOpenLoad(flags: OpenFlags, durationNs: number): OpenLoad | undefined {
  const { rate, stages: stagesText } = flags;
  if (rate === undefined && stagesText === undefined) {
    refuseWithoutRate(flags);
    return undefined;
  }
  if (rate !== undefined && stagesText !== undefined) {
    throw new FifobenchError('usage', '--rate and --stages exclude each other', {
      remedy: 'give one of them',
    });
  }
  const stages =
    stagesText === undefined ? constantStage(rate ?? '', durationNs) : parseStages(stagesText);
  const expectedCount = expectedArrivalCount(stages);
  if (expectedCount < 1 || expectedCount > mostArrivalCount) {
    const count = Math.round(expectedCount);
    throw new FifobenchError('bad-quantity', `--rate: ${count} arrivals in all cannot be planned`, {
      remedy: `choose rate and duration for 1 to ${mostArrivalCount} arrivals`,
    });
  }
  return {
    stages,
    spacing: oneOf(['constant', 'poisson'], { text: flags.arrivals, option: '--arrivals' }),
    onOverload: oneOf(['queue', 'drop'], { text: flags.onOverload, option: '--on-overload' }),
  };
}

function refuseWithoutRate({ arrivals, onOverload }: OpenFlags): void {
  if (arrivals !== undefined || onOverload !== undefined) {
    throw new FifobenchError('usage', '--arrivals and --on-overload belong to open load', {
      remedy: 'add a rate, such as --rate 500/s',
    });
  }
}

function constantStage(rate: string, endNs: number): RateStage[] {
  const perSecond = parseRatePerSecond(rate, '--rate');
  return [{ startNs: 0, endNs, startPerSecond: perSecond, endPerSecond: perSecond }];
}

/**
 * Reads `0s:100/s,10s:2000/s`: the rate at moments, linear between them. Two rates at one moment
 * make a step, so that stairs and bursts can be written too.
 */
function parseStages(text: string): RateStage[] {
  const points = text.split(',').map((part) => {
    const [time = '', rate = '', ...more] = part.trim().split(':');
    if (more.length > 0 || rate === '') {
      throw badStages(`'${part}' is not a moment and a rate`);
    }
    return {
      timeNs: parseDurationNs(time, '--stages'),
      perSecond: parseRatePerSecond(rate, '--stages'),
    };
  });
  if (points.length < 2 || points[0]?.timeNs !== 0) {
    throw badStages('stages begin at 0s and have at least two moments');
  }
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] ?? end;
    if (end.timeNs < start.timeNs) {
      throw badStages('moments must not go back');
    }
    return end.timeNs === start.timeNs
      ? []
      : [
          {
            startNs: start.timeNs,
            endNs: end.timeNs,
            startPerSecond: start.perSecond,
            endPerSecond: end.perSecond,
          },
        ];
  });
}

function badStages(reason: string): FifobenchError {
  return new FifobenchError('bad-quantity', `--stages: ${reason}`, {
    remedy: 'write moments and rates such as 0s:100/s,10s:2000/s',
  });
}

/** The word that was given, or the first of the known ones. */
function oneOf<Word extends string>(
  [first, ...others]: readonly [Word, ...Word[]],
  { text, option }: { text: string | undefined; option: string },
): Word {
  const known = [first, ...others].find((word) => word === (text ?? first));
  if (known === undefined) {
    throw new FifobenchError('usage', `${option}: '${text}' is not known`, {
      remedy: `write ${option} ${[first, ...others].join(' or ')}`,
    });
  }
  return known;
}
