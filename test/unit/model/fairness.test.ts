// What clients got, as a few figures: of one block, and of several together.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  type ClientShare,
  type Fairness,
  fairnessOfBlocks,
  fairnessOfShares,
} from '../../../src/model/fairness.ts';

function share(established: number, change: Partial<ClientShare> = {}): ClientShare {
  return { established, responseMeanNs: 1_000, responseP99Ns: 3_000, ...change };
}

function fairness(change: Partial<Fairness> = {}): Fairness {
  return {
    ...{ clientCount: 2, establishedMin: 9, establishedMax: 11, jainRatio: 0.99 },
    ...{ slowestMeanNs: 1_000, slowestP99Ns: 3_000 },
    ...change,
  };
}

group('of a block', () => {
  test('is unknown without clients', () => {
    assert.equal(fairnessOfShares([]), null);
  });

  test('knows the fewest and the most, and the index between them', () => {
    const of = fairnessOfShares([share(1), share(2), share(3)]);
    assert.deepEqual([of?.establishedMin, of?.establishedMax], [1, 3]);
    assert.ok(Math.abs((of?.jainRatio ?? 0) - 36 / 42) < 1e-12);
  });

  test('takes the slowest client from those that established something', () => {
    const starved = share(0, { responseMeanNs: 99_999 });
    const of = fairnessOfShares([starved, share(5, { responseMeanNs: 2_000 }), share(5)]);
    assert.equal(of?.slowestMeanNs, 2_000);
    assert.equal(of?.establishedMin, 0);
  });

  test('says the highest p99 only where every client has samples enough', () => {
    const slow = share(1_000, { responseP99Ns: 7_000 });
    assert.equal(fairnessOfShares([share(1_000), slow])?.slowestP99Ns, 7_000);
    assert.equal(fairnessOfShares([share(999), slow])?.slowestP99Ns, null);
  });

  test('has neither an index nor a slowest client where nobody established anything', () => {
    const of = fairnessOfShares([share(0), share(0)]);
    assert.deepEqual([of?.jainRatio, of?.slowestMeanNs, of?.slowestP99Ns], [null, null, null]);
  });
});

group('of several blocks', () => {
  test('is unknown where no block knows it', () => {
    assert.equal(fairnessOfBlocks([]), null);
    assert.equal(fairnessOfBlocks([undefined]), null);
  });

  test('is that of the one block that has it', () => {
    assert.deepEqual(fairnessOfBlocks([undefined, fairness()]), fairness());
  });

  test('takes the median of the indexes, so that one odd block does not decide', () => {
    const ratios = [0.5, 0.9, 0.95].map((jainRatio) => fairness({ jainRatio }));
    assert.equal(fairnessOfBlocks(ratios)?.jainRatio, 0.9);
  });

  test('takes the extremes of counts and of the slowest client', () => {
    const all = fairnessOfBlocks([
      fairness({ establishedMin: 3, slowestMeanNs: 4_000 }),
      fairness({ establishedMax: 20, slowestP99Ns: 8_000 }),
    ]);
    assert.deepEqual(all, {
      ...fairness({ establishedMin: 3, establishedMax: 20 }),
      ...{ slowestMeanNs: 4_000, slowestP99Ns: 8_000 },
    });
  });

  test('does not know the p99 where one block does not', () => {
    const all = fairnessOfBlocks([fairness(), fairness({ slowestP99Ns: null })]);
    assert.equal(all?.slowestP99Ns, null);
  });
});
