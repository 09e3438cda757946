// The same scenario at one point after the other, each with a fresh server. A point that cannot be
// measured costs that point; an abort leaves the points that were finished before it.

import { describe } from '../errors.ts';
import type { Extent, Load } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import type { CaseResult, Run } from '../model/run.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { assembleRun, blockTeller, type MeasurementOptions } from './measurement.ts';
import { extentOfLoad } from './open-plan.ts';
import { type ProgressListener, relay } from './progress.ts';
import { remainingOfRoundsNs } from './remaining-time.ts';
import { type LoadOptions, runLoad } from './run-load.ts';

/** One server under the load of one point. */
export interface SweptCase {
  readonly server: ServerSpec;
  /** `10 clients, unpinned`; unique for its server within the sweep. */
  readonly group: string;
  readonly load: Load;
  readonly placement: Placement;
  /** What the reader must know of this point, such as limits of the server. */
  readonly notes?: readonly string[];
}

/** What is swept, and how long each point takes. */
export interface SweepOptions extends MeasurementOptions {
  /** In the order in which they are measured. */
  readonly cases: readonly SweptCase[];
  /** Of each point. */
  readonly extent: Extent;
  /** Time for which each fresh server is loaded before anything is recorded. */
  readonly warmupNs: number;
  readonly scenario: string;
}

/** Measures one point, and tells how far it is. */
export type PointMeasurement = (
  swept: SweptCase,
  onProgress: ProgressListener | undefined,
) => Promise<Run>;

/**
 * Runs the sweep. Throws what `runLoad` throws where not even one point can be measured; a later
 * failure is a note and makes the run a failed one.
 */
export async function sweepLoad(options: SweepOptions): Promise<Run> {
  return await assembleSweep(options, (means) => measurePoints(options.cases, means));
}

/** The run of a sweep whose points `measure` chooses and measures. Throws what `measure` throws. */
export async function assembleSweep(
  options: SweepOptions,
  measure: (means: SweepMeans) => Promise<SweepSum>,
): Promise<Run> {
  const startedAt = new Date();
  const startedNs = process.hrtime.bigint();
  const elapsedNs = () => Number(process.hrtime.bigint() - startedNs);
  const { extent, scenario } = options;
  const plan = { ...{ kind: 'sweep' as const, scenario, extent, design: null, startedAt } };
  const tell = await blockTeller(plan, options);
  const onMeasured = (cases: readonly CaseResult[]) => tell(options.signal.aborted ? [] : cases);
  const sum = await measure({
    measure: pointMeasurement({ ...options, onMeasured }),
    signal: options.signal,
    onProgress: options.onProgress,
    elapsedNs,
  });
  const parts = {
    ...{ ...plan, verdicts: [], elapsedNs: elapsedNs() },
    ...{ cases: sum.cases, notes: sum.notes, isIncomplete: sum.isIncomplete },
  };
  const run = await assembleRun(parts, options);
  return { ...run, validity: { valid: sum.causes.length === 0, causes: sum.causes } };
}

/** The measurement that loads a real server; open load lasts as long as its plan. */
export function pointMeasurement(
  options: Omit<SweepOptions, 'cases'> & Pick<LoadOptions, 'onMeasured'>,
): PointMeasurement {
  const { extent, warmupNs, scenario, seed, signal, parentDirectory, onMeasured } = options;
  return async (swept, onProgress) => {
    const point: LoadOptions = {
      ...{ ...swept, extent: extentOfLoad(swept.load, extent), warmupNs, scenario, seed },
      ...{ signal, parentDirectory, onProgress },
      ...(onMeasured === undefined ? {} : { onMeasured }),
    };
    return await runLoad(point);
  };
}

/** What all points together came to. */
export interface SweepSum {
  readonly cases: readonly CaseResult[];
  readonly notes: readonly string[];
  /** Why points allow no conclusion. */
  readonly causes: readonly string[];
  /** A point failed for a reason other than an abort. */
  readonly isIncomplete: boolean;
}

/** What `measurePoints` needs besides its points. */
export interface SweepMeans {
  readonly measure: PointMeasurement;
  readonly signal: AbortSignal;
  /** Absent: nobody wants to know. */
  readonly onProgress?: ProgressListener | undefined;
  /** Time since the sweep began. */
  readonly elapsedNs: () => number;
}

/**
 * Measures the points in order. The point that an abort cuts off is left out, since it was not
 * measured as long as the others. Without points the sum is empty.
 */
export async function measurePoints(
  points: readonly SweptCase[],
  means: SweepMeans,
): Promise<SweepSum> {
  const runs: Run[] = [];
  const failures: string[] = [];
  const progress = new SweepProgress(points, means);
  for (const [index, point] of points.entries()) {
    if (means.signal.aborted) {
      break;
    }
    try {
      const run = await means.measure(point, progress.listenerAt(index));
      if (run.status !== 'interrupted') {
        runs.push(run);
      }
    } catch (error) {
      if (runs.length === 0) {
        throw error;
      }
      failures.push(`${point.server.name}, ${point.group}: not measured: ${describe(error)}`);
    }
  }
  return {
    cases: runs.flatMap(({ cases }) => cases),
    notes: [...runs.flatMap(namedNotes), ...failures],
    causes: runs.flatMap(({ validity }) => validity.causes),
    isIncomplete: failures.length > 0 || runs.some(({ status }) => status === 'failed'),
  };
}

function namedNotes({ cases, notes }: Run): string[] {
  return notes.map((note) => `${cases[0]?.name}: ${note}`);
}

/** Turns the progress of one point into that of the whole sweep. */
class SweepProgress {
  readonly #points: readonly SweptCase[];
  readonly #means: SweepMeans;
  #before = { establishedCount: 0, failedCount: 0 };
  #now = { establishedCount: 0, failedCount: 0 };

  constructor(points: readonly SweptCase[], means: SweepMeans) {
    this.#points = points;
    this.#means = means;
  }

  /** A point begins; what the one before it did is added up. */
  listenerAt(index: number): ProgressListener | undefined {
    this.#before = this.#now;
    const startedNs = this.#means.elapsedNs();
    return relay(this.#means.onProgress, (event) => {
      this.#now = {
        establishedCount: this.#before.establishedCount + event.establishedCount,
        failedCount: this.#before.failedCount + event.failedCount,
      };
      const elapsedNs = this.#means.elapsedNs();
      const caseCount = this.#points.length;
      const remainingNs = remainingOfRoundsNs({
        ...{ doneRoundCount: index, roundCount: caseCount, elapsedNs },
        roundElapsedNs: elapsedNs - startedNs,
        blockRemainingNs: event.remainingNs,
      });
      return {
        ...{ ...event, ...this.#now },
        ...{ caseOrdinal: index + 1, caseCount, elapsedNs, remainingNs },
      };
    });
  }
}
