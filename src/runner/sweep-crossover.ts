// A sweep over service times that looks more closely where one server overtakes another: after the
// points that were asked for it adds some between the two that enclose the crossover. How many is
// bounded, and a point that fails costs only itself.

import { crossoversOf } from '../compare/crossovers.ts';
import { describe } from '../errors.ts';
import { burdenServiceNs } from '../model/burden.ts';
import type { Crossover } from '../model/crossover.ts';
import type { CaseResult, Run } from '../model/run.ts';
import { burdenOfServer } from '../model/server-spec.ts';
import { nextServiceNs } from '../stats/crossover.ts';
import { relay } from './progress.ts';
import {
  assembleSweep,
  measurePoints,
  type SweepMeans,
  type SweepOptions,
  type SweepSum,
  type SweptCase,
} from './sweep.ts';

/** What is swept, and how a point in between is made. */
export interface CrossoverOptions extends SweepOptions {
  /** All servers at one more service time (ns), in the order of the sweep. */
  readonly casesAt: (serviceNs: number) => readonly SweptCase[];
}

/** Points with a smaller ratio of service times differ by less than they waver. */
const closeRatio = 1.35;

/** Points that are added for each server after the first one at most. */
const addedPointsMax = 5;

/** Runs the sweep and returns it with its crossovers. Throws what `sweepLoad` throws. */
export async function sweepCrossover(options: CrossoverOptions): Promise<Run> {
  const run = await assembleSweep(options, (means) => measureCrossovers(options, means));
  return { ...run, crossovers: crossoversOf(run.cases) };
}

/** Measures the points that were asked for and those that they call for. */
export async function measureCrossovers(
  { cases, casesAt }: Pick<CrossoverOptions, 'cases' | 'casesAt'>,
  means: SweepMeans,
): Promise<SweepSum> {
  let sum = await measurePoints(cases, means);
  const candidates = crossoversOf(sum.cases).map(({ candidate }) => candidate);
  for (const candidate of candidates) {
    for (let added = 0; added < addedPointsMax && !means.signal.aborted; added += 1) {
      const crossover = crossoversOf(sum.cases).find((each) => each.candidate === candidate);
      const next = crossover === undefined ? null : nextServiceNs(crossover, { closeRatio });
      if (crossover === undefined || next === null) {
        break;
      }
      const points = casesAt(next).filter(({ server }) => isOf(crossover, server.name));
      sum = joined(sum, await measureMore(points, { means, doneCount: sum.cases.length }));
    }
  }
  return { ...sum, cases: sorted(sum.cases) };
}

function isOf({ baseline, candidate }: Crossover, name: string): boolean {
  return name === baseline || name === candidate;
}

/** Points beyond those that were planned: how many are still to come nobody knows. */
async function measureMore(
  points: readonly SweptCase[],
  { means, doneCount }: { means: SweepMeans; doneCount: number },
): Promise<SweepSum> {
  const onProgress = relay(means.onProgress, (event) => ({
    ...event,
    caseOrdinal: doneCount + event.caseOrdinal,
    caseCount: doneCount + event.caseCount,
    remainingNs: null,
  }));
  try {
    return await measurePoints(points, { ...means, onProgress });
  } catch (error) {
    const note = `${points[0]?.group}: not measured: ${describe(error)}`;
    return { cases: [], notes: [note], causes: [], isIncomplete: true };
  }
}

function joined(first: SweepSum, second: SweepSum): SweepSum {
  return {
    cases: [...first.cases, ...second.cases],
    notes: [...first.notes, ...second.notes],
    causes: [...first.causes, ...second.causes],
    isIncomplete: first.isIncomplete || second.isIncomplete,
  };
}

/** The shortest service time first; the servers of a point stay in their order. */
function sorted(cases: readonly CaseResult[]): CaseResult[] {
  const serviceOf = ({ server }: CaseResult) => burdenServiceNs(burdenOfServer(server));
  return cases.toSorted((left, right) => serviceOf(left) - serviceOf(right));
}
