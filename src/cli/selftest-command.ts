// `fifobench selftest`: are the figures right? Servers of known behaviour, and the exact answer.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import {
  type SelftestCheckName,
  type SelftestResult,
  selftestCheckNames,
  selftestStatus,
} from '../model/selftest.ts';
import { renderSelftest, renderSelftestJson } from '../report/selftest.ts';
import { runSelftest, type SelftestProgress } from '../runner/selftest.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { chosenFormat } from './format-choice.ts';
import { listenForInterruption } from './interruption.ts';
import { openStatusLine, outputStyle } from './terminal.ts';

interface SelftestFlags {
  readonly quick?: boolean;
  readonly dir?: string;
  readonly format: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const formats = ['table', 'json'];

/** The command, which leaves its exit code in `outcome`. */
export function selftestCommand(outcome: CommandOutcome): Command {
  return new Command('selftest')
    .description('measure servers of known behaviour and check the figures against the answer')
    .argument('[check...]', `only these, of ${selftestCheckNames.join(', ')}`)
    .option('--quick', 'fewer samples and attempts, the same bounds')
    .option('--dir <path>', 'where servers get their directories (default: shared memory)')
    .option('--format <table|json>', 'what goes to standard output', 'table')
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', examples)
    .action(async (names: string[], flags: SelftestFlags) => {
      outcome.exitCode = await selftest(names, flags);
    });
}

const examples = `
Checks:
  delay    a server that spins for 1 ms takes 1 ms longer, within 2 %
  stall    a server stopped for half a second gives the response times that follow, within 3 %
  refusal  refused handshakes are counted as failed, every one
  split    load that does not divide evenly among threads is there in full
  plan     what was planned is what started, spread over its time

Examples:
  fifobench selftest
  fifobench selftest stall --format json
  fifobench selftest --quick && fifobench compare basic forking

Nothing is stored. Exit codes: 0 all ok, 6 a fault, 4 this machine was too disturbed to tell,
though what was disturbed was measured again (four times in all, with --quick twice).`;

async function selftest(words: readonly string[], flags: SelftestFlags): Promise<ExitCode> {
  chosenFormat(flags.format, { of: 'selftest', formats });
  const names = chosenChecks(words);
  const parentDirectory = runDirectoryParent(flags.dir);
  const status = openStatusLine({ quiet: flags.quiet === true });
  const interruption = listenForInterruption(status);
  try {
    const result = await runSelftest({
      ...{ names, isQuick: flags.quick === true, parentDirectory },
      signal: interruption.signal,
      onProgress: (progress) => status.show(progressText(progress)),
    });
    status.clear();
    const isJson = flags.format === 'json';
    process.stdout.write(
      isJson ? renderSelftestJson(result) : renderSelftest(result, outputStyle(flags)),
    );
    return exitCodeOfSelftest(result);
  } finally {
    status.clear();
    interruption.release();
  }
}

/** A fault outweighs everything, then comes an interruption, then a disturbance. */
export function exitCodeOfSelftest(result: SelftestResult): ExitCode {
  const status = selftestStatus(result);
  if (status === 'failed') {
    return exitCodes.faulty;
  }
  if (result.isInterrupted) {
    return exitCodes.interrupted;
  }
  return status === 'disturbed' ? exitCodes.invalid : exitCodes.done;
}

/** Those that are named, in the order of the list, or all. */
function chosenChecks(words: readonly string[]): readonly SelftestCheckName[] {
  for (const word of words) {
    if (!selftestCheckNames.some((name) => name === word)) {
      throw new FifobenchError('usage', `no check is called '${word}'`, {
        remedy: `choose from ${selftestCheckNames.join(', ')}`,
      });
    }
  }
  return words.length === 0
    ? selftestCheckNames
    : selftestCheckNames.filter((name) => words.includes(name));
}

function progressText({ name, ordinal, count, attempt }: SelftestProgress): string {
  return `[${ordinal}/${count}] ${name}${attempt === 1 ? '' : `, attempt ${attempt}`}`;
}
