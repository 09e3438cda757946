// Random numbers that a seed determines wholly, so that a run, its order and its bootstrap can be
// repeated: xoshiro128** of Blackman & Vigna (2018), its state filled by splitmix32. No secrets.

import assert from 'node:assert/strict';

const twoTo32 = 4_294_967_296;

/** A stream of random numbers; two with the same seed yield the same. */
export class SeededRandom {
  readonly #state: Uint32Array;

  /** `seed` is a whole number from 0 to 2^53 - 1; every seed gives a stream of its own. */
  constructor(seed: number) {
    assert(Number.isSafeInteger(seed) && seed >= 0, 'a seed is a whole number from 0');
    const low = splitmix32(seed % twoTo32);
    const high = splitmix32(Math.floor(seed / twoTo32) ^ 0x9e37_79b9);
    this.#state = Uint32Array.of(low(), low(), high(), high());
    if (this.#state.every((word) => word === 0)) {
      this.#state[0] = 1;
    }
  }

  /** The next whole number from 0 to 2^32 - 1, all equally likely. */
  nextUint32(): number {
    const [first = 0, second = 0, third = 0, fourth = 0] = this.#state;
    const scrambled = Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0;
    const mixedThird = third ^ first;
    const mixedFourth = fourth ^ second;
    this.#state[0] = first ^ mixedFourth;
    this.#state[1] = second ^ mixedThird;
    this.#state[2] = mixedThird ^ (second << 9);
    this.#state[3] = rotateLeft(mixedFourth, 11);
    return scrambled;
  }

  /** The next number from 0 up to, but not including, 1; a multiple of 2^-32. */
  nextRatio(): number {
    return this.nextUint32() / twoTo32;
  }

  /**
   * The next index below `count` (1 to 2^32), all equally likely: draws from the incomplete last
   * stretch are thrown away, fewer than half, so that two draws suffice on average.
   */
  nextIndex(count: number): number {
    assert(Number.isSafeInteger(count) && count >= 1 && count <= twoTo32, 'no index below 1');
    const fairBelow = twoTo32 - (twoTo32 % count);
    let draw = this.nextUint32();
    while (draw >= fairBelow) {
      draw = this.nextUint32();
    }
    return draw % count;
  }

  /** The items in a random order, every order equally likely; the input stays as it is. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const order = [...items];
    for (let end = order.length; end > 1; end -= 1) {
      const [chosen] = order.splice(this.nextIndex(end), 1) as [Item];
      order.splice(end - 1, 0, chosen);
    }
    return order;
  }
}

/** Splitmix32: a counter through an avalanche; only fills the state of the generator above. */
function splitmix32(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x9e37_79b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

function rotateLeft(word: number, bitCount: number): number {
  return (word << bitCount) | (word >>> (32 - bitCount));
}
