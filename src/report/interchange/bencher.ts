// Runs in Bencher Metric Format: a benchmark a case, a measure a metric, with the least and the
// greatest of its blocks as bounds. The format is that of https://bencher.dev/bmf.json.

import type { Run } from '../../model/run.ts';
import { type ExportedFigure, exportedCases } from './exported-case.ts';

interface BencherMetric {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

/** Renders runs as one object; of two cases of one name the later run's remains. */
export function renderBencher(runs: readonly Run[]): string {
  const benchmarks = runs.flatMap(exportedCases).map(({ name, figures }) => {
    const measures = figures.map((figure) => [slug(figure), metricOf(figure)] as const);
    return [name, Object.fromEntries(measures)] as const;
  });
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

/** A measure goes by its slug, which has the metric's words and its unit. */
function slug({ metric, unit }: ExportedFigure): string {
  const hasUnit = unit !== 'ns' || metric.includes('_ns_');
  return `${metric}${hasUnit ? '' : '_ns'}`.replaceAll('_', '-');
}

function metricOf({ value, blockValues }: ExportedFigure): BencherMetric {
  if (blockValues.length < 2) {
    return { value };
  }
  return {
    value,
    lower_value: Math.min(value, ...blockValues),
    upper_value: Math.max(value, ...blockValues),
  };
}
