// Runs of as many cases as one likes that nobody measured, with everything that makes a page large:
// failures of several kinds, a noisy record over time, verdicts on six metrics.

import type { CaseResult, Run } from '../../src/model/run.ts';
import type { MetricName } from '../../src/model/verdict.ts';
import type { TimeGrid } from '../../src/stats/time-grid.ts';
import { failures, recordedGrid } from './recorded-run.ts';
import { sampleRun, sampleVerdict } from './sample-run.ts';

const servers = ['basic', 'forking'];
const pairCount = 20;

const metrics: readonly MetricName[] = [
  ...(['service_p50', 'service_p90', 'service_p99', 'handshakes_per_second'] as const),
  ...(['server_cpu_ns_per_handshake', 'server_context_switches_per_handshake'] as const),
];

/** What differs from run to run. */
export interface LargeRun {
  /** A comparison has pairs and verdicts, the others a record over time. */
  readonly kind: 'run' | 'compare' | 'sweep';
  /** Two of them make a group. */
  readonly caseCount: number;
  /** Whether handshakes of the case at this place failed; in all cases by default. */
  readonly hasFailures?: (index: number) => boolean;
}

/** The run: two servers, loaded by 1, 2, 3 … clients. */
export function largeRun({ kind, caseCount, hasFailures = () => true }: LargeRun): Run {
  const { cases: samples, design } = sampleRun();
  const cases = Array.from({ length: caseCount }, (_, index): CaseResult => {
    const server = servers[index % servers.length];
    const sample = samples.find((each) => each.server.name === server) as CaseResult;
    const clientCount = 1 + Math.floor(index / servers.length);
    const group = `${clientCount} clients, same core`;
    return {
      ...sample,
      ...{ name: `${server}, ${group}`, group, load: { ...sample.load, clientCount } },
      blocks: blocksOf(sample, { kind, seed: index + 1, hasFailures: hasFailures(index) }),
    };
  });
  const groups = kind === 'compare' ? [...new Set(cases.map(({ group }) => group))] : [];
  const verdicts = groups.flatMap((group) =>
    metrics.map((metric) => sampleVerdict({ group, metric })),
  );
  return sampleRun({ kind, cases, verdicts, design: kind === 'compare' ? design : null });
}

function blocksOf(
  { blocks: [sample] }: CaseResult,
  { kind, seed, hasFailures }: { kind: Run['kind']; seed: number; hasFailures: boolean },
): CaseResult['blocks'] {
  if (sample === undefined) {
    return [];
  }
  const failed = hasFailures ? failures.reduce((sum, { count }) => sum + count, 0) : 0;
  const block = {
    ...sample,
    failures: hasFailures ? failures : [],
    handshakes: { ...sample.handshakes, failed },
  };
  return kind === 'compare'
    ? Array.from({ length: pairCount }, (_, pair) => ({ ...block, pair }))
    : [{ ...block, pair: null, pairKind: null, overTime: noisyGrid({ seed, hasFailures }) }];
}

/** Each column differs from its neighbours; in every fifth something fails. */
function noisyGrid({ seed, hasFailures }: { seed: number; hasFailures: boolean }): TimeGrid {
  const grid = recordedGrid(seed);
  const columns = grid.columns.map((column, index) => ({
    ...column,
    failedCount: hasFailures && (index + seed) % 5 === 0 ? 1 + (index % 7) : 0,
  }));
  return { ...grid, columns };
}
