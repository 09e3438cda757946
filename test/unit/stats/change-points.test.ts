// Both searches for change points: exactness against brute force, the ends of a series, and what
// holds for any series.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { changesInWindows } from '../../../src/stats/change-windows.ts';
import { eDivisive } from '../../../src/stats/e-divisive.ts';
import { l1Potts } from '../../../src/stats/l1-potts.ts';
import { median } from '../../../src/stats/quantile.ts';
import { SeededRandom } from '../../../src/stats/random.ts';
import { fc } from '../../support/property.ts';
import { simulatedSeries, tableSketch } from '../../support/simulated-series.ts';

const potts = (values: readonly number[]) =>
  l1Potts(values, { segmentCountMin: 3, segmentsCountMax: 8, placeCount: values.length });
const divisive = (values: readonly number[]) =>
  eDivisive(values, { segmentCountMin: 3, significanceRatio: 0.001 });
const searches = [
  ['L1-Potts', potts],
  ['E-divisive', divisive],
] as const;

function noise(seed: number, count: number): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.nextRatio() - 0.5);
}

function stepped(seed: number, levels: readonly [count: number, level: number][]): number[] {
  const all = levels.flatMap(([count, level]) => Array.from({ length: count }, () => level));
  const ripple = noise(seed, all.length);
  return all.map((level, index) => level + (ripple[index] ?? 0));
}

for (const [name, search] of searches) {
  group(name, () => {
    test('finds nothing in nothing, in a constant, and in too few values', () => {
      for (const values of [[], [1], [1, 2, 3, 4, 9], new Array<number>(40).fill(7)]) {
        assert.deepEqual(search(values), []);
      }
    });

    test('finds one step, and two in one direction', () => {
      assert.deepEqual(
        search(
          stepped(1, [
            [20, 0],
            [20, 5],
          ]),
        ),
        [20],
      );
      assert.deepEqual(
        search(
          stepped(2, [
            [20, 0],
            [15, 5],
            [20, 11],
          ]),
        ),
        [20, 35],
      );
    });

    test('finds a step that leaves only three values to the end, or to the start', () => {
      assert.deepEqual(
        search(
          stepped(4, [
            [30, 0],
            [3, 9],
          ]),
        ),
        [30],
      );
      assert.deepEqual(
        search(
          stepped(5, [
            [3, 0],
            [30, 9],
          ]),
        ),
        [3],
      );
    });

    test('takes a single wild value for no change, wherever it is, the last included', () => {
      for (let at = 0; at < 30; at += 1) {
        const values = noise(6, 30);
        values[at] = 50;
        assert.deepEqual(search(values), [], `a spike at ${at}`);
      }
    });

    test('does not care for unit, origin or direction', () => {
      const series = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 30 });
      fc.assert(
        fc.property(series, (values) => {
          const found = search(values);
          assert.deepEqual(search(values.map((value) => 4 * value + 64)), found);
          assert.deepEqual(search(values.map((value) => -value)), found);
        }),
      );
    });

    test('keeps three values between changes, and to both ends', () => {
      const series = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
      fc.assert(
        fc.property(series, (values) => {
          const ends = [0, ...search(values), values.length];
          for (const [index, end] of ends.slice(1).entries()) {
            assert.ok(ends.length === 2 || end - (ends[index] ?? 0) >= 3);
          }
        }),
      );
    });
  });
}

test('L1-Potts also finds a level that comes back', () => {
  assert.deepEqual(
    potts(
      stepped(3, [
        [25, 0],
        [12, 6],
        [25, 0],
      ]),
    ),
    [25, 37],
  );
});

group('L1-Potts against brute force', () => {
  const distance = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + Math.abs(value - (median(values) ?? 0)), 0);

  /** Every way to divide `count` values into segments of three or more, by their starts. */
  function divisions(count: number, from = 0): number[][] {
    const rest = Array.from({ length: Math.max(0, count - 5 - from) }, (_, k) => from + 3 + k);
    return [[], ...rest.flatMap((at) => divisions(count, at).map((later) => [at, ...later]))];
  }

  function criterion(values: readonly number[], starts: readonly number[]): number {
    const ends = [...starts, values.length];
    const sum = ends.reduce(
      (total, end, index) => total + distance(values.slice(starts[index - 1] ?? 0, end)),
      0,
    );
    const scale = Math.max(sum / values.length, 1e-9);
    return 2 * values.length * Math.log(scale) + 3 * starts.length * Math.log(values.length);
  }

  test('no division into at most two segments more has a better criterion', () => {
    const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(series, (values) => {
        const found = potts(values);
        const tried = divisions(values.length).filter((at) => at.length <= found.length + 2);
        const best = Math.min(...tried.map((at) => criterion(values, at)));
        assert.ok(criterion(values, found) <= best + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

group('E-divisive against its definition', () => {
  test('the first split is the one of greatest energy distance', () => {
    const meanDistance = (left: readonly number[], right: readonly number[], pairCount: number) =>
      left.flatMap((a) => right.map((b) => Math.abs(a - b))).reduce((sum, d) => sum + d, 0) /
      pairCount;
    const energy = (left: readonly number[], right: readonly number[]) => {
      const [m, n] = [left.length, right.length];
      const within =
        meanDistance(left, left, m * (m - 1)) + meanDistance(right, right, n * (n - 1));
      return ((m * n) / (m + n)) * (2 * meanDistance(left, right, m * n) - within);
    };
    for (let seed = 0; seed < 20; seed += 1) {
      const values = stepped(seed, [
        [9, 0],
        [8, 1.5],
      ]);
      const splits = Array.from({ length: values.length - 5 }, (_, k) => k + 3);
      const best = splits.reduce((left, right) =>
        energy(values.slice(0, right), values.slice(right)) >
        energy(values.slice(0, left), values.slice(left))
          ? right
          : left,
      );
      const [found] = divisive(values);
      assert.ok(found === undefined || found === best, `${found} is not ${best}`);
    }
  });
});

group('windows', () => {
  const inWindows = (values: readonly number[]) =>
    changesInWindows(values, { windowCount: 40, distanceCountMin: 3, search: potts });

  /** Levels with a ripple that repeats, in which no method can see a change. */
  const rippled = (...levels: readonly [count: number, level: number][]) =>
    levels
      .flatMap(([count, level]) => new Array<number>(count).fill(level))
      .map((level, index) => level + (index % 3) * 0.1);

  test('find every step of a long series, wherever it falls', () => {
    for (let at = 3; at <= 197; at += 1) {
      assert.deepEqual(inWindows(rippled([at, 0], [200 - at, 6])), [at], `a step at ${at}`);
    }
  });

  test('find nothing twice, and nothing where nothing is', () => {
    assert.deepEqual(inWindows(rippled([50, 0], [50, 6], [50, 0], [50, 6])), [50, 100, 150]);
    assert.deepEqual(inWindows(new Array<number>(200).fill(1)), []);
    assert.deepEqual(inWindows([]), []);
  });

  test('of a short series are one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }), (values) => {
        assert.deepEqual(inWindows(values), potts(values));
      }),
    );
  });
});

group('the simulated table of docs/measuring.md', () => {
  const seriesCount = 400;
  const logs = (seed: number, byRatio?: number) =>
    simulatedSeries(tableSketch(seed, byRatio === undefined ? undefined : { at: 40, byRatio })).map(
      Math.log,
    );
  const magnitude = Math.log(1.05);

  /** The changes that are left when the smallest below 5 % go, one after the other. */
  function large(values: readonly number[], changes: readonly number[]): number[] {
    const kept = [...changes];
    while (kept.length > 0) {
      const sizes = kept.map((at, index) => {
        const before = median(values.slice(kept[index - 1] ?? 0, at)) ?? 0;
        return Math.abs((median(values.slice(at, kept[index + 1])) ?? 0) - before);
      });
      const smallest = Math.min(...sizes);
      if (smallest >= magnitude) {
        break;
      }
      kept.splice(sizes.indexOf(smallest), 1);
    }
    return kept;
  }

  const beyondPrevious = (values: readonly number[], ratio: number) =>
    values.flatMap((value, at) =>
      at > 0 && Math.abs(Math.expm1(value - (values[at - 1] ?? 0))) > ratio - 1 ? [at] : [],
    );
  const rows: readonly {
    readonly rule: string;
    readonly changes: (values: readonly number[]) => readonly number[];
    /** False alarms a clean series; steps of 8 % and of 15 % found, of 40. */
    readonly table: readonly [number, number, number];
  }[] = [
    { rule: 'previous point + 10 %', changes: (v) => beyondPrevious(v, 1.1), table: [6.7, 19, 35] },
    { rule: 'previous point × 2', changes: (v) => beyondPrevious(v, 2), table: [0, 0, 0] },
    { rule: 'E-divisive', changes: (v) => large(v, divisive(v)), table: [0.02, 27, 38] },
    { rule: 'L1-Potts', changes: (v) => large(v, potts(v)), table: [0.03, 34, 38] },
  ];

  for (const { rule, changes, table } of rows) {
    test(`is reproduced by ${rule}`, () => {
      const seeds = Array.from({ length: seriesCount }, (_, seed) => seed);
      const alarms = seeds.map((seed) => changes(logs(seed)).length);
      const found = [0.08, 0.15].map((byRatio) => {
        const hits = seeds.filter((seed) =>
          changes(logs(11_000 + seed, byRatio)).some((at) => Math.abs(at - 40) <= 1),
        );
        return (40 * hits.length) / seriesCount;
      });
      const alarmsPerSeries = alarms.reduce((sum, count) => sum + count, 0) / seriesCount;
      // Three standard errors of so many series, and what rounding the table leaves open.
      assert.ok(
        Math.abs(alarmsPerSeries - table[0]) <= 0.04 + 0.08 * table[0],
        `${alarmsPerSeries}`,
      );
      for (const [index, count] of found.entries()) {
        const expected = table[index + 1] ?? 0;
        const error = 40 * Math.sqrt(((expected / 40) * (1 - expected / 40)) / seriesCount);
        assert.ok(Math.abs(count - expected) <= 3 * error + 0.5, `${count} of 40, not ${expected}`);
      }
    });
  }
});
