// Searches for the highest rate at which a server keeps its thresholds, each probe with a fresh
// server. Where to look next is decided by search-rate.ts; here is what a probe does and what its
// answer means.

import type { CaseResult, RateSearch, Run } from '../model/run.ts';
import type { Threshold } from '../model/threshold.ts';
import { keepsUp } from '../model/validity-causes.ts';
import { withThresholds } from '../model/with-thresholds.ts';
import { assembleRun } from './measurement.ts';
import { openFigures } from './open-plan.ts';
import { relay } from './progress.ts';
import { type RateSearchOutcome, type RateSearchPlan, searchRate } from './search-rate.ts';
import {
  type PointMeasurement,
  pointMeasurement,
  type SweepOptions,
  type SweptCase,
} from './sweep.ts';

/** What is searched, and what must be kept. */
export interface SearchOptions extends Omit<SweepOptions, 'cases'> {
  /** The server under open load of this rate. */
  readonly caseAt: (ratePerSecond: number) => SweptCase;
  /** At least one; all of them must be kept. */
  readonly thresholds: readonly Threshold[];
  readonly plan: RateSearchPlan;
}

/**
 * Runs the search and returns a sweep of all its probes, the lowest rate first, with its outcome. A
 * probe keeps the thresholds if it crosses none, the server lives, and it completed what was
 * offered. A late generator alone breaks nothing, since its lag is part of response: what was kept
 * with it is kept without; but a note tells. The run is invalid only where no rate at all was kept,
 * with the causes of the lowest one. Throws what `runLoad` throws.
 */
export async function searchLoad(options: SearchOptions): Promise<Run> {
  const startedAt = new Date();
  const startedNs = process.hrtime.bigint();
  const { extent, scenario, signal } = options;
  const probes = new Probes(options, pointMeasurement(options));
  const outcome = await searchRate(options.plan, (rate) => probes.probe(rate));
  const parts = {
    ...{ kind: 'sweep' as const, scenario, extent, design: null, verdicts: [] },
    ...{ cases: probes.cases(), notes: probes.notes(), isIncomplete: false },
    ...{ startedAt, elapsedNs: Number(process.hrtime.bigint() - startedNs) },
  };
  const run = await assembleRun(parts, options);
  const causes = outcome.keptPerSecond === null && !signal.aborted ? probes.lowestCauses() : [];
  return {
    ...run,
    validity: { valid: causes.length === 0, causes },
    rateSearch: rateSearchOf(outcome),
  };
}

/** What is stored of a search. */
export function rateSearchOf(outcome: RateSearchOutcome): RateSearch {
  const { kind, keptPerSecond, brokenPerSecond, probeCount } = outcome;
  return {
    keptPerSecond,
    crossedPerSecond: brokenPerSecond,
    probeCount,
    settled: kind === 'found' || kind === 'none' || kind === 'unbounded',
  };
}

/** Measures probes and keeps what they found. */
export class Probes {
  readonly #options: Pick<SearchOptions, 'caseAt' | 'thresholds' | 'onProgress'>;
  readonly #measure: PointMeasurement;
  readonly #found: { readonly ratePerSecond: number; readonly run: Run }[] = [];

  constructor(
    options: Pick<SearchOptions, 'caseAt' | 'thresholds' | 'onProgress'>,
    measure: PointMeasurement,
  ) {
    this.#options = options;
    this.#measure = measure;
  }

  /** Whether a rate keeps the thresholds; `null`: an abort cut the probe off. */
  async probe(ratePerSecond: number): Promise<boolean | null> {
    const { caseAt, thresholds, onProgress } = this.#options;
    const ordinal = this.#found.length + 1;
    const probe = { caseOrdinal: ordinal, caseCount: ordinal, remainingNs: null };
    const run = await this.#measure(
      caseAt(ratePerSecond),
      relay(onProgress, (event) => ({ ...event, ...probe })),
    );
    if (run.status === 'interrupted') {
      return null;
    }
    this.#found.push({ ratePerSecond, run });
    const outcomes = withThresholds(run, thresholds).thresholds ?? [];
    return outcomes.every(({ crossed }) => !crossed) && run.cases.every(isServed);
  }

  /** The cases of all probes, the lowest rate first; a rate that was tried again is numbered. */
  cases(): CaseResult[] {
    const times = new Map<string, number>();
    return this.#ascending().flatMap(({ run }) =>
      run.cases.map((caseResult) => {
        const time = (times.get(caseResult.name) ?? 0) + 1;
        times.set(caseResult.name, time);
        const suffix = time === 1 ? '' : ` (${time})`;
        return { ...caseResult, name: `${caseResult.name}${suffix}` };
      }),
    );
  }

  /** The notes of all probes with their names, and why probes were not valid. */
  notes(): string[] {
    return this.#ascending().flatMap(({ run }) => [
      ...run.notes.map((note) => `${run.cases[0]?.name}: ${note}`),
      ...run.validity.causes,
    ]);
  }

  /** Why the first probe of the lowest rate allows no conclusion; none where it does. */
  lowestCauses(): readonly string[] {
    return this.#ascending()[0]?.run.validity.causes ?? [];
  }

  #ascending() {
    return this.#found.toSorted((left, right) => left.ratePerSecond - right.ratePerSecond);
  }
}

/** Whether the server lived and kept up with what it was offered; the generator is not judged. */
function isServed({ blocks }: CaseResult): boolean {
  return blocks.every((block) => {
    const figures = openFigures(block);
    const isAlive = block.serverFault === null && block.handshakes.established > 0;
    return isAlive && (figures === null || keepsUp(figures));
  });
}
