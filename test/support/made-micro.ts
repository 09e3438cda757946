// Figures of micro-benchmarks with chosen values, and a bench run that has them.

import type { MicroFigure } from '../../src/model/micro-result.ts';
import type { Placement } from '../../src/model/placement.ts';
import type { Run } from '../../src/model/run.ts';
import { sampleRun } from './sample-run.ts';

const placements: Readonly<Record<'unpinned' | 'same core' | 'cross core', Placement>> = {
  unpinned: { name: 'unpinned', serverCpus: [], clientCpus: [] },
  'same core': { name: 'same core', serverCpus: [1], clientCpus: [1] },
  'cross core': { name: 'cross core', serverCpus: [0], clientCpus: [1] },
};

/** The parts of a figure that a test may choose. */
export interface MadeMicro {
  readonly subject?: string;
  readonly placement?: keyof typeof placements;
  readonly p50?: number | null;
  readonly p99?: number | null;
  readonly mean?: number;
  readonly against?: string | null;
}

/** A figure of 10 µs, with whatever is chosen in its place. */
export function madeMicro(chosen: MadeMicro): MicroFigure {
  const { subject = 'step', placement = 'unpinned', against = null } = chosen;
  const { p50 = 10_000, p99 = null, mean = 10_125.5 } = chosen;
  return {
    ...{ subject, unit: 'step', placement: placements[placement], against },
    ...{ operationCount: 100, batchCount: 300, marginRatio: 0.012 },
    operationNs: { mean, min: mean / 2, max: mean * 2, p50, p99 },
  };
}

/** A bench run with figures of every kind: with and without p99, placement and counterpart. */
export function sampleBenchRun(): Run {
  return sampleRun({
    kind: 'bench',
    ...{ scenario: 'micro', extent: { kind: 'duration', durationNs: 300_000_000 }, seed: 0 },
    ...{ design: null, cases: [], verdicts: [], notes: [] },
    micro: [
      madeMicro({ subject: 'mkfifo and unlink', p50: 2_940, p99: 4_410, mean: 3_012 }),
      madeMicro({ subject: 'round trip (threads)', placement: 'same core', p50: 6_010 }),
      madeMicro({ subject: 'round trip (threads)', placement: 'cross core', p50: 51_200 }),
      madeMicro({
        ...{ subject: 'round trip (node:fs)', placement: 'same core', p50: 8_420 },
        against: 'round trip (threads)',
      }),
      madeMicro({
        ...{ subject: 'round trip (node:fs)', placement: 'cross core', p50: 55_300 },
        against: 'round trip (threads)',
      }),
      madeMicro({ subject: 'histogram record', p50: 3.1, p99: 4.9, mean: 3.3 }),
    ],
  });
}
