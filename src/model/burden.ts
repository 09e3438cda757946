// What a built-in server carries beyond the protocol: operations that take time, and memory that
// makes its forks dearer. Only built-in servers can be given one.

import { meanServiceNs, type ServiceTime, serviceLawText } from './service-time.ts';

/** What a server carries; there is none without either of the two. */
export interface Burden {
  /** What each operation takes; absent: it is answered at once. */
  readonly service?: ServiceTime;
  /** Private memory of the server, written to at its start; 0: none. */
  readonly ballastBytes: number;
}

/** A burden of these parts, or `undefined` where they come to nothing. */
export function burdenOf(service: ServiceTime | undefined, ballastBytes: number) {
  const takesTime = service !== undefined && meanServiceNs(service.law) > 0;
  if (!takesTime && ballastBytes === 0) {
    return undefined;
  }
  return takesTime ? { service, ballastBytes } : { ballastBytes };
}

/** The service time in a few words, `service 100us`; `service 0` without one. */
export function serviceWords(burden: Burden | undefined): string {
  if (burden?.service === undefined) {
    return 'service 0';
  }
  const { law, kind } = burden.service;
  return `service ${serviceLawText(law)}${kind === 'sleep' ? ' asleep' : ''}`;
}

const mebibyteBytes = 1_048_576;

/** The ballast in a few words, `ballast 200MiB`; `ballast 0` without any. */
export function ballastWords(burden: Burden | undefined): string {
  const bytes = burden?.ballastBytes ?? 0;
  const isRound = bytes > 0 && bytes % mebibyteBytes === 0;
  return `ballast ${isRound ? `${bytes / mebibyteBytes}MiB` : bytes}`;
}

/** The mean of what each operation takes under this burden; 0 without a service time. */
export function burdenServiceNs(burden: Burden | undefined): number {
  return burden?.service === undefined ? 0 : meanServiceNs(burden.service.law);
}
