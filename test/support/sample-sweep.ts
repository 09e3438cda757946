// Sweeps that nobody measured: over clients, with thresholds; a search for a rate; over service
// times; and one over rates, with handshakes that never ended.

import { crossoversOf } from '../../src/compare/crossovers.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import { parseThreshold } from '../../src/model/threshold.ts';
import { withThresholds } from '../../src/model/with-thresholds.ts';
import { constantHistogram, madeBlock, madeCase, madeLatencies } from './made-case.ts';
import { sampleRun } from './sample-run.ts';
import { servicePoint } from './service-points.ts';

/** A point of which the clients wait for each other, so that response grows with them. */
function point(server: string, clientCount: number, perSecond: number): CaseResult {
  const established = Math.round(perSecond / 10);
  const plain = madeCase(server, []);
  const group = `${clientCount} client${clientCount === 1 ? '' : 's'}, same core`;
  const responseNs = Math.round((clientCount / perSecond) * 1e9);
  return {
    ...plain,
    name: `${server}, ${group}`,
    group,
    load: { ...plain.load, clientCount, operationCount: 0 },
    blocks: [
      madeBlock({
        ...{ server, pair: null, pairKind: null },
        handshakes: { established, failed: 0, attempts: established, collisions: 0, unfinished: 0 },
        latencies: madeLatencies({
          service: constantHistogram(46_000, established),
          response: constantHistogram(responseNs, established),
        }),
      }),
    ],
  };
}

const bending = [1, 3, 10, 30, 100, 300, 1_000].map((clientCount) => {
  const others = clientCount - 1;
  const perSecond = (2_000 * clientCount) / (1 + 0.06 * others + 0.000_2 * clientCount * others);
  return point('basic', clientCount, Math.round(perSecond * (clientCount === 30 ? 0.95 : 1)));
});

const sweep: Partial<Run> = {
  kind: 'sweep',
  design: null,
  verdicts: [],
  notes: ['forking, 100 clients, same core: not measured: cannot open: EMFILE'],
  cases: [...bending, point('forking', 1, 1_100), point('forking', 10, 2_300)],
};

const thresholds = ['response_p99<10ms', 'service_p50<=50us'].map(parseThreshold);
/** A server that bends under a crowd, and one with too few points for a law. */
export const clientSweep = withThresholds(sampleRun(sweep), thresholds);
/** The end of a search for the highest rate. */
export const rateSearch = sampleRun({
  ...sweep,
  cases: bending.slice(0, 1),
  rateSearch: { keptPerSecond: 4_100, crossedPerSecond: 4_240, probeCount: 17, settled: true },
});

const servicePoints = [0, 10_000, 100_000, 180_000, 1_000_000, 10_000_000].flatMap((serviceNs) =>
  ['basic', 'forking'].map((name) => servicePoint(name, serviceNs)),
);
/** Two servers of which one overtakes the other. */
export const serviceSweep = sampleRun({
  ...{ kind: 'sweep', design: null, verdicts: [], notes: [] },
  cases: servicePoints,
  crossovers: crossoversOf(servicePoints),
});

/** A point of open load; `lostCount` responses never came, and were waited for half a second. */
function openPoint(perSecond: number, lostCount: number): CaseResult {
  const plain = point('basic', 64, perSecond);
  const stages = [{ startNs: 0, endNs: 10e9, startPerSecond: perSecond, endPerSecond: perSecond }];
  const open = { stages, spacing: 'constant', onOverload: 'queue' } as const;
  const [block] = plain.blocks;
  const unfinished = { ...block?.handshakes, unfinished: lostCount };
  return {
    ...plain,
    load: { ...plain.load, open },
    blocks:
      block === undefined
        ? []
        : [
            {
              ...block,
              handshakes: { ...block.handshakes, ...unfinished },
              censored: constantHistogram(500_000_000, lostCount),
            },
          ],
  };
}

/** One server that keeps up at first, and then no longer. */
export const rateSweep = sampleRun({
  ...{ kind: 'sweep', design: null, verdicts: [], notes: [] },
  cases: [openPoint(500, 0), openPoint(2_000, 0), openPoint(8_000, 900)],
});
