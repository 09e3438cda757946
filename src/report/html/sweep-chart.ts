// The charts of a sweep: throughput over the number of clients or the offered rate with the fitted
// law behind it, and the latencies over the same axis.

import type { Run } from '../../model/run.ts';
import { scaledThroughputPerSecond } from '../../stats/usl.ts';
import { type CaseFigures, caseFigures } from '../case-figures.ts';
import { formatDuration, formatRate } from '../format-quantity.ts';
import { metricPlace } from '../metric-place.ts';
import { traced } from '../prose.ts';
import { sweepAxis } from '../sweep-axis.ts';
import { lawOf, scalingPoints } from '../sweep-sections.ts';
import { type Chart, type ChartRow, durationLabel, plotWidth } from './chart.ts';
import { figure } from './markup.ts';
import { serverScales } from './server-scales.ts';

const curveStepCount = 60;

/** Throughput and latency of a sweep; none for fewer than two points. */
export function sweepCharts(run: Run): Chart[] {
  const points = run.cases.map(caseFigures);
  return points.length < 2 ? [] : [throughputChart(points), latencyChart(points)];
}

const axisTitles = {
  clients: 'clients',
  rate: 'offered per second',
  service: 'service time of an operation',
} as const;

function axisOf(points: readonly CaseFigures[]) {
  const { kind, positionOf } = sweepAxis(points);
  const positions = points.map((figures) => positionOf(figures));
  return {
    ...{ field: 'position', type: 'quantitative', title: axisTitles[kind] },
    scale: { type: 'log', nice: false },
    axis: {
      // 0 has no place on a logarithmic scale.
      values: [...new Set(positions)].filter((position) => position > 0),
      ...(kind === 'service' ? { labelExpr: durationLabel() } : { format: '~s' }),
      labelOverlap: true,
    },
  };
}

function throughputChart(points: readonly CaseFigures[]): Chart {
  const x = axisOf(points);
  const { kind, positionOf, placeOf, format } = sweepAxis(points);
  const y = {
    ...{ field: 'perSecond', type: 'quantitative', title: 'handshakes per second' },
    axis: { format: '~s', tickCount: 5 },
  };
  const { color, shape } = serverScales(points.map(({ server }) => server));
  const values = points.flatMap((figures) => {
    const { handshakes_per_second: perSecond } = figures.metrics;
    const position = positionOf(figures);
    return perSecond === null || position === 0
      ? []
      : [{ server: figures.server, position, perSecond }];
  });
  return {
    id: 'throughput',
    title: 'Throughput',
    description:
      kind === 'clients'
        ? 'Points are measured. A line is the Universal Scalability Law fitted to them.'
        : 'What was completed at each point.',
    spec: {
      ...{ width: plotWidth, height: 260 },
      layer: [
        {
          data: { values: lawRows(points) },
          mark: { type: 'line', strokeWidth: 1.5 },
          encoding: { x, y, color },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 70, opacity: 1 },
          encoding: { x, y, color, shape },
        },
      ],
    },
    table: {
      headings: ['server', x.title, 'handshakes/s'],
      rows: points.map((figures) => [
        figures.server,
        traced(placeOf(figures), format(positionOf(figures))),
        figure(
          metricPlace(figures.place, 'handshakes_per_second'),
          formatRate(figures.metrics.handshakes_per_second),
        ),
      ]),
    },
  };
}

/** The fitted law of each server from its lowest to its highest number of clients. */
function lawRows(points: readonly CaseFigures[]): ChartRow[] {
  if (sweepAxis(points).kind !== 'clients') {
    return [];
  }
  const servers = [...new Set(points.map(({ server }) => server))];
  return servers.flatMap((server) => {
    const own = points.filter((figures) => figures.server === server);
    const law = lawOf(own);
    const positions = scalingPoints(own).map(({ clientCount }) => clientCount);
    const [low, high] = [Math.min(...positions), Math.max(...positions)];
    return law === null
      ? []
      : Array.from({ length: curveStepCount + 1 }, (_, step) => {
          const position = low * (high / low) ** (step / curveStepCount);
          return { server, position, perSecond: scaledThroughputPerSecond(law, position) };
        });
  });
}

const latencies = [
  ['service_p50', 'service p50'],
  ['service_p99', 'service p99'],
  ['response_p50', 'response p50'],
  ['response_p99', 'response p99'],
] as const;

function latencyChart(points: readonly CaseFigures[]): Chart {
  const { color } = serverScales(points.map(({ server }) => server));
  const { positionOf, placeOf, format } = sweepAxis(points);
  const names = latencies.map(([, name]) => name);
  const values = points.flatMap((figures) =>
    latencies.flatMap(([metric, name]) => {
      const latencyNs = figures.metrics[metric];
      const position = positionOf(figures);
      return latencyNs === null || position === 0
        ? []
        : [{ server: figures.server, position, name, latencyNs }];
    }),
  );
  return {
    id: 'latency',
    title: 'Latency',
    description:
      'Service time is the handshake alone; response time is what a client waited in all.',
    spec: {
      ...{ width: plotWidth, height: 260, data: { values } },
      mark: { type: 'line', strokeWidth: 2, point: { filled: true, size: 30 } },
      encoding: {
        x: axisOf(points),
        y: {
          ...{ field: 'latencyNs', type: 'quantitative', title: null },
          scale: { type: 'log' },
          axis: { labelExpr: durationLabel(), tickCount: 5 },
        },
        color,
        strokeDash: {
          ...{ field: 'name', type: 'nominal', title: null },
          legend: {
            ...{ columns: 2, symbolType: 'stroke', symbolSize: 400 },
            ...{ symbolStrokeColor: 'var(--ink)', symbolFillColor: 'transparent' },
          },
          scale: {
            domain: names,
            range: [
              [1, 0],
              [8, 3],
              [4, 3],
              [1, 3],
            ],
          },
        },
      },
    },
    table: {
      headings: ['server', axisOf(points).title, ...names],
      rows: points.map((figures) => [
        figures.server,
        traced(placeOf(figures), format(positionOf(figures))),
        ...latencies.map(([metric]) =>
          figure(metricPlace(figures.place, metric), formatDuration(figures.metrics[metric])),
        ),
      ]),
    },
  };
}
