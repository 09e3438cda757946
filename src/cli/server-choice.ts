// Turns what the user called a server into a specification.

import { FifobenchError } from '../errors.ts';
import { type ServerSpec, serverPatterns } from '../model/server-spec.ts';

/**
 * The built-in server of that name. Throws a FifobenchError of code `unknown-pattern` that lists
 * what there is.
 */
export function chooseServer(text: string): ServerSpec {
  const pattern = serverPatterns.find(({ name }) => name === text);
  if (pattern === undefined) {
    const names = serverPatterns.map(({ name }) => name).join(', ');
    throw new FifobenchError('unknown-pattern', `no server is called '${text}'`, {
      remedy: `choose from ${names}`,
    });
  }
  return { kind: 'pattern', name: pattern.name, pattern: pattern.name, model: pattern.model };
}

/**
 * Several servers with different names: a server that is named again gets a number, so that it can
 * be held against itself.
 */
export function chooseServers(texts: readonly string[]): ServerSpec[] {
  const counts = new Map<string, number>();
  return texts.map((text) => {
    const server = chooseServer(text);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return count === 1 ? server : { ...server, name: `${server.name} (${count})` };
  });
}
