// `--profile auto`: recognises a command's dialect before anything is measured, says what was
// found, and where nothing fits, writes down what was learned so that one step is left.

import { writeFile } from 'node:fs/promises';
import { profiles } from '../../bench/profile-index.ts';
import { FifobenchError } from '../errors.ts';
import { formatProfile } from '../profile/format-profile.ts';
import type { Profile } from '../profile/profile.ts';
import { profileDraftText } from '../profile/profile-draft.ts';
import { type Recognition, recognize } from '../recognize/recognize.ts';
import { recognitionLines } from '../report/recognition.ts';
import { runDirectoryParent } from '../target/run-directory.ts';

/** A command to be recognised. */
export interface UnknownCommand {
  readonly name: string;
  readonly argv: readonly string[];
  /** Where its instances get their directories; absent: shared memory. */
  readonly directory?: string | undefined;
  /** Nothing is said while it goes on. */
  readonly isQuiet?: boolean;
}

/** Files that are tried for a draft before giving up. */
const draftNameCount = 100;

/** Recognises a command and tells on standard error what came of it. */
export async function recognizeCommand(command: UnknownCommand): Promise<Recognition> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  try {
    if (command.isQuiet !== true) {
      process.stderr.write(`finding out how ${command.name} speaks …\n`);
    }
    return await recognize({
      ...{ name: nameOf(command), argv: command.argv, profiles, signal: abort.signal },
      parentDirectory: runDirectoryParent(command.directory),
    });
  } finally {
    process.off('SIGINT', stop);
    if (abort.signal.aborted) {
      // Nothing has been measured that could be saved, and the trial's server is gone.
      process.kill(process.pid, 'SIGINT');
    }
  }
}

/**
 * The profile of a command. Throws a FifobenchError of code `unknown-dialect` where none fits; what
 * was seen has been told by then, and a draft written.
 */
export async function recognizedProfile(command: UnknownCommand): Promise<Profile> {
  const recognition = await recognizeCommand(command);
  if (recognition.profile === null) {
    throw await adviceFor(command, recognition);
  }
  const [first = ''] = recognitionLines(recognition);
  if (command.isQuiet !== true) {
    process.stderr.write(`${command.name}: ${first}\n`);
  }
  return recognition.profile;
}

/** Tells all that was seen, writes a draft, and says what is left to be done. */
export async function adviceFor(
  command: UnknownCommand,
  recognition: Recognition,
): Promise<FifobenchError> {
  for (const line of recognitionLines(recognition)) {
    process.stderr.write(`• ${line}\n`);
  }
  const file = await writeDraft(recognition);
  return new FifobenchError('unknown-dialect', `no profile fits ${command.name}`, {
    remedy:
      file === null
        ? 'mend what is said above, or give a profile with --profile FILE'
        : `complete ${file}, which holds what was learned, and give it with --profile ${file}`,
  });
}

async function writeDraft({ draft, wkpPath }: Recognition): Promise<string | null> {
  if (wkpPath === null) {
    return null;
  }
  const text =
    draft === null
      ? profileDraftText.replace('path: mario ', `path: ${wkpPath} `)
      : formatProfile(draft);
  for (let number = 1; number <= draftNameCount; number += 1) {
    const file = number === 1 ? 'profile.yaml' : `profile-${number}.yaml`;
    try {
      await writeFile(file, text, { flag: 'wx' });
      return file;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new FifobenchError('directory', 'a draft of the profile cannot be written here', {
          remedy: 'go to a directory that you may write to',
          cause,
        });
      }
    }
  }
  return null;
}

/** A profile's name has letters, digits, dots and hyphens. */
function nameOf({ name }: UnknownCommand): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '');
  return plain === '' ? 'my-server' : plain;
}
