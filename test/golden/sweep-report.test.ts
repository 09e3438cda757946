// The report of a sweep with thresholds against golden files: one server that bends under a crowd,
// and one with too few points for a law.

import { test } from 'node:test';
import { crossoversOf } from '../../src/compare/crossovers.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import { parseThreshold } from '../../src/model/threshold.ts';
import { withThresholds } from '../../src/model/with-thresholds.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { assertGolden } from '../support/golden.ts';
import { constantHistogram, madeBlock, madeCase, madeLatencies } from '../support/made-case.ts';
import { sampleRun } from '../support/sample-run.ts';
import { servicePoint } from '../support/service-points.ts';

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
const whole = withThresholds(sampleRun(sweep), thresholds);
const searched = sampleRun({
  ...sweep,
  cases: bending.slice(0, 1),
  rateSearch: { keptPerSecond: 4_100, crossedPerSecond: 4_240, probeCount: 17, settled: true },
});

const servicePoints = [0, 10_000, 100_000, 180_000, 1_000_000, 10_000_000].flatMap((serviceNs) =>
  ['basic', 'forking'].map((name) => servicePoint(name, serviceNs)),
);
const serviceSweep = sampleRun({
  ...{ kind: 'sweep', design: null, verdicts: [], notes: [] },
  cases: servicePoints,
  crossovers: crossoversOf(servicePoints),
});

test('a sweep over service times looks as in crossover-80.txt and crossover.md', () => {
  assertGolden('crossover-80.txt', renderTable(serviceSweep, { columns: 80, colour: false }));
  assertGolden('crossover.md', renderMarkdown(serviceSweep));
});

test('the table looks as in sweep-80.txt', () => {
  assertGolden('sweep-80.txt', renderTable(whole, { columns: 80, colour: false }));
});

test('the table of a narrow terminal looks as in sweep-40.txt', () => {
  assertGolden('sweep-40.txt', renderTable(searched, { columns: 40, colour: false }));
});

test('the page looks as in sweep.md', () => {
  assertGolden('sweep.md', renderMarkdown(whole));
});
