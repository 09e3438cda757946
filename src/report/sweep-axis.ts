// Along what the points of a sweep lie: a number of clients, an offered rate, or a service time.

import { burdenServiceNs } from '../model/burden.ts';
import { meanRatePerSecond } from '../stats/arrival-plan.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatDuration, formatRate } from './format-quantity.ts';

/** What the points of a sweep differ in. */
export interface SweepAxis {
  readonly kind: 'clients' | 'rate' | 'service';
  /** Heading of a column of positions. */
  readonly heading: string;
  /** Name of an axis of positions. */
  readonly title: string;
  /** Where a point lies, 0 or more: clients, handshakes a second, or nanoseconds. */
  readonly positionOf: (figures: CaseFigures) => number;
  /** Where that stands in the stored run; empty where it is nowhere, as a service time of 0. */
  readonly placeOf: (figures: CaseFigures) => string;
  /** A position in a cell. */
  readonly format: (position: number) => string;
  /** A position on an axis that says what it counts. */
  readonly formatTick: (position: number) => string;
}

const ofClients: SweepAxis = {
  kind: 'clients',
  heading: 'clients',
  title: 'clients',
  positionOf: ({ load }) => load.clientCount,
  placeOf: ({ place }) => `${place}.clientCount`,
  format: formatCount,
  formatTick: formatCount,
};

const ofRates: SweepAxis = {
  kind: 'rate',
  heading: 'offered',
  title: 'offered/s',
  positionOf: offeredPerSecond,
  placeOf: ({ place }) => `${place}.offeredPerSecond`,
  format: formatRate,
  formatTick: formatCount,
};

const ofServices: SweepAxis = {
  kind: 'service',
  heading: 'service',
  title: 'service',
  positionOf: serviceNsOf,
  placeOf: servicePlace,
  format: formatService,
  formatTick: formatService,
};

/** The axis of these points; of clients where there are none. */
export function sweepAxis(points: readonly CaseFigures[]): SweepAxis {
  if (points.some(({ load }) => load.open !== undefined)) {
    return ofRates;
  }
  return new Set(points.map(serviceNsOf)).size > 1 ? ofServices : ofClients;
}

function formatService(serviceNs: number): string {
  return serviceNs === 0 ? '0' : formatDuration(serviceNs);
}

function serviceNsOf({ burden }: CaseFigures): number {
  return burdenServiceNs(burden ?? undefined);
}

function servicePlace({ place, burden }: CaseFigures): string {
  return burden?.service === undefined ? '' : `${place}.operations.plannedServiceNs`;
}

/** The mean rate of open load; 0 for closed load. */
function offeredPerSecond({ load: { open } }: CaseFigures): number {
  return meanRatePerSecond(open?.stages ?? []);
}
