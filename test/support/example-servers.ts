// The example servers of test/servers: how each is started, where its well-known pipe is, and what
// keeps it from ever making one. What each speaks, and how naive it is, stands at its own top.

import { join } from 'node:path';
import { projectDirectory } from './project-directory.ts';

/** One of them. */
export interface ExampleServer {
  /** Its file, without the ending. */
  readonly name: string;
  /** Its command, for a pipe that its directory or an absolute path gives it. */
  readonly argv: (pipe: string) => readonly string[];
  /** The name of its well-known pipe in its directory; `null`: it takes any path as an argument. */
  readonly wkp: string | null;
  /** Why no pipe ever comes; absent: one does. */
  readonly mishap?: 'it waits' | 'it ends';
}

const sources = join(projectDirectory(), 'test', 'servers');
const compiled = join(projectDirectory(), 'build', 'servers');

const inC = (name: string, wkp: string | null): ExampleServer => ({
  ...{ name, wkp },
  argv: (pipe) => [join(compiled, name), ...(wkp === null ? [pipe] : [])],
});

const asScript = (fileName: string, wkp: string | null): ExampleServer => ({
  ...{ name: fileName.replace(/\.\w+$/, ''), wkp },
  argv: (pipe) => [join(sources, fileName), ...(wkp === null ? [pipe] : [])],
});

/** All of them: one for each family of dialects, the model, and those that do harm. */
export const exampleServers: readonly ExampleServer[] = [
  inC('text_upper', 'mario'),
  inC('successor_fork', 'mario'),
  inC('binary_number', 'server.fifo'),
  asScript('name_echo.py', 'luigi'),
  inC('late_unlink', 'WELL'),
  inC('magic_length', 'server_pipe'),
  inC('sequence_numbers', null),
  inC('send_file', null),
  inC('two_pipes', null),
  asScript('greeting.sh', null),
  inC('model', 'wkp'),
  inC('hostile_leaks', 'mario'),
  inC('hostile_stubborn', 'mario'),
  inC('hostile_chatter', 'mario'),
  inC('hostile_remover', 'mario'),
  inC('hostile_fork_bomb', 'mario'),
  { ...asScript('hostile_silent.sh', 'mario'), mishap: 'it waits' },
  { ...asScript('hostile_quitter.sh', 'mario'), mishap: 'it ends' },
];

/** The one of that name, which must be there. */
export function exampleServer(name: string): ExampleServer {
  const found = exampleServers.find((server) => server.name === name);
  if (found === undefined) {
    throw new Error(`there is no example server ${name}`);
  }
  return found;
}
