// A folder of stored runs that nobody measured, thousands if need be: each holds to the schema and
// is as large as a real one, and its summaries follow simulated series. Histograms and blocks are
// those of one made-up run, since a history reads summaries.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredRun } from '../../src/store/run-schema.ts';
import { toStoredRun } from '../../src/store/to-stored-run.ts';
import { sampleRun } from './sample-run.ts';
import { type SeriesSketch, simulatedSeries } from './simulated-series.ts';

/** A folder to be filled. */
export interface SimulatedFolder {
  readonly directory: string;
  readonly runCount: number;
  /** From which run on the handshake of the first case takes longer by how much. */
  readonly step?: SeriesSketch['step'];
  readonly noiseRatio?: number;
  /** Cases of each run, 1 to 5. */
  readonly caseCount?: number;
  /** Changes a run before it is written. */
  readonly change?: (run: StoredRun, index: number) => StoredRun;
}

/** The day of the first run; one run an hour. */
const firstStart = Date.UTC(2025, 0, 1);

const hourMs = 3_600_000;

/** Start of the run of an index. */
export function startOf(index: number): string {
  return new Date(firstStart + index * hourMs).toISOString();
}

/** Fills the folder with files as `saveRun` would name them. */
export function writeSimulatedRuns({
  directory,
  runCount,
  step,
  noiseRatio = 0.03,
  caseCount = 1,
  change = (run) => run,
}: SimulatedFolder): void {
  mkdirSync(directory, { recursive: true });
  const { cases: allCases } = sampleRun();
  const single = sampleRun({
    ...{ kind: 'run', design: null, verdicts: [], notes: [] },
    cases: allCases.slice(0, caseCount),
  });
  const template = toStoredRun(single);
  const sketch = { pointCount: runCount, noiseRatio, spikeChanceRatio: 0, spikeRatio: 0 };
  const factors = (seed: number, steps: boolean) =>
    simulatedSeries({ ...sketch, seed, ...(steps && step !== undefined ? { step } : {}) }, 1);
  const byCase = template.cases.map((_, index) => ({
    service: factors(3 * index + 1, index === 0),
    rate: factors(3 * index + 2, false),
    use: factors(3 * index + 3, false),
  }));
  for (let index = 0; index < runCount; index += 1) {
    const run: StoredRun = {
      ...template,
      startedAt: startOf(index),
      cases: template.cases.map((each, place) => ({
        ...each,
        serviceNs: scaled(each.serviceNs, byCase[place]?.service[index] ?? 1),
        handshakesPerSecond: (each.handshakesPerSecond ?? 0) * (byCase[place]?.rate[index] ?? 1),
        perHandshake: {
          ...each.perHandshake,
          server: scaledUse(each.perHandshake.server, byCase[place]?.use[index] ?? 1),
        },
      })),
    };
    const stamp = run.startedAt.replace(/\.\d+/, '').replace(/[-:]/g, '');
    const text = `${JSON.stringify(change(run, index), null, 1)}\n`;
    writeFileSync(
      join(directory, `${stamp}-run-${index.toString(16).padStart(6, '0')}.json`),
      text,
    );
  }
}

type Summary = StoredRun['cases'][number]['serviceNs'];
type Use = StoredRun['cases'][number]['perHandshake']['server'];

function scaled(summary: Summary, factor: number): Summary {
  const of = (valueNs: number | null) => valueNs && Math.round(valueNs * factor);
  const { p50, p90, p99 } = summary;
  return { ...summary, p50: of(p50), p90: of(p90), p99: of(p99) };
}

function scaledUse(use: Use, factor: number): Use {
  return { ...use, cpuNs: use.cpuNs && Math.round(use.cpuNs * factor) };
}
