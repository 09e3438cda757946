// Runs micro-benchmarks one after the other through tinybench. A batch reports its own time, which
// is all that enters a figure: what a batch has to make ready before it is never counted.

import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { Bench, type Statistics } from 'tinybench';
import { describe, FifobenchError } from '../errors.ts';
import { type MicroFigure, type MicroTimes, microName } from '../model/micro-result.ts';
import type { MicroBatches, MicroSubject } from '../model/micro-subject.ts';
import type { Placement } from '../model/placement.ts';
import type { Run } from '../model/run.ts';
import { assembleRun } from './measurement.ts';

/** A subject at a placement is about to be measured. */
export interface MicroProgress {
  readonly name: string;
  /** From 1. */
  readonly ordinal: number;
  readonly count: number;
}

/** What is measured, and for how long. */
export interface MicroOptions {
  readonly subjects: readonly MicroSubject[];
  /** Where subjects with two sides are measured; an empty list leaves those out. */
  readonly pinnedPlacements: readonly Placement[];
  /** Measured time of a subject at a placement. */
  readonly durationNs: number;
  /** One operation in one batch each: shows that all works, and measures nothing. */
  readonly isSmoke: boolean;
  readonly parentDirectory: string;
  /** Ends the run after the present batch; finished figures are kept. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MicroProgress) => void;
}

/** Batches that a figure is made of at least: the fewest that have a median. */
const batchCountMin = 20;
/** Batches that must lie beyond a percentile. */
const beyondCountMin = 10;
const warmupRatio = 0.2;
/** What tinybench calls a relative margin is a percentage. */
const percentPerWhole = 100;

/**
 * Measures the subjects in their order. A subject that fails makes the run invalid, with its
 * cause, and the others are measured all the same. Throws only what describing the machine
 * throws.
 */
export async function runMicro(options: MicroOptions): Promise<Run> {
  const startedAt = new Date();
  const started = process.hrtime.bigint();
  const works = options.subjects.flatMap((subject) =>
    placementsOf(subject, options.pinnedPlacements).map((placement) => ({ subject, placement })),
  );
  const figures: MicroFigure[] = [];
  const notes: string[] = [];
  const causes: string[] = [];
  for (const [index, work] of works.entries()) {
    if (options.signal.aborted) {
      break;
    }
    const name = nameOf(work);
    options.onProgress({ name, ordinal: index + 1, count: works.length });
    await turnOfTheLoop();
    try {
      const measured = await measure(work, options);
      figures.push(...measured.figures);
      notes.push(...measured.notes.map((note) => `${name}: ${note}`));
    } catch (error) {
      causes.push(`${name}: ${describe(error)}`);
    }
  }
  const elapsedNs = Number(process.hrtime.bigint() - started);
  const { durationNs } = options;
  const run = await assembleRun(
    {
      ...{ kind: 'bench', scenario: 'micro', extent: { kind: 'duration', durationNs } },
      ...{ design: null, cases: [], verdicts: [], notes },
      ...{ isIncomplete: causes.length > 0, startedAt, elapsedNs },
    },
    { ...options, seed: 0, onProgress: () => undefined },
  );
  return { ...run, micro: figures, validity: { valid: causes.length === 0, causes } };
}

interface Work {
  readonly subject: MicroSubject;
  readonly placement: Placement;
}

function placementsOf(
  { placements }: MicroSubject,
  pinnedPlacements: readonly Placement[],
): readonly Placement[] {
  return placements === 'both'
    ? pinnedPlacements
    : [{ name: 'unpinned', serverCpus: [], clientCpus: [] }];
}

function nameOf({ subject: { name }, placement }: Work): string {
  return microName({ subject: name, placement });
}

interface Measured {
  /** One; none where it was interrupted. */
  readonly figures: readonly MicroFigure[];
  readonly notes: readonly string[];
}

async function measure(work: Work, options: MicroOptions): Promise<Measured> {
  const { subject, placement } = work;
  const { parentDirectory, isSmoke } = options;
  const operationCount = isSmoke ? 1 : subject.operationCount;
  const batches = await subject.prepare({ parentDirectory, placement });
  let notes: readonly string[] = [];
  let statistics: Statistics | null = null;
  try {
    statistics = await sample({ batches, operationCount }, options);
  } finally {
    notes = await batches.finish();
  }
  const figures = statistics === null ? [] : [toFigure(work, { statistics, operationCount })];
  return { figures, notes };
}

function toFigure(
  { subject: { name, unit, against }, placement }: Work,
  { statistics, operationCount }: { statistics: Statistics; operationCount: number },
): MicroFigure {
  const marginRatio = statistics.rme / percentPerWhole;
  return {
    ...{ subject: name, unit, placement, operationCount, against },
    batchCount: statistics.samplesCount,
    operationNs: timesOf(statistics, operationCount),
    marginRatio: Number.isFinite(marginRatio) ? marginRatio : 0,
  };
}

/** Batch after batch under tinybench, with a turn of the event loop before each: signals get in. */
async function sample(
  { batches, operationCount }: { batches: MicroBatches; operationCount: number },
  { durationNs, isSmoke, signal }: MicroOptions,
): Promise<Statistics | null> {
  const timeMs = isSmoke ? 0 : durationNs / 1e6;
  // Tinybench never takes its listeners off a signal, which lives for many subjects.
  const stop = new AbortController();
  const abort = () => stop.abort();
  const bench = new Bench({
    time: timeMs,
    iterations: isSmoke ? 1 : batchCountMin,
    warmup: !isSmoke,
    warmupTime: timeMs * warmupRatio,
    warmupIterations: 1,
    throws: true,
    signal: stop.signal,
  });
  bench.add('batch', async () => {
    await turnOfTheLoop();
    return { overriddenDuration: batches.run(operationCount) / 1e6 };
  });
  signal.addEventListener('abort', abort);
  try {
    // It may have come while the subject was made ready.
    if (!signal.aborted) {
      await bench.run();
    }
  } finally {
    signal.removeEventListener('abort', abort);
  }
  if (signal.aborted) {
    return null;
  }
  const [result] = bench.results;
  if (result?.state !== 'completed') {
    throw new FifobenchError('internal', `tinybench ended as ${result?.state}`);
  }
  return result.latency;
}

/** From milliseconds a batch to nanoseconds an operation. */
function timesOf(latency: Statistics, operationCount: number): MicroTimes {
  const perOperationNs = (batchMs: number) => (batchMs * 1e6) / operationCount;
  const percentileNs = (batchMs: number, ratio: number) =>
    latency.samplesCount * (1 - ratio) >= beyondCountMin - 1e-9 ? perOperationNs(batchMs) : null;
  return {
    mean: perOperationNs(latency.mean),
    min: perOperationNs(latency.min),
    max: perOperationNs(latency.max),
    p50: percentileNs(latency.p50, 0.5),
    p99: percentileNs(latency.p99, 0.99),
  };
}
