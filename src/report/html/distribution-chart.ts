// The distribution of service time: which share of the handshakes took how long, in bins that grow
// with the latency. Shapes that a percentile hides, such as two humps, show here.

import type { LatencyHistogram } from '../../stats/latency-histogram.ts';
import { formatDuration, formatShare } from '../format-quantity.ts';
import { type Chart, type ChartRow, durationLabel, plotWidth } from './chart.ts';
import { figure } from './markup.ts';
import type { PlacedCase } from './placed-case.ts';
import { serverScales } from './server-scales.ts';

/** Bins of a factor of two. */
const binsPerDoubling = 8;

/** The distributions of the cases of one group; `null` where none has a sample. */
export function distributionChart(group: string, cases: readonly PlacedCase[]): Chart | null {
  const values = cases.flatMap(({ result, totals }) =>
    bins(totals.latencies.service, result.server.name),
  );
  if (values.length === 0) {
    return null;
  }
  return {
    id: `distribution-${cases[0]?.index ?? 0}`,
    title: `Distribution, ${group}`,
    description:
      'The share of handshakes with a service time as below, in bins of equal width on a ' +
      'logarithmic axis.',
    spec: {
      ...{ width: plotWidth, height: 220, data: { values } },
      mark: { type: 'line', interpolate: 'step', strokeWidth: 2 },
      encoding: {
        x: {
          ...{ field: 'latencyNs', type: 'quantitative', title: null },
          scale: { type: 'log', nice: false },
          axis: { labelExpr: durationLabel(), tickCount: 6, labelOverlap: true },
        },
        y: {
          ...{ field: 'shareRatio', type: 'quantitative', title: 'share of handshakes' },
          axis: { format: '.0%', tickCount: 5 },
        },
        color: serverScales(cases.map(({ result }) => result.server.name)).color,
      },
    },
    table: {
      headings: ['server', 'least', 'p50', 'mean', 'longest', 'handshakes'],
      rows: cases.map(({ result, index, totals }) => {
        const { service } = totals.latencies;
        const place = (name: string) => `cases[${index}].serviceNs.${name}`;
        return [
          result.server.name,
          figure(place('min'), formatDuration(service.minNs)),
          figure(place('p50'), formatDuration(service.percentileNs(0.5))),
          figure(place('mean'), formatDuration(service.meanNs)),
          figure(place('max'), formatDuration(service.maxNs)),
          figure(place('count'), String(service.count)),
        ];
      }),
    },
  };
}

/**
 * The bins that are not empty, with an empty one at each end of a run of them, so that a line
 * through them falls to the ground. The rarest thousandth at each end is left out.
 */
function bins(histogram: LatencyHistogram, server: string): ChartRow[] {
  const { valuesNs, counts } = histogram.sparse();
  const shares = new Map<number, number>();
  for (const [index, valueNs] of valuesNs.entries()) {
    const bin = Math.floor(Math.log2(Math.max(1, valueNs)) * binsPerDoubling);
    shares.set(bin, (shares.get(bin) ?? 0) + (counts[index] ?? 0) / histogram.count);
  }
  const common = [...shares].filter(([, shareRatio]) => shareRatio >= 0.001);
  const filled = new Map(common);
  for (const [bin] of common) {
    for (const neighbour of [bin - 1, bin + 1]) {
      filled.set(neighbour, shares.get(neighbour) ?? 0);
    }
  }
  return [...filled]
    .sort(([left], [right]) => left - right)
    .map(([bin, shareRatio]) => ({
      ...{ server, shareRatio, shown: formatShare(shareRatio) },
      latencyNs: 2 ** ((bin + 0.5) / binsPerDoubling),
    }));
}
