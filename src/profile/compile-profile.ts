// Turns a profile, which people write, into what the engine and the probes run.

import { compileRead } from './compile-read.ts';
import { compileWrite, type FifoNames, namelessFifos, writeTemplate } from './compile-write.ts';
import type { CompiledProfile, ReplyCheck } from './compiled-profile.ts';
import type { Profile } from './profile.ts';

const nsPerMs = 1_000_000;

/**
 * Compiles a profile that has passed `parseProfile`, or a built-in one; anything else may fail an
 * assertion.
 */
export function compileProfile(profile: Profile): CompiledProfile {
  const { server, wkp, fifos, channels, operation } = profile;
  const names: FifoNames = {
    down: writeTemplate(fifos.down, { names: namelessFifos }),
    up: fifos.up === undefined ? [] : writeTemplate(fifos.up, { names: namelessFifos }),
  };
  return {
    name: profile.name,
    wkpPath: wkp.path,
    wkpIsRemoved: isRemovedForClients(profile),
    holdsWkp: wkp.hold === 'session',
    gate: gateOf(profile),
    up: channels.up === 'fifo' ? 'fifo' : 'wkp',
    down: channels.down,
    downName: names.down,
    upName: names.up,
    fifoMode: Number.parseInt(fifos.mode ?? '0600', 8),
    ...unlinkOf(profile),
    connect: compileWrite(profile.connect ?? [], names),
    ack: compileRead(profile.ack ?? [], names),
    response: compileWrite(profile.response ?? [], names),
    operation: operation.pattern,
    request: compileWrite(operation.request ?? [], names),
    reply: compileRead(operation.reply ?? [], names),
    check: compileCheck(operation.check ?? 'none'),
    trim: operation.trim ?? 'none',
    endMessage: compileWrite(profile.end?.send ?? [], names),
    extraTimeoutNs: (server.builtinDelayMs ?? 0) * nsPerMs,
  };
}

/** Whether the well-known pipe is taken away for a client, so that others must wait. */
export function isRemovedForClients({ wkp }: Profile): boolean {
  return wkp.lifecycle === 'recreate' || wkp.lifecycle === 'once';
}

/** The gate that is meant: a removed pipe is guarded until it is gone, another one not at all. */
export function gateOf(profile: Profile): CompiledProfile['gate'] {
  return profile.wkp.gate ?? (isRemovedForClients(profile) ? 'until-unlinked' : 'none');
}

/**
 * Who removes the private FIFOs, and when. Where nothing is said it is the client: when it has read
 * the acknowledgement, or at the end where there is none or the server opens the FIFO again.
 */
export function unlinkOf({ fifos, ack, channels }: Profile) {
  const isDoneAtAck = ack !== null && channels.down === 'session';
  return {
    unlinkedBy: fifos.unlink?.by ?? ('client' as const),
    unlinkedAt: fifos.unlink?.at ?? (isDoneAtAck ? ('after-ack' as const) : ('end' as const)),
  };
}

function compileCheck(check: NonNullable<Profile['operation']['check']>): ReplyCheck {
  if (check === 'none' || check === 'golden') {
    return { check };
  }
  return 'prefix' in check
    ? { check: 'prefix', bytes: new TextEncoder().encode(check.prefix) }
    : { check: 'transform', transform: check.transform };
}
