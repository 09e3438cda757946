// `fifobench history import FILE…`: figures of other tools, kept beside the runs.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import {
  type FileFacts,
  type ImportFormat,
  importFormats,
  readImports,
  saveImport,
} from '../store/import-file.ts';
import { defaultRunsDirectory } from '../store/run-file.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';

interface ImportFlags {
  readonly format: string;
  readonly runs: string;
  readonly date?: string;
  readonly commit?: string;
  readonly machine: string;
  readonly better: string;
}

/** The command, which leaves its exit code in `outcome`. */
export function importCommand(outcome: CommandOutcome): Command {
  return new Command('import')
    .description('bring in figures of other tools')
    .argument('<files...>', 'what hyperfine, Go benchmarks or github-action-benchmark wrote')
    .option('--format <format>', `auto, ${importFormats.join(', ')}`, 'auto')
    .option('--runs <folder>', 'folder of saved runs', defaultRunsDirectory)
    .option('--date <time>', 'when it was measured (default: the date of the file)')
    .option('--commit <name>', 'what was measured, where the file does not say')
    .option('--machine <name>', 'where: figures of two machines are two series', 'unknown')
    .option('--better <lower|higher>', 'the direction, where the file does not say', 'lower')
    .action(async (files: string[], flags: ImportFlags) => {
      await importFiles(files, flags);
      outcome.exitCode = exitCodes.done;
    });
}

async function importFiles(files: readonly string[], flags: ImportFlags): Promise<void> {
  const format = chosenFormat(flags.format);
  const facts: FileFacts = {
    startedAt: chosenDate(flags.date),
    commit: flags.commit ?? null,
    fingerprint: flags.machine,
    better: chosenDirection(flags.better),
  };
  for (const file of files) {
    const imports = await readImports(file, { format, facts });
    for (const each of imports) {
      await saveImport(each, flags.runs);
    }
    process.stderr.write(`imported ${imports.length} of ${file} into ${flags.runs}\n`);
  }
}

function chosenFormat(text: string): ImportFormat | null {
  const format = importFormats.find((known) => known === text);
  if (format === undefined && text !== 'auto') {
    throw new FifobenchError('usage', `--format: '${text}' cannot be imported`, {
      remedy: `choose from auto, ${importFormats.join(', ')}`,
    });
  }
  return format ?? null;
}

function chosenDate(text: string | undefined): string | null {
  if (text === undefined) {
    return null;
  }
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw new FifobenchError('usage', `--date: '${text}' is no date`, {
      remedy: 'write it as in 2025-01-02T03:04:05Z',
    });
  }
  return new Date(time).toISOString();
}

function chosenDirection(text: string): 'lower' | 'higher' {
  if (text !== 'lower' && text !== 'higher') {
    throw new FifobenchError('usage', `--better: '${text}' is no direction`, {
      remedy: 'write --better lower or --better higher',
    });
  }
  return text;
}
