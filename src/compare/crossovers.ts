// Crossovers of a sweep over service times: from which one on each server gets more sessions done
// than the first one.

import { burdenServiceNs } from '../model/burden.ts';
import type { Crossover } from '../model/crossover.ts';
import type { CaseResult } from '../model/run.ts';
import { burdenOfServer } from '../model/server-spec.ts';
import { findCrossover, type ThroughputPair } from '../stats/crossover.ts';
import { caseMetrics } from './metrics.ts';

/**
 * The crossover of each server with the first one, in the order of the cases; no cases give none.
 * Points at which one of the two got nothing done, or was not measured, are left out.
 */
export function crossoversOf(cases: readonly CaseResult[]): Crossover[] {
  const [baseline, ...candidates] = new Set(cases.map(({ server }) => server.name));
  return candidates.map((candidate) => {
    const points = pairsOf(cases, { baseline: baseline ?? '', candidate });
    const servicesNs = points.map(({ serviceNs }) => serviceNs);
    return {
      ...{ baseline: baseline ?? '', candidate },
      clientCount: cases[0]?.load.clientCount ?? 0,
      rangeNs: servicesNs.length === 0 ? null : [Math.min(...servicesNs), Math.max(...servicesNs)],
      ...findCrossover(points),
    };
  });
}

function pairsOf(
  cases: readonly CaseResult[],
  names: { baseline: string; candidate: string },
): ThroughputPair[] {
  const throughputOf = (name: string, serviceNs: number) => {
    const found = cases.find(
      ({ server }) => server.name === name && burdenServiceNs(burdenOfServer(server)) === serviceNs,
    );
    return found === undefined ? null : caseMetrics(found).handshakes_per_second;
  };
  const servicesNs = new Set(cases.map(({ server }) => burdenServiceNs(burdenOfServer(server))));
  return [...servicesNs].flatMap((serviceNs) => {
    const baselinePerSecond = throughputOf(names.baseline, serviceNs) ?? 0;
    const candidatePerSecond = throughputOf(names.candidate, serviceNs) ?? 0;
    return baselinePerSecond === 0 || candidatePerSecond === 0
      ? []
      : [{ serviceNs, baselinePerSecond, candidatePerSecond }];
  });
}
