// Every probe, in the order in which it is reported. A newcomer adds one with a file in `probes/`
// and a line here.

import { FifobenchError } from '../errors.ts';
import type { Probe } from './probe.ts';
import {
  deadAfterAck,
  deadAfterName,
  deadAfterOpen,
  deadFifoLeft,
  deadInOperation,
} from './probes/dying-clients.ts';
import { garbageLong, garbageShort, nameNoFifo, nameOutside } from './probes/garbage.ts';
import { replies } from './probes/replies.ts';
import { samePipe } from './probes/same-pipe.ts';
import { secondClient } from './probes/second-client.ts';
import { sessionTwice } from './probes/session-twice.ts';
import { slowReader } from './probes/slow-reader.ts';
import { stalePipe } from './probes/stale-pipe.ts';
import { stopIdle, stopInSession } from './probes/stop-signal.ts';
import { twentySessions } from './probes/twenty-sessions.ts';

/** All of them. */
export const probes: readonly Probe[] = [
  ...[sessionTwice, replies, secondClient, samePipe],
  ...[deadAfterOpen, deadAfterName, deadFifoLeft, deadAfterAck, deadInOperation],
  ...[garbageShort, garbageLong, nameNoFifo, nameOutside],
  ...[slowReader, stalePipe, stopIdle, stopInSession, twentySessions],
];

/**
 * The probes of these names in the order of the list; all where no name is given. Throws a
 * FifobenchError of code `usage` that lists what there is.
 */
export function chooseProbes(names: readonly string[]): readonly Probe[] {
  for (const name of names) {
    if (!probes.some((probe) => probe.name === name)) {
      const known = probes.map((probe) => probe.name).join(', ');
      throw new FifobenchError('usage', `--probe: no probe is called '${name}'`, {
        remedy: `choose from ${known}`,
      });
    }
  }
  return names.length === 0 ? probes : probes.filter(({ name }) => names.includes(name));
}
