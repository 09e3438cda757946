// `fifobench bench`: the micro-benchmarks, which say what the single steps cost.

import { Command } from 'commander';
import { microSubjects } from '../../bench/micro-index.ts';
import { availableCpus } from '../environment/available-cpus.ts';
import { FifobenchError } from '../errors.ts';
import type { MicroSubject } from '../model/micro-subject.ts';
import type { Placement } from '../model/placement.ts';
import { renderList } from '../report/list.ts';
import { choosePlacement } from '../runner/choose-placement.ts';
import { runMicro } from '../runner/run-micro.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { checkDelivery, deliver } from './deliver.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { listenForInterruption } from './interruption.ts';
import { positiveDurationNs } from './load-options.ts';
import { addSavingOptions, type CommonFlags } from './measuring-options.ts';
import { openStatusLine, outputStyle } from './terminal.ts';

interface BenchFlags
  extends Pick<CommonFlags, 'dir' | 'out' | 'report' | 'format' | 'quiet' | 'color'> {
  readonly duration: string;
  readonly smoke?: boolean;
  readonly list?: boolean;
}

/** The command, which leaves its exit code in `outcome`. */
export function benchCommand(outcome: CommandOutcome): Command {
  const command = new Command('bench')
    .description('micro-benchmarks of the steps that a handshake is made of')
    .argument('[name...]', 'only those whose names contain one of these words')
    .option('--duration <duration>', 'measured time of each, at each placement', '300ms')
    .option('--smoke', 'every one once, which shows that it works and measures nothing')
    .option('--list', 'what there is, and nothing else')
    .option('--dir <path>', 'where directories are made (default: shared memory)');
  return addSavingOptions(command)
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', '\nExample:\n  fifobench bench "round trip" --duration 2s')
    .action(async (names: string[], flags: BenchFlags) => {
      outcome.exitCode = await bench(names, flags);
    });
}

async function bench(names: readonly string[], flags: BenchFlags): Promise<ExitCode> {
  const subjects = chosenSubjects(names);
  if (flags.list === true) {
    const inventory = { patterns: [], profiles: [], scenarios: [], micro: subjects };
    process.stdout.write(renderList(inventory, outputStyle(flags)));
    return exitCodes.done;
  }
  const delivery = { ...flags, seed: '0', failOn: 'invalid', threshold: [] };
  await checkDelivery(delivery);
  const durationNs = positiveDurationNs(flags.duration, '--duration');
  const parentDirectory = runDirectoryParent(flags.dir);
  const status = openStatusLine({ quiet: flags.quiet === true });
  const interruption = listenForInterruption(status);
  try {
    const run = await runMicro({
      ...{ subjects, durationNs, parentDirectory, isSmoke: flags.smoke === true },
      pinnedPlacements: pinnedPlacements(),
      signal: interruption.signal,
      onProgress: ({ name, ordinal, count }) => status.show(`[${ordinal}/${count}] ${name}`),
    });
    status.clear();
    return await deliver(run, delivery);
  } finally {
    status.clear();
    interruption.release();
  }
}

/** Those whose names contain one of the words, or all. */
function chosenSubjects(words: readonly string[]): readonly MicroSubject[] {
  for (const word of words) {
    if (!microSubjects.some(({ name }) => name.includes(word))) {
      const known = microSubjects.map(({ name }) => name).join(', ');
      throw new FifobenchError('usage', `no micro-benchmark is called '${word}'`, {
        remedy: `name a part of ${known}`,
      });
    }
  }
  return words.length === 0
    ? microSubjects
    : microSubjects.filter(({ name }) => words.some((word) => name.includes(word)));
}

/** Both placements, or the one that a single processor allows. */
function pinnedPlacements(): Placement[] {
  const available = availableCpus();
  const chosen = [
    choosePlacement('same core', available),
    choosePlacement('cross core', available),
  ];
  return chosen.filter((placement) => placement !== null);
}
