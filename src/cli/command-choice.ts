// Turns what the user called a server into a specification: a built-in pattern, a profile that says
// how its server is started, or a command.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findProfile } from '../../bench/profile-index.ts';
import { FifobenchError } from '../errors.ts';
import { commandName, splitCommand } from '../model/command-words.ts';
import { type ServerSpec, serverModelOf, serverPatterns } from '../model/server-spec.ts';
import type { Profile } from '../profile/profile.ts';
import { seedProfile } from '../profile/seed.ts';
import { chooseProfile } from './profile-choice.ts';
import { recognizedProfile, type UnknownCommand } from './recognized-profile.ts';
import { chooseServer } from './server-choice.ts';

/** The options that say how commands speak, and where they run. */
export interface ProfileFlag {
  /** `auto`, which is meant where nothing is said, a name, or a file. */
  readonly profile?: string;
  readonly dir?: string;
  readonly quiet?: boolean;
}

/**
 * The server of that name. `otherwise` is how a command speaks where the user does not say it;
 * without it that is found out. Throws FifobenchErrors of codes `unknown-pattern`, `usage`,
 * `unknown-profile`, `invalid-profile` and `unknown-dialect`.
 */
export async function resolveServer(
  text: string,
  flags: ProfileFlag,
  otherwise?: Profile,
): Promise<ServerSpec> {
  if (serverPatterns.some(({ name }) => name === text)) {
    return chooseServer(text);
  }
  if (/\.(?:ya?ml|json)$/.test(text) || findProfile(text) !== undefined) {
    return startedByProfile(await chooseProfile(text), text);
  }
  const words = splitCommand(text);
  // A single word without a slash is a slip in the name of a pattern rather than a program.
  if (words.length < 2 && !text.includes('/')) {
    return chooseServer(text, isFile(text));
  }
  const command = unknownCommand(words, flags);
  const profile = await profileOfCommand(command, { chosen: flags.profile, otherwise });
  return commandSpec({ ...command, profile });
}

/**
 * What the user called servers. Where that is nothing but `--profile`, it is the profile, which may
 * say how its server is started.
 */
export function namedServers(
  texts: readonly string[],
  { profile = 'auto' }: ProfileFlag,
): readonly string[] {
  return texts.length === 0 && profile !== 'auto' ? [profile] : texts;
}

/**
 * Several servers with different names: a server that is named again gets a number, so that it can
 * be held against itself.
 */
export async function resolveServers(
  texts: readonly string[],
  flags: ProfileFlag,
): Promise<ServerSpec[]> {
  const servers: ServerSpec[] = [];
  for (const text of texts) {
    servers.push(await resolveServer(text, flags));
  }
  refuseUnusedProfile(servers, flags);
  return distinctlyNamed(servers);
}

/** The same servers, those with the name of an earlier one numbered from 2. */
export function distinctlyNamed<Spec extends ServerSpec>(servers: readonly Spec[]): Spec[] {
  const counts = new Map<string, number>();
  return servers.map((server) => {
    const count = (counts.get(server.name) ?? 0) + 1;
    counts.set(server.name, count);
    return count === 1 ? server : { ...server, name: `${server.name} (${count})` };
  });
}

/** A server that runs already in `directory`, with the profile that the user named, if any. */
export async function attachedServer(directory: string, flags: ProfileFlag): Promise<ServerSpec> {
  const attached = { kind: 'attached' as const, name: directory, directory };
  if (flags.profile === undefined) {
    return { ...attached, model: 'basic' };
  }
  if (flags.profile === 'auto') {
    const remedy = "name its profile; fifobench profile find './my_server' finds out which";
    const message = '--attach: finding out how a server speaks takes fresh instances of it';
    throw new FifobenchError('usage', message, { remedy });
  }
  const profile = await chooseProfile(flags.profile);
  return { ...attached, model: serverModelOf(profile), profile };
}

/** Throws a FifobenchError of code `usage` where `--profile` was given and no server needs it. */
export function refuseUnusedProfile(
  servers: readonly ServerSpec[],
  { profile }: ProfileFlag,
): void {
  if (
    profile !== undefined &&
    profile !== 'auto' &&
    profile !== seedProfile.name &&
    servers.every(({ kind }) => kind === 'pattern')
  ) {
    throw new FifobenchError('usage', '--profile: built-in servers speak the profile seed', {
      remedy: "leave it out, or name a command, such as --server './my_server'",
    });
  }
}

async function profileOfCommand(
  command: UnknownCommand,
  { chosen, otherwise }: { chosen: string | undefined; otherwise: Profile | undefined },
): Promise<Profile> {
  if (chosen === undefined && otherwise !== undefined) {
    return otherwise;
  }
  return chosen === undefined || chosen === 'auto'
    ? await recognizedProfile(command)
    : await chooseProfile(chosen);
}

/** A command, split and found, of which nobody has said how it speaks. */
export function unknownCommand(
  words: readonly string[],
  { dir, quiet = false }: ProfileFlag,
): UnknownCommand {
  return { name: commandName(words), argv: fromHere(words), directory: dir, isQuiet: quiet };
}

function startedByProfile(profile: Profile, source: string): ServerSpec {
  const { argv } = profile.server;
  if (argv === undefined) {
    const named = `write --server './my_server' --profile ${source}`;
    const remedy = findProfile(source) === undefined ? `add server.argv to it, or ${named}` : named;
    const message = `${source} does not say how its server is started`;
    throw new FifobenchError('usage', message, { remedy });
  }
  return commandSpec({ name: profile.name, argv: fromHere(argv), profile });
}

function commandSpec({ name, argv, profile }: UnknownCommand & { profile: Profile }) {
  return { kind: 'command' as const, name, argv, profile, model: serverModelOf(profile) };
}

/**
 * The server gets a directory of its own, so that relative paths would lead nowhere: the program,
 * and each argument that names a file where the user stands, are given as absolute paths.
 */
function fromHere(words: readonly string[]): string[] {
  const [program = '', ...others] = words;
  return [programPath(program), ...others.map((word) => (isFile(word) ? resolve(word) : word))];
}

function programPath(program: string): string {
  if (!program.includes('/')) {
    return program;
  }
  const path = resolve(program);
  const remedy = 'name a program that exists and that you may run';
  if (!isFile(path)) {
    const kind = existsSync(path) ? `${program} is no program` : `there is no program ${program}`;
    throw new FifobenchError('usage', kind, { remedy });
  }
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    const mending = `chmod +x ${program}, or name its interpreter first`;
    throw new FifobenchError('usage', `${program} may not be run`, { remedy: mending, cause });
  }
  return path;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
