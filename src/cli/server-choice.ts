// Finds a built-in server by its name.

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
