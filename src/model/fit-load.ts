// Cuts a load down to what a server can bear by its profile, and says so: a limit of the server is
// no fault of it, but must not pass unsaid either.

import { payloadLimitBytes } from '../profile/payload-limit.ts';
import type { Profile } from '../profile/profile.ts';
import { counted } from './counted.ts';
import type { Load } from './load.ts';

/** A load that fits, and one sentence for each cut and each delay that the reader must know of. */
export interface FittedLoad<Fitted extends Load> {
  readonly load: Fitted;
  readonly notes: readonly string[];
}

/** The load that a server of this profile can bear. A load that fits comes back as it was. */
export function fitLoad<Fitted extends Load>(load: Fitted, profile: Profile): FittedLoad<Fitted> {
  const cuts = [
    ...clientCut(load, profile),
    ...operationCut(load, profile),
    ...payloadCut(load, profile),
  ];
  const changes = Object.assign({}, ...cuts.map(({ change }) => change)) as Partial<Load>;
  return {
    load: { ...load, ...changes },
    notes: [...cuts.map(({ note }) => note), ...delayNotes(profile)],
  };
}

interface Cut {
  readonly change: Partial<Load>;
  readonly note: string;
}

function clientCut({ clientCount, threadCount }: Load, { server }: Profile): Cut[] {
  const most = server.maxConcurrent ?? Number.POSITIVE_INFINITY;
  const clients = counted(most, 'client');
  const note = `${clients} instead of ${clientCount}, since the server bears no more at once`;
  const change = { clientCount: most, threadCount: Math.min(threadCount, most) };
  return clientCount > most ? [{ change, note }] : [];
}

function operationCut({ operationCount }: Load, { server, operation, ...profile }: Profile): Cut[] {
  const most =
    operation.pattern === 'none' ? 0 : (server.maxOperations ?? Number.POSITIVE_INFINITY);
  if (operationCount > most) {
    const operations = counted(most, 'operation');
    const note = `${operations} a session instead of ${operationCount}: the server ends then`;
    const none = 'no operations, since the profile has none';
    return [{ change: { operationCount: most }, note: most === 0 ? none : note }];
  }
  // Where nothing is acknowledged, a client that asks for nothing would be gone unserved.
  const isUnanswered = profile.connect === null || profile.ack === null;
  const what = profile.connect === null ? 'is sent to' : 'comes back from';
  const note = `1 operation a session, since without one nothing ${what} this server`;
  return operationCount === 0 && isUnanswered && operation.pattern !== 'none'
    ? [{ change: { operationCount: 1 }, note }]
    : [];
}

function payloadCut({ payloadBytes }: Load, profile: Profile): Cut[] {
  const most = payloadLimitBytes(profile) ?? Number.POSITIVE_INFINITY;
  const note = `a payload of ${most} B instead of ${payloadBytes} B, beyond its buffers`;
  return payloadBytes > most ? [{ change: { payloadBytes: most }, note }] : [];
}

function delayNotes({ server }: Profile): string[] {
  const { builtinDelayMs = 0 } = server;
  const note = `the server sleeps up to ${builtinDelayMs} ms by itself, so deadlines are longer`;
  return builtinDelayMs === 0 ? [] : [note];
}
