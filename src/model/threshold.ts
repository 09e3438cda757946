// Thresholds that a user sets, such as `response_p99<2ms`: read from text, and held against what
// was measured. What is unknown never keeps a threshold, and neither does a bound that may be
// exceeded.

import { FifobenchError } from '../errors.ts';
import { fewestSamplesFor } from '../stats/latency-histogram.ts';
import { parseBytes, parseDurationNs, parseRatePerSecond, parseRatio } from '../units.ts';
import type { MetricReading } from './metric-readings.ts';
import type { ThresholdOutcome } from './threshold-outcome.ts';
import { type MetricName, metricNames } from './verdict.ts';

/** How a value is held against a limit. */
export type ThresholdOperator = '<' | '<=' | '>' | '>=';

/** A limit that a metric of every case must keep. */
export interface Threshold {
  /** As it was written, without spaces at its ends. */
  readonly text: string;
  readonly metric: MetricName;
  readonly operator: ThresholdOperator;
  /** In the unit of the metric: ns, events or bytes a second, a ratio, a mean count. */
  readonly limit: number;
}

type Kind = 'duration' | 'rate' | 'bytes' | 'share' | 'mean';

const kindOfMetric: Readonly<Record<MetricName, Kind>> = {
  response_p50: 'duration',
  response_p90: 'duration',
  response_p99: 'duration',
  response_p999: 'duration',
  service_p50: 'duration',
  service_p90: 'duration',
  service_p99: 'duration',
  handshakes_per_second: 'rate',
  operation_p50: 'duration',
  operation_p99: 'duration',
  operations_per_second: 'rate',
  bytes_per_second: 'bytes',
  failed_ratio: 'share',
  server_cpu_ns_per_handshake: 'duration',
  server_context_switches_per_handshake: 'mean',
  server_minor_faults_per_handshake: 'mean',
  server_io_calls_per_handshake: 'mean',
};

const parsers: Readonly<Record<Kind, (text: string, option: string) => number>> = {
  duration: parseDurationNs,
  rate: parseRatePerSecond,
  bytes: parseBytesPerSecond,
  share: parseRatio,
  mean: parseNumber,
};

const holds: Readonly<Record<ThresholdOperator, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/**
 * Reads `METRIC OPERATOR LIMIT`, spaces allowed between, where the limit has the unit that fits the
 * metric: `service_p50<=100us`, `handshakes_per_second>5000/s`, `bytes_per_second>=1MiB/s`,
 * `failed_ratio<0.1%`, `server_cpu_ns_per_handshake<50us`, `server_minor_faults_per_handshake<2.5`.
 * A number alone will do where the metric's name says its unit: `handshakes_per_second>5000`.
 * Throws a FifobenchError of code `unknown-metric` for a metric that does not exist, and of code
 * `bad-quantity` for any other fault and for an empty text; both name --threshold.
 */
export function parseThreshold(text: string): Threshold {
  const match = /^(\w+)\s*(<=|>=|<|>)\s*([^<>=].*)$/.exec(text.trim());
  const [, name = '', operator = '', limit = ''] = match ?? [];
  if (match === null) {
    throw new FifobenchError('bad-quantity', `--threshold: '${text}' is not a threshold`, {
      remedy: "write a metric, one of < <= > >=, and a limit, such as 'response_p99<2ms'",
    });
  }
  const metric = metricNames.find((known) => known === name);
  if (metric === undefined) {
    throw new FifobenchError('unknown-metric', `--threshold: no metric is called '${name}'`, {
      remedy: `choose from ${metricNames.join(', ')}`,
    });
  }
  return {
    text: text.trim(),
    metric,
    operator: operator as ThresholdOperator,
    limit: limitOf(metric, limit),
  };
}

/** A bare number is meant in the unit that the metric's name has, where it has one. */
function limitOf(metric: MetricName, text: string): number {
  const option = `--threshold ${metric}`;
  return /_per_second$|_ns_/.test(metric) && /^[\d.]+\s*$/.test(text)
    ? parseNumber(text, option)
    : parsers[kindOfMetric[metric]](text, option);
}

/**
 * Holds a threshold against the reading of a case. An unknown value counts as crossed. So does a
 * lower bound, unless the threshold asks for more and the bound has it already.
 */
export function judgeThreshold(
  threshold: Threshold,
  { caseName, reading }: { caseName: string; reading: MetricReading },
): ThresholdOutcome {
  const { text, metric } = threshold;
  const { value, isLowerBound } = reading;
  const doubt = doubtAbout(threshold, reading);
  const crossed =
    value === null || doubt !== null || !holds[threshold.operator](value, threshold.limit);
  return { text, metric, case: caseName, value, isLowerBound, crossed, reason: doubt };
}

/** Samples that a metric needs to be known: those of its percentile, and else one. */
export function sampleCountFor(metric: MetricName): number {
  const digits = /_p(\d+)$/.exec(metric)?.[1];
  return digits === undefined ? 1 : fewestSamplesFor(Number(`0.${digits}`));
}

/** Why a reading cannot show that the threshold is kept; `null`: it can, or shows the contrary. */
function doubtAbout(
  { metric, operator, limit }: Threshold,
  { value, isLowerBound }: MetricReading,
): string | null {
  if (value === null) {
    return /_p\d+$/.test(metric) ? 'too few samples' : 'nothing was measured';
  }
  if (!isLowerBound) {
    return null;
  }
  const isUpperLimit = operator === '<' || operator === '<=';
  return isUpperLimit !== holds[operator](value, limit) ? null : 'only a lower bound is known';
}

function parseBytesPerSecond(text: string, option: string): number {
  const match = /^(.*\S)\s*\/s$/.exec(text.trim());
  if (match === null) {
    throw new FifobenchError('bad-quantity', `${option}: '${text}' is not bytes per second`, {
      remedy: 'write a size and /s, such as 4KiB/s',
    });
  }
  return parseBytes(match[1] ?? '', option);
}

function parseNumber(text: string, option: string): number {
  const number = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text.trim()) || !Number.isFinite(number)) {
    throw new FifobenchError('bad-quantity', `${option}: '${text}' is not a number`, {
      remedy: 'write a number such as 4 or 2.5',
    });
  }
  return number;
}
