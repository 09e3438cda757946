// How the throughput of each server of a sweep grows with its clients, as a fitted law.

import {
  fitScalabilityLaw,
  type ScalabilityLaw,
  type ScalingPoint,
  scaledThroughputPerSecond,
} from '../stats/usl.ts';
import { burdenServiceNs } from './burden.ts';
import { caseTotals } from './case-totals.ts';
import type { CaseResult, Run } from './run.ts';
import { burdenOfServer } from './server-spec.ts';

/** The law of one server, and what follows from it. */
export interface Scaling extends ScalabilityLaw {
  /** Throughput at the whole number of clients next to the peak; `null`: there is none. */
  readonly peakPerSecond: number | null;
  /** Points that the law is fitted to. */
  readonly pointCount: number;
}

/**
 * The laws of a sweep over clients by server; a server is missing where nothing could be fitted.
 * Empty for any other run.
 */
export function scalingOf({ kind, cases }: Pick<Run, 'kind' | 'cases'>): Map<string, Scaling> {
  const isOverClients = kind === 'sweep' && cases.every(({ load }) => load.open === undefined);
  const serviceTimes = new Set(cases.map(({ server }) => burdenServiceNs(burdenOfServer(server))));
  if (!isOverClients || serviceTimes.size > 1) {
    return new Map();
  }
  const servers = new Set(cases.map(({ server }) => server.name));
  return new Map(
    [...servers].flatMap((name) => {
      const points = cases.filter(({ server }) => server.name === name).flatMap(pointOf);
      const scaling = scalingOfPoints(points);
      return scaling === null ? [] : [[name, scaling] as const];
    }),
  );
}

function pointOf(result: CaseResult): ScalingPoint[] {
  const { handshakesPerSecond } = caseTotals(result);
  return handshakesPerSecond === null
    ? []
    : [{ clientCount: result.load.clientCount, perSecond: handshakesPerSecond }];
}

/** The law of the points of one server; `null` where nothing can be fitted. */
export function scalingOfPoints(points: readonly ScalingPoint[]): Scaling | null {
  const law = fitScalabilityLaw(points);
  if (law === null) {
    return null;
  }
  const { peakClientCount } = law;
  const peakPerSecond =
    peakClientCount === null ? null : scaledThroughputPerSecond(law, Math.round(peakClientCount));
  return { ...law, peakPerSecond, pointCount: points.length };
}
