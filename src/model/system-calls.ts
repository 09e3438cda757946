// System calls of a handshake: counted in a stretch of load of its own, since counting slows each
// call of the machine. Exact, and the same from day to day, so that one call more is news.

import type { ResourceUse } from './block.ts';

/** System calls of one party, all that it made while `handshakeCount` handshakes were served. */
export interface CountedCalls {
  /** 1 or more. */
  readonly handshakeCount: number;
  readonly callCount: number;
}

/** Those of both parties; `null`: that one was not counted. */
export interface SystemCalls {
  readonly server: CountedCalls | null;
  readonly clients: CountedCalls | null;
}

/** What a use of resources says of them; `null` where nobody counted, or nothing was served. */
export function countedCalls(use: ResourceUse | null | undefined): CountedCalls | null {
  const { handshakeCount = 0, systemCallCount = null } = use ?? {};
  return handshakeCount === 0 || systemCallCount === null
    ? null
    : { handshakeCount, callCount: systemCallCount };
}

/** The average of one handshake; `null` where they were not counted. */
export function callsPerHandshake(counted: CountedCalls | null | undefined): number | null {
  return counted ? counted.callCount / counted.handshakeCount : null;
}

/** All of them together; a party that was not counted everywhere is not counted at all. */
export function addSystemCalls(parts: readonly SystemCalls[]): SystemCalls {
  const added = (pick: (part: SystemCalls) => CountedCalls | null): CountedCalls | null => {
    const known = parts.flatMap((part) => pick(part) ?? []);
    const sum = (quantity: (counted: CountedCalls) => number) =>
      known.reduce((total, counted) => total + quantity(counted), 0);
    return known.length === 0 || known.length < parts.length
      ? null
      : {
          handshakeCount: sum(({ handshakeCount }) => handshakeCount),
          callCount: sum(({ callCount }) => callCount),
        };
  };
  return { server: added(({ server }) => server), clients: added(({ clients }) => clients) };
}
