// The figures of a case that reports show, gathered once. What was not measured, or rests on too
// few samples, is `null`; nothing is rounded here.

import { caseMetrics, type MetricValues } from '../compare/metrics.ts';
import { type FailureCount, type Phase, phases, type RaceOutcome } from '../model/block.ts';
import type { Burden } from '../model/burden.ts';
import { type CaseTotals, caseTotals, type UsePerHandshake } from '../model/case-totals.ts';
import { censoredResponses } from '../model/censored-responses.ts';
import type { Fairness } from '../model/fairness.ts';
import type { Load } from '../model/load.ts';
import type { MetricReadings } from '../model/metric-readings.ts';
import type { CaseResult } from '../model/run.ts';
import { burdenOfServer } from '../model/server-spec.ts';
import { caseReadings } from '../model/with-thresholds.ts';
import { type CaseQuantiles, caseQuantiles } from './latency-quantiles.ts';

/** What a report shows of one case. */
export interface CaseFigures {
  /** Where the case stands in the stored run: `cases[0]`. */
  readonly place: string;
  readonly group: string;
  readonly server: string;
  /** The server forks, so that a missing figure of its forks is worth a dash. */
  readonly forks: boolean;
  readonly load: Load;
  /** What the server carries beyond the protocol; `null`: nothing. */
  readonly burden: Burden | null;
  /** Every metric of the case. */
  readonly metrics: MetricValues;
  /** The same for people: a percentile that unfinished handshakes leave open is a lower bound. */
  readonly readings: MetricReadings;
  /** Percentiles from the median to the longest, as far as samples support them. */
  readonly quantiles: CaseQuantiles;
  /** How late the generator itself was; only of open load. */
  readonly lagP99Ns: number | null;
  readonly establishedCount: number;
  readonly failedCount: number;
  /** Opens of the well-known pipe. */
  readonly attemptCount: number;
  readonly collisionCount: number;
  /** How collisions ended; `null`: nobody raced. */
  readonly race: RaceOutcome | null;
  /** Cut off by the end, or never come to start. */
  readonly unfinishedCount: number;
  readonly failures: readonly FailureCount[];
  /** What the kernel charged for a handshake to either side. */
  readonly serverPerHandshake: UsePerHandshake;
  readonly clientPerHandshake: UsePerHandshake;
  /** Blocks that the figures are the sum of. */
  readonly blockCount: number;
  /** How evenly the clients were treated; `null`: not known. */
  readonly fairness: Fairness | null;
  /** What went wrong with the server itself, in words. */
  readonly serverFaults: readonly string[];
  /** Duration of the server's own fork call. */
  readonly forkNs: { readonly p50: number | null; readonly p90: number | null };
  /** Means of a handshake, of its phases and of the server's own fork call. */
  readonly meanNs: {
    readonly service: number | null;
    readonly fork: number | null;
    readonly phases: Readonly<Record<Phase, number | null>>;
  };
  /** Median time from just before the fork until the child runs. */
  readonly forkToChildNs: number | null;
}

/**
 * Gathers what a report shows of a case, which is the `index`th of its run, from 0. A case without
 * blocks has no figure but its counts.
 */
export function caseFigures(result: CaseResult, index = 0): CaseFigures {
  const totals = caseTotals(result);
  const { handshakes, failures, serverFaults, forkNs, forkToChildNs } = totals;
  return {
    place: `cases[${index}]`,
    group: result.group,
    server: result.server.name,
    forks: result.server.model === 'forking',
    load: result.load,
    burden: burdenOfServer(result.server) ?? null,
    metrics: caseMetrics(result),
    readings: caseReadings(result),
    quantiles: caseQuantiles(totals.latencies, censoredResponses(result)),
    lagP99Ns: totals.latencies.lag.percentileNs(0.99),
    establishedCount: handshakes.established,
    failedCount: handshakes.failed,
    attemptCount: handshakes.attempts,
    race: totals.race,
    collisionCount: handshakes.collisions,
    unfinishedCount: handshakes.unfinished,
    failures,
    serverPerHandshake: totals.serverPerHandshake,
    clientPerHandshake: totals.clientPerHandshake,
    blockCount: totals.blockCount,
    fairness: totals.fairness,
    serverFaults,
    forkNs: { p50: forkNs?.percentileNs(0.5) ?? null, p90: forkNs?.percentileNs(0.9) ?? null },
    meanNs: meansOf(totals),
    forkToChildNs: forkToChildNs?.percentileNs(0.5) ?? null,
  };
}

function meansOf({ latencies, forkNs }: CaseTotals): CaseFigures['meanNs'] {
  const ofPhases = phases.map((phase) => [phase, latencies.phases[phase].meanNs] as const);
  return {
    service: latencies.service.meanNs,
    fork: forkNs?.meanNs ?? null,
    phases: Object.fromEntries(ofPhases) as Record<Phase, number | null>,
  };
}
