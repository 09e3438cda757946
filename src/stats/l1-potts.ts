// Change points by the L1-Potts model: the piecewise constant series of a given number of segments
// that lies nearest in absolute distance, found exactly, and as many segments as the Bayesian
// information criterion grants. Absolute distances leave single spikes alone.

import assert from 'node:assert/strict';

/** How finely a series may be divided. */
export interface PottsRule {
  /** Values of a segment at least, 1 or more. */
  readonly segmentCountMin: number;
  /** Segments at most, 1 or more. */
  readonly segmentsCountMax: number;
  /**
   * Values among which a change can have its place: more than there are where the series is only a
   * window of a longer one, so that many windows do not find more by chance than one.
   */
  readonly placeCount: number;
}

/** A mean distance below this, in the unit of the values, is taken for a perfect fit. */
const perfectFit = 1e-9;

/** Layers without a better criterion after which no more segments are tried. */
const patienceCount = 2;

/**
 * The changes in a series, ascending: indices of the first value of each new segment. A series too
 * short for two segments has none. n values take n² log n steps and memory for n² numbers.
 *
 * Each number of segments is fitted exactly, and more are tried until two in a row do not pay: one
 * may pay only together with the next, as where a level comes back. The criterion charges three
 * parameters a change, since the place of a change is chosen among all values.
 *
 * Sources: Storath, Weinmann & Unser 2017, "Jump-Penalized Least Absolute Values Estimation of
 * Scalar or Circle-Valued Signals" (the model); Auger & Lawrence 1989 (exact segmentation by
 * dynamic programming); Schwarz 1978 (BIC); Zhang & Siegmund 2007, Biometrics 63 (the charge).
 */
export function l1Potts(values: readonly number[], rule: PottsRule): number[] {
  const count = values.length;
  const most = Math.min(rule.segmentsCountMax, Math.floor(count / rule.segmentCountMin));
  if (most < 2) {
    return [];
  }
  const costs = segmentCosts(values);
  let layer = undividedLayer(costs, { count, ...rule });
  const layers = [layer];
  let chosen = 1;
  const charge = 3 * Math.log(Math.max(count, rule.placeCount));
  let lowest = criterionOf(layer.costs[count], { count, charge: 0 });
  for (let segments = 2; segments <= Math.min(most, chosen + patienceCount); segments += 1) {
    layer = dividedOnce(layer.costs, costs, { count, ...rule });
    layers.push(layer);
    const criterion = criterionOf(layer.costs[count], { count, charge: charge * (segments - 1) });
    if (criterion < lowest) {
      lowest = criterion;
      chosen = segments;
    }
  }
  return startsOf(layers, { segments: chosen, end: count });
}

/** Twice the negative log likelihood under Laplace noise of unknown scale, and the charge. */
function criterionOf(
  distance = Number.POSITIVE_INFINITY,
  { count, charge }: { count: number; charge: number },
): number {
  return 2 * count * Math.log(Math.max(distance / count, perfectFit)) + charge;
}

/** The least distance of the values up to each end, and where the last segment of it starts. */
interface DivisionLayer {
  readonly costs: Float64Array;
  readonly lastStarts: Int32Array;
}

interface DivisionBounds {
  readonly count: number;
  readonly segmentCountMin: number;
}

function undividedLayer(
  segments: Float64Array,
  { count, segmentCountMin }: DivisionBounds,
): DivisionLayer {
  const costs = Float64Array.from({ length: count + 1 }, (_, end) =>
    end < segmentCountMin ? Number.POSITIVE_INFINITY : (segments[end * (count + 1)] ?? 0),
  );
  return { costs, lastStarts: new Int32Array(count + 1) };
}

/** The layer of one more segment; `fewer` is what the layer before it costs. */
function dividedOnce(
  fewer: Float64Array,
  segments: Float64Array,
  { count, segmentCountMin }: DivisionBounds,
): DivisionLayer {
  const side = count + 1;
  const costs = new Float64Array(side).fill(Number.POSITIVE_INFINITY);
  const lastStarts = new Int32Array(side);
  for (let end = 2 * segmentCountMin; end <= count; end += 1) {
    let lowest = Number.POSITIVE_INFINITY;
    for (let start = segmentCountMin; start <= end - segmentCountMin; start += 1) {
      const cost = (fewer[start] ?? 0) + (segments[end * side + start] ?? 0);
      if (cost < lowest) {
        lowest = cost;
        lastStarts[end] = start;
      }
    }
    costs[end] = lowest;
  }
  return { costs, lastStarts };
}

function startsOf(
  layers: readonly DivisionLayer[],
  { segments, end }: { segments: number; end: number },
): number[] {
  const starts: number[] = [];
  let at = end;
  for (let layer = segments - 1; layer > 0; layer -= 1) {
    at = layers[layer]?.lastStarts[at] ?? 0;
    starts.unshift(at);
  }
  return starts;
}

/**
 * The absolute distances of every segment from its own median: of the values from `start` up to,
 * but not including, `end` at `end * (count + 1) + start`.
 */
function segmentCosts(values: readonly number[]): Float64Array {
  assert(!values.some(Number.isNaN), 'a series holds numbers only');
  const side = values.length + 1;
  const costs = new Float64Array(side * side);
  const sorted = new Float64Array(side);
  for (let start = 0; start < values.length; start += 1) {
    let distance = 0;
    for (let end = start + 1; end < side; end += 1) {
      distance += insertedCost(sorted, { length: end - start - 1, value: values[end - 1] ?? 0 });
      costs[end * side + start] = distance;
    }
  }
  return costs;
}

/**
 * Puts a value into its place among the first `length` sorted ones, and returns by what their
 * distance from the median grows. Any point between the two middle values is a median of an even
 * number, so that a new value adds only its distance to the nearer of them.
 */
function insertedCost(
  sorted: Float64Array,
  { length, value }: { length: number; value: number },
): number {
  if (length === 0) {
    sorted[0] = value;
    return 0;
  }
  const [lower, upper] = [sorted[(length - 1) >> 1] ?? 0, sorted[length >> 1] ?? 0];
  let place = length;
  while (place > 0 && (sorted[place - 1] ?? 0) > value) {
    sorted[place] = sorted[place - 1] ?? 0;
    place -= 1;
  }
  sorted[place] = value;
  return Math.max(0, lower - value, value - upper);
}
