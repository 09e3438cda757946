// Figures of any measure as text: our own metrics as everywhere else, those of other tools by their
// unit.

import type { Measure } from '../model/history.ts';
import { type MetricName, metricNames } from '../model/verdict.ts';
import { formatAverage, formatBytes, formatDuration, formatRate } from './format-quantity.ts';
import { formatMetric } from './metric-figure.ts';
import { metricWordings } from './metric-wording.ts';

function ownMetric(metric: string): MetricName | undefined {
  return metricNames.find((name) => name === metric);
}

/** What the measure is called in a table. */
export function measureLabel({ metric }: Pick<Measure, 'metric'>): string {
  const own = ownMetric(metric);
  return own === undefined ? metric : metricWordings[own].label;
}

/** A value of the measure, 0 or more, with its unit. */
export function measureFigure({ metric, unit }: Measure, value: number): string {
  const own = ownMetric(metric);
  if (own !== undefined) {
    return formatMetric(own, value);
  }
  switch (unit) {
    case 'ns':
      return formatDuration(value);
    case '/s':
      return formatRate(value);
    case 'B/s':
      return `${formatBytes(value)}/s`;
    default:
      return `${formatAverage(value)} ${unit}`.trim();
  }
}
