// A server as the user names it: a built-in pattern, a command of the user's, or one that already
// runs in a directory.

import { FifobenchError } from '../errors.ts';
import type { Profile } from '../profile/profile.ts';
import { seedProfile } from '../profile/seed.ts';
import type { Burden } from './burden.ts';

/** How a server deals with clients that come while it serves one. */
export type ServerModel = 'basic' | 'forking';

/** What a built-in server can be told to do amiss, by a known amount, for tests of fifobench. */
export interface KnownBehaviour {
  /** Spun away before each acknowledgement: whole nanoseconds, 1 ns to 1 min; absent: none. */
  readonly ackDelayNs?: number;
  /** Every so many clients one is refused, 1 to 1,000,000,000; absent: none. */
  readonly refuseEveryCount?: number;
  /** Reads and as many writes of nothing before each acknowledgement, 1 to 1,000; absent: none. */
  readonly emptyCallCount?: number;
}

/** A server that fifobench starts and stops, or one that it only attaches to. */
export type ServerSpec =
  | {
      readonly kind: 'pattern';
      /** Name in results, unique within a run: `basic`, or `basic (2)` for its twin. */
      readonly name: string;
      /** The built-in pattern: a key of `serverPatterns`. */
      readonly pattern: string;
      readonly model: ServerModel;
      /** What it carries beyond the protocol; absent: nothing. */
      readonly burden?: Burden;
      /** Absolute path of another build of the built-in servers; absent: that of this program. */
      readonly executable?: string;
      /** Only in the self-test. */
      readonly behaviour?: KnownBehaviour;
    }
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly model: ServerModel;
      /** Program and arguments; a relative program is meant from where fifobench was started. */
      readonly argv: readonly string[];
      readonly profile: Profile;
    }
  | {
      readonly kind: 'attached';
      readonly name: string;
      readonly model: ServerModel;
      /** The directory that holds its well-known pipe. */
      readonly directory: string;
      /** Absent: it speaks as the built-in servers do. */
      readonly profile?: Profile;
    };

/** How a server of that profile deals with clients that come while it serves one. */
export function serverModelOf({ server }: Profile): ServerModel {
  return server.model === 'forking' ? 'forking' : 'basic';
}

/** How a server speaks. */
export function profileOf(spec: ServerSpec): Profile {
  return spec.kind === 'pattern' ? seedProfile : (spec.profile ?? seedProfile);
}

/** A built-in server: what it is called and how it departs from the seed's order. */
export interface ServerPattern {
  readonly name: string;
  readonly model: ServerModel;
  /** One sentence for `list` and for reports. */
  readonly summary: string;
}

/** The built-in servers, in the order in which they are listed. */
export const serverPatterns: readonly ServerPattern[] = [
  {
    name: 'basic',
    model: 'basic',
    summary: 'serves one client at a time; the next waits until the well-known pipe is back',
  },
  {
    name: 'forking',
    model: 'forking',
    summary: 'forks a subserver for each client, then removes and recreates the well-known pipe',
  },
  {
    name: 'forking-unlink-first',
    model: 'forking',
    summary: 'removes the well-known pipe before it forks, so that no second client can slip in',
  },
];

/** The built-in server of that name as it is; `undefined`: there is none. */
export function builtinServer(name: string): ServerSpec | undefined {
  const pattern = serverPatterns.find((each) => each.name === name);
  return pattern && { kind: 'pattern', name, pattern: name, model: pattern.model };
}

/** What a server carries as far as we know; only a built-in one can carry anything. */
export function burdenOfServer(server: ServerSpec): Burden | undefined {
  return server.kind === 'pattern' ? server.burden : undefined;
}

/**
 * The server with a burden in the place of the one it had. Throws a FifobenchError of code `usage`
 * where there is a burden and the server is not one of ours.
 */
export function withBurden(server: ServerSpec, burden: Burden | undefined): ServerSpec {
  if (server.kind === 'pattern') {
    const { burden: _, ...plain } = server;
    return burden === undefined ? plain : { ...plain, burden };
  }
  if (burden === undefined) {
    return server;
  }
  const option = burden.service === undefined ? '--ballast' : '--service';
  throw new FifobenchError('usage', `${option}: ${server.name} is not a built-in server`, {
    remedy: 'only built-in servers can be given a service time or ballast (see fifobench list)',
  });
}
