// Metrics as they are held against a threshold: with the samples that were cut off or timed out, so
// that a percentile which falls among them is a lower bound and not a value that flatters.

import type { LatencyHistogram } from '../stats/latency-histogram.ts';
import { percentileCensored } from '../stats/percentile-censored.ts';
import { type Measured, metricValues } from './metric-values.ts';
import { type MetricName, metricNames } from './verdict.ts';

/** What is known of a metric. */
export interface MetricReading {
  /** In the unit of the metric; percentiles in ns. `null`: unknown. */
  readonly value: number | null;
  /** The metric is `value` or more. */
  readonly isLowerBound: boolean;
}

/** Every metric of a case or of a block. */
export type MetricReadings = Readonly<Record<MetricName, MetricReading>>;

/** Percentiles of response time, which count what never came to a response. */
const responseRatios: readonly (readonly [MetricName, number])[] = [
  ['response_p50', 0.5],
  ['response_p90', 0.9],
  ['response_p99', 0.99],
  ['response_p999', 0.999],
];

/**
 * Every metric of what was measured. `censored` holds the responses of which only a least duration
 * is known; without it, or with an empty one, readings are the values of `metricValues`. It bears
 * on response times alone: nobody knows when the service of such a handshake would have begun.
 */
export function metricReadings(
  measured: Measured,
  censored: LatencyHistogram | null,
): MetricReadings {
  const values = metricValues(measured);
  const plain = metricNames.map((metric) => {
    return [metric, { value: values[metric], isLowerBound: false }] as const;
  });
  const readings = Object.fromEntries(plain) as Record<MetricName, MetricReading>;
  if (censored === null || censored.count === 0) {
    return readings;
  }
  const established = measured.latencies.response;
  for (const [metric, ratio] of responseRatios) {
    const percentile = percentileCensored({ established, censored, ratio });
    readings[metric] = {
      value: percentile?.valueNs ?? null,
      isLowerBound: percentile?.isLowerBound ?? false,
    };
  }
  return readings;
}
