// Points of a sweep over service times that nobody measured: a server that does one thing after the
// other, and one that does two at a time but pays more for each.

import { burdenOf } from '../../src/model/burden.ts';
import type { CaseResult } from '../../src/model/run.ts';
import { withBurden } from '../../src/model/server-spec.ts';
import { madeBlock, madeCase } from './made-case.ts';

/** Sessions a second of the two servers by their names. */
export const serviceLaws: Readonly<Record<string, (serviceNs: number) => number>> = {
  basic: (serviceNs) => 1e9 / (90_000 + serviceNs),
  forking: (serviceNs) => 2e9 / (300_000 + serviceNs),
};

/** Where the two laws cross: 2 (90 µs + S) = 300 µs + S. */
export const crossingServiceNs = 120_000;

/** One server at one service time with 8 clients; throughput by its law unless told otherwise. */
export function servicePoint(
  name: string,
  serviceNs: number,
  perSecond = serviceLaws[name]?.(serviceNs) ?? 0,
): CaseResult {
  const plain = madeCase(name, []);
  const law = { kind: 'constant', constantNs: serviceNs } as const;
  const group = `8 clients, service ${serviceNs}ns, same core`;
  const established = 2_000;
  const busyNs = perSecond === 0 ? 1e9 : (established / perSecond) * 1e9;
  const blocks = madeBlock({ server: name, pair: null, pairKind: null, busyNs });
  return {
    ...plain,
    ...{ name: `${name}, ${group}`, group },
    server: withBurden(plain.server, burdenOf({ law, kind: 'cpu' }, 0)),
    load: { ...plain.load, clientCount: 8 },
    blocks: perSecond === 0 ? [] : [{ ...blocks, operationCount: established }],
  };
}
