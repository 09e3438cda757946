// The generator against an independent one in big integers, and against what a seed promises.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { SeededRandom } from '../../../src/stats/random.ts';
import { fc } from '../../support/property.ts';

const word = 2n ** 32n - 1n;

/** xoshiro128** as its authors write it, in 32-bit words held in big integers. */
function* reference(state: bigint[]): Generator<number> {
  const rotated = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & word;
  let [a = 0n, b = 0n, c = 0n, d = 0n] = state;
  for (;;) {
    yield Number((rotated((b * 5n) & word, 7n) * 9n) & word);
    const shifted = (b << 9n) & word;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11n);
  }
}

/** Splitmix32 with the two multipliers of the `triple32`-like finaliser, in big integers. */
function* splitmix(seed: bigint): Generator<bigint> {
  let counter = seed & word;
  for (;;) {
    counter = (counter + 0x9e37_79b9n) & word;
    let mixed = counter ^ (counter >> 16n);
    mixed = (mixed * 0x21f0_aaadn) & word;
    mixed ^= mixed >> 15n;
    mixed = (mixed * 0x735a_2d97n) & word;
    yield mixed ^ (mixed >> 15n);
  }
}

function expectedStream(seed: number, count: number): number[] {
  const low = splitmix(BigInt(seed));
  const high = splitmix((BigInt(seed) >> 32n) ^ 0x9e37_79b9n);
  const state = [low, low, high, high].map((source) => source.next().value as bigint);
  const numbers = reference(state);
  return Array.from({ length: count }, () => numbers.next().value as number);
}

test('is xoshiro128** filled by splitmix32, for any seed', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (seed) => {
      const random = new SeededRandom(seed);
      const numbers = Array.from({ length: 20 }, () => random.nextUint32());
      assert.deepEqual(numbers, expectedStream(seed, 20));
    }),
  );
});

group('a seed', () => {
  test('determines everything', () => {
    const [one, other] = [new SeededRandom(42), new SeededRandom(42)];
    assert.deepEqual(one.shuffled([1, 2, 3, 4, 5]), other.shuffled([1, 2, 3, 4, 5]));
    assert.equal(one.nextRatio(), other.nextRatio());
  });

  test('differs from its neighbours and from what it equals in its low half', () => {
    const first = (seed: number) => new SeededRandom(seed).nextUint32();
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const streams = seeds.map((seed) => {
      const random = new SeededRandom(seed);
      return `${first(seed)} ${random.nextUint32()} ${random.nextUint32()} ${random.nextUint32()}`;
    });
    assert.equal(new Set(streams).size, seeds.length);
  });

  for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) {
    test(`cannot be ${seed}`, () => {
      assert.throws(() => new SeededRandom(seed), assert.AssertionError);
    });
  }
});

group('a draw', () => {
  test('is spread evenly: no bin of a thousand draws in ten is far from a hundred', () => {
    const random = new SeededRandom(1);
    const bins = new Map<number, number>();
    for (let draw = 0; draw < 10_000; draw += 1) {
      const bin = random.nextIndex(10);
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
    assert.equal(bins.size, 10);
    for (const count of bins.values()) {
      assert.ok(count > 880 && count < 1_120);
    }
  });

  test('favours no index even where 2^32 is no multiple of the count', () => {
    const random = new SeededRandom(2);
    const draws = Array.from({ length: 3_000 }, () => random.nextIndex(3 * 2 ** 30));
    const lowestThirdCount = draws.filter((index) => index < 2 ** 30).length;
    assert.ok(lowestThirdCount > 900 && lowestThirdCount < 1_100, `${lowestThirdCount} of 3,000`);
  });

  test('is a ratio from 0 to below 1 and an index below its count', () => {
    const random = new SeededRandom(3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (count) => {
        const index = random.nextIndex(count);
        assert.ok(Number.isInteger(index) && index >= 0 && index < count);
        const ratio = random.nextRatio();
        assert.ok(ratio >= 0 && ratio < 1);
      }),
    );
  });

  test('below 1 is impossible, of one always 0', () => {
    const random = new SeededRandom(3);
    assert.equal(random.nextIndex(1), 0);
    assert.throws(() => random.nextIndex(0), assert.AssertionError);
  });
});

group('shuffling', () => {
  test('keeps every item and leaves the input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.nat(), (items, seed) => {
        const before = [...items];
        const shuffled = new SeededRandom(seed).shuffled(items);
        const sorted = (list: readonly number[]) => [...list].sort((left, right) => left - right);
        assert.deepEqual(items, before);
        assert.deepEqual(sorted(shuffled), sorted(items));
      }),
    );
  });

  test('brings about every order of three about equally often', () => {
    const random = new SeededRandom(5);
    const orders = new Map<string, number>();
    for (let trial = 0; trial < 6_000; trial += 1) {
      const order = random.shuffled(['a', 'b', 'c']).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    assert.equal(orders.size, 6);
    for (const count of orders.values()) {
      assert.ok(count > 880 && count < 1_120);
    }
  });
});
