// Finds a built-in server by its name.

import { FifobenchError } from '../errors.ts';
import { builtinServer, type ServerSpec, serverPatterns } from '../model/server-spec.ts';

/**
 * The built-in server of that name. Throws a FifobenchError of code `unknown-pattern` that lists
 * what there is, and says how a program of that name, if it is one, would have to be written.
 */
export function chooseServer(text: string, isProgram = false): ServerSpec {
  const server = builtinServer(text);
  if (server === undefined) {
    const names = serverPatterns.map(({ name }) => name).join(', ');
    throw new FifobenchError('unknown-pattern', `no server is called '${text}'`, {
      remedy: isProgram
        ? `write ./${text} for the program, or choose from ${names}`
        : `choose from ${names}, or give a command such as './my_server'`,
    });
  }
  return server;
}
