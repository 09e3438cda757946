// The command line of a built-in server.

import type { ServerSpec } from '../model/server-spec.ts';
import { serviceLawText } from '../model/service-time.ts';

/** What a built-in server is started from. */
export type ServedPattern = Pick<Extract<ServerSpec, { kind: 'pattern' }>, 'pattern' | 'burden'>;

/**
 * The pattern and what it carries, as arguments of the server's executable. `seed` (0 to 2^53 - 1)
 * determines random service times: servers with the same seed and law draw the same.
 */
export function patternArguments(
  { pattern, burden }: ServedPattern,
  { seed }: { seed: number },
): string[] {
  const { service, ballastBytes = 0 } = burden ?? {};
  return [
    pattern,
    ...(service === undefined
      ? []
      : [
          ...['--service', serviceLawText(service.law), '--service-kind', service.kind],
          ...['--service-seed', String(seed)],
        ]),
    ...(ballastBytes === 0 ? [] : ['--ballast', String(ballastBytes)]),
  ];
}
