// Every pair of a comparison as a point: candidate over baseline, with the A/A pairs, the same
// server against itself, beside it. What an interval rests on can be seen, and what noise alone
// does.

import { differentPairs, logRatios, samePairs } from '../../compare/log-ratios.ts';
import type { Run } from '../../model/run.ts';
import type { Verdict } from '../../model/verdict.ts';
import { formatInterval, formatRatio } from '../format-quantity.ts';
import { metricWordings } from '../metric-wording.ts';
import { type Chart, type ChartRow, plotWidth } from './chart.ts';
import { figure } from './markup.ts';

const strips = { different: 'pairs', same: 'A/A pairs' };

/** A verdict and where it stands in the stored run. */
export interface PlacedVerdict {
  readonly verdict: Verdict;
  /** Place in `verdicts`. */
  readonly index: number;
}

/** The pairs behind one verdict; `null` where there is none. */
export function pairChart(run: Run, { verdict, index }: PlacedVerdict): Chart | null {
  const { metric, baseline, candidate, group } = verdict;
  const find = (server: string) =>
    run.cases.find((each) => each.group === group && each.server.name === server);
  const [from, to] = [find(baseline), find(candidate)];
  if (from === undefined || to === undefined) {
    return null;
  }
  const pairs = logRatios(differentPairs(from, to), metric);
  const same = logRatios([...samePairs(from), ...samePairs(to)], metric);
  if (pairs.length === 0) {
    return null;
  }
  const { label } = metricWordings[metric];
  return {
    id: `pairs-${index}`,
    title: `${candidate} over ${baseline}: ${label}`,
    description:
      `${group}. Each point is a pair of fresh processes; the tick is the median and the line ` +
      'its interval. The band holds differences too small to count.',
    spec: layers({ verdict, values: [...points('different', pairs), ...points('same', same)] }),
    table: {
      headings: ['metric', 'effect', 'interval', 'A/A floor', 'pairs'],
      rows: [
        [
          label,
          figure(`verdicts[${index}].ratio`, formatRatio(verdict.ratio)),
          figure(`verdicts[${index}].interval`, formatInterval(verdict.interval, verdict.ratio)),
          figure(`verdicts[${index}].floorRatio`, formatRatio(verdict.floorRatio)),
          figure(`verdicts[${index}].pairs`, String(verdict.pairCount)),
        ],
      ],
    },
  };
}

/** Points spread over the height of their strip in the order of the pairs, so that drift shows. */
function points(kind: keyof typeof strips, ratios: readonly number[]): ChartRow[] {
  return ratios.map((logRatio, index) => ({
    strip: strips[kind],
    ratio: Math.exp(logRatio),
    spread: (index + 0.5) / ratios.length - 0.5,
  }));
}

function layers({ verdict, values }: { verdict: Verdict; values: ChartRow[] }) {
  const { deltaRatio, interval, ratio } = verdict;
  const strip = { field: 'strip', type: 'nominal', title: null, sort: Object.values(strips) };
  const x = (field: string) => ({
    ...{ field, type: 'quantitative', title: null },
    scale: { type: 'log', nice: false, padding: 12 },
    axis: {
      ...{ tickCount: 5, labelOverlap: true },
      labelExpr:
        "datum.value >= 2 || datum.value < 0.1 ? format(datum.value, '.2~r') + '×' : " +
        "format((datum.value - 1) * 100, '+.2~r') + ' %'",
    },
  });
  const estimate = { strip: strips.different, low: interval?.[0], high: interval?.[1], ratio };
  const estimates = interval === null ? [] : [estimate];
  return {
    ...{ width: plotWidth, height: { step: 64 } },
    layer: [
      {
        data: { values: [{ low: 1 / deltaRatio, high: deltaRatio }] },
        mark: { type: 'rect', color: 'var(--band)', opacity: 0.6 },
        encoding: { x: x('low'), x2: { field: 'high' } },
      },
      {
        data: { values },
        mark: { type: 'point', filled: true, size: 36, opacity: 0.75, color: 'var(--series-1)' },
        encoding: {
          ...{ x: x('ratio'), y: strip },
          yOffset: { field: 'spread', type: 'quantitative', scale: { domain: [-0.7, 0.7] } },
        },
      },
      {
        data: { values: estimates },
        mark: { type: 'rule', color: 'var(--series-2)', strokeWidth: 3 },
        encoding: { x: x('low'), x2: { field: 'high' }, y: strip },
      },
      {
        data: { values: estimates },
        mark: { type: 'tick', color: 'var(--series-2)', thickness: 4, size: 26 },
        encoding: { x: x('ratio'), y: strip },
      },
    ],
  };
}
