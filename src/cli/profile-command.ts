// `fifobench profile`: writes a profile to start from, finds one for a server, checks one, and
// shows those there are.

import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { splitCommand } from '../model/command-words.ts';
import { formatProfile } from '../profile/format-profile.ts';
import { examineProfile } from '../profile/parse-profile.ts';
import { profileDraftText } from '../profile/profile-draft.ts';
import { describeMistake } from '../profile/profile-mistake.ts';
import { recognitionLines } from '../report/recognition.ts';
import { unknownCommand } from './command-choice.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { chooseProfile, readProfile } from './profile-choice.ts';
import { adviceFor, recognizeCommand } from './recognized-profile.ts';

const defaultFile = 'profile.yaml';

/** The command, which leaves its exit code in `outcome`. */
export function profileCommand(outcome: CommandOutcome): Command {
  const command = new Command('profile')
    .description('write, check or show a profile, which says how a server speaks')
    .addHelpText('after', examples);
  command
    .command('init')
    .description('write a commented profile to start from')
    .argument('[file]', 'where to; never over a file that exists', defaultFile)
    .action(async (file: string) => {
      await writeDraft(file);
      outcome.exitCode = exitCodes.done;
    });
  command
    .command('check')
    .description('say everything that is wrong with a profile')
    .argument('<file>', 'a profile in YAML or JSON')
    .action(async (file: string) => {
      outcome.exitCode = await check(file);
    });
  command
    .command('find')
    .description('find out how a server speaks, and print its profile as YAML')
    .argument('<command>', 'how the server is started, in quotes')
    .option('--dir <path>', 'where it gets its directories (default: shared memory)')
    .action(async (text: string, flags: { dir?: string }) => {
      await find(text, flags);
      outcome.exitCode = exitCodes.done;
    });
  command
    .command('show')
    .description('print a profile as YAML')
    .argument('<name>', 'a built-in profile (see fifobench list), or a file')
    .action(async (name: string) => {
      process.stdout.write(formatProfile(await chooseProfile(name)));
      outcome.exitCode = exitCodes.done;
    });
  return command;
}

const examples = `
Examples:
  fifobench profile find './my_server' > mine.yaml
  fifobench profile init mine.yaml
  fifobench profile check mine.yaml
  fifobench profile show text10 > mine.yaml
  fifobench run --server './my_server' --profile mine.yaml`;

/** Tells on standard error what speaks for the profile and against others. */
async function find(text: string, flags: { dir?: string }): Promise<void> {
  const command = unknownCommand(splitCommand(text), flags);
  const recognition = await recognizeCommand(command);
  if (recognition.profile === null) {
    throw await adviceFor(command, recognition);
  }
  for (const line of recognitionLines(recognition)) {
    process.stderr.write(`• ${line}\n`);
  }
  process.stdout.write(formatProfile(recognition.profile));
}

async function writeDraft(file: string): Promise<void> {
  try {
    await writeFile(file, profileDraftText, { flag: 'wx' });
  } catch (cause) {
    throw new FifobenchError('usage', `${file} cannot be written`, {
      remedy: 'name a file that does not exist yet, in a directory that does',
      cause,
    });
  }
  process.stderr.write(`wrote ${file}; when it is filled in: fifobench profile check ${file}\n`);
}

async function check(file: string): Promise<ExitCode> {
  const { profile, mistakes } = examineProfile(await readProfile(file));
  if (profile !== null) {
    process.stdout.write(`${file}: the profile ${profile.name} is in order\n`);
    return exitCodes.done;
  }
  process.stdout.write(mistakes.map((mistake) => `${describeMistake(mistake)}\n`).join(''));
  const count = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`;
  process.stderr.write(`fifobench: ${file}: ${count}; docs/profiles.md describes every field\n`);
  return exitCodes.usage;
}
