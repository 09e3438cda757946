// Finds the profile that the user named: one that comes with the program, or a file.

import { readFile } from 'node:fs/promises';
import { findProfile, profileFamilies } from '../../bench/profile-index.ts';
import { FifobenchError } from '../errors.ts';
import { parseProfile } from '../profile/parse-profile.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * The profile of that name, or that in the file of that name. Throws FifobenchErrors of codes
 * `unknown-profile` and `invalid-profile`.
 */
export async function chooseProfile(nameOrFile: string): Promise<Profile> {
  return findProfile(nameOrFile) ?? parseProfile(await readProfile(nameOrFile), nameOrFile);
}

/** The text of a profile's file. Throws a FifobenchError of code `unknown-profile`. */
export async function readProfile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const names = profileFamilies.map(({ profiles: [first] }) => first?.name).join(', ');
    throw new FifobenchError('unknown-profile', `no profile and no file '${file}'`, {
      remedy: `name a file, or a profile such as ${names}; fifobench list has all`,
      cause,
    });
  }
}
