// The percentile spectrum: latency over the share of handshakes that took at least as long, both
// axes logarithmic, so that the tail gets as much room as the middle. Response and service time
// stand side by side, for one without the other hides who waited.

import { formatDuration } from '../format-quantity.ts';
import { type Chart, type ChartRow, durationLabel, plotWidth } from './chart.ts';
import { figure } from './markup.ts';
import type { PlacedCase } from './placed-case.ts';
import { serverScales } from './server-scales.ts';

const kinds = ['response', 'service'] as const;
const tableRatios = [
  [0.5, 'p50'],
  [0.9, 'p90'],
  [0.99, 'p99'],
  [0.999, 'p999'],
] as const;

/** The spectrum of the cases of one group; `null` where none has a sample. */
export function percentileChart(group: string, cases: readonly PlacedCase[]): Chart | null {
  const values = cases.flatMap((placed) => kinds.flatMap((kind) => spectrum(placed, kind)));
  if (values.length === 0) {
    return null;
  }
  return {
    id: `percentiles-${cases[0]?.index ?? 0}`,
    title: `Percentiles, ${group}`,
    description:
      'The time that a handshake took (service), and that its client waited for it in all ' +
      '(response, dashed), for the share of handshakes below. A line ends where too few samples ' +
      'lie beyond.',
    spec: {
      ...{ width: plotWidth, height: 260, data: { values } },
      mark: { type: 'line', interpolate: 'monotone', strokeWidth: 2 },
      encoding: {
        x: {
          ...{ field: 'oneIn', type: 'quantitative', title: 'share of handshakes within' },
          scale: { type: 'log', domainMin: 1 },
          axis: {
            values: [1, 2, 10, 100, 1_000, 10_000, 100_000],
            labelExpr: "datum.value == 1 ? '0' : format(100 - 100 / datum.value, '.6~r') + ' %'",
          },
        },
        y: {
          ...{ field: 'latencyNs', type: 'quantitative', title: null },
          scale: { type: 'log', nice: true },
          axis: { labelExpr: durationLabel(), tickCount: 5 },
        },
        color: serverScales(cases.map(({ result }) => result.server.name)).color,
        strokeDash: {
          ...{ field: 'kind', type: 'nominal', title: null, legend: null },
          scale: {
            domain: [...kinds],
            range: [
              [5, 4],
              [1, 0],
            ],
          },
        },
      },
    },
    table: {
      headings: ['server', ...tableRatios.map(([, name]) => name.replace('999', '99.9'))],
      rows: cases.flatMap(({ result, index, totals }) =>
        kinds.map((kind) => [
          `${result.server.name}, ${kind}`,
          ...tableRatios.map(([ratio, name]) =>
            figure(
              `cases[${index}].${kind}Ns.${name}`,
              formatDuration(totals.latencies[kind].percentileNs(ratio)),
            ),
          ),
        ]),
      ),
    },
  };
}

/** Points at 1/2, 3/4, 7/8 …, and steps between, as far as there are samples beyond. */
function spectrum({ result, totals }: PlacedCase, kind: (typeof kinds)[number]): ChartRow[] {
  const histogram = totals.latencies[kind];
  const rows: ChartRow[] = [];
  for (let step = 0; step <= 4 * 17; step += 1) {
    const oneIn = 2 ** (step / 4);
    const latencyNs = histogram.percentileNs(1 - 1 / oneIn);
    if (latencyNs === null) {
      break;
    }
    rows.push({ server: result.server.name, kind, oneIn, latencyNs });
  }
  return rows;
}
