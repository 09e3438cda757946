// The closed form of a stall: tables by hand, the straight line that theory promises, and a naive
// simulation in small steps.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { type Stall, stalledResponsesNs } from '../../../src/stats/stalled-queue.ts';
import { fc } from '../../support/property.ts';

function responses(arrivals: readonly number[], stall: Stall, serviceNs: number): number[] {
  return [...stalledResponsesNs(Float64Array.from(arrivals), { stall, serviceNs })];
}

const noStall = { startNs: 0, endNs: 0 };

group('a server that stalls', () => {
  const tables: readonly [string, number[], Stall, number, number[]][] = [
    ['has nobody to keep waiting', [], { startNs: 0, endNs: 9 }, 1, []],
    ['that never does takes its service for each', [0, 5, 10], noStall, 2, [2, 2, 2]],
    ['that is too slow makes each wait for the one before', [0, 1, 2], noStall, 3, [3, 5, 7]],
    ['serves those from before as ever', [0, 3], { startNs: 5, endNs: 9 }, 2, [2, 2]],
    ['holds up whom it is serving', [0, 4], { startNs: 5, endNs: 9 }, 2, [2, 6]],
    [
      'serves the waiting in their order',
      [5, 6, 7, 20],
      { startNs: 4, endNs: 10 },
      1,
      [6, 6, 6, 1],
    ],
    ['at the very end has no effect', [9], { startNs: 4, endNs: 9 }, 1, [1]],
    ['before a client is done by then has none', [2], { startNs: 4, endNs: 9 }, 2, [2]],
    [
      'costs no time of its own with a service of nothing',
      [5, 8],
      { startNs: 4, endNs: 9 },
      0,
      [4, 1],
    ],
  ];
  for (const [sentence, arrivals, stall, serviceNs, expected] of tables) {
    test(sentence, () => {
      assert.deepEqual(responses(arrivals, stall, serviceNs), expected);
    });
  }

  test('makes D / (1/λ - s) of its arrivals wait, in a straight line down from D', () => {
    const arrivals = Array.from({ length: 1_000 }, (_, index) => index * 10);
    const stall = { startNs: 1_000, endNs: 3_000 };
    const waits = responses(arrivals, stall, 2);
    const late = waits.filter((waitNs) => waitNs > 2);
    assert.equal(late.length, 2_000 / (10 - 2));
    assert.equal(late[0], 2_000 + 2);
    late.forEach((waitNs, place) => {
      assert.equal(waitNs, 2_002 - 8 * place);
    });
  });
});

test('is what a simulation in single steps of time finds', () => {
  const whole = (max: number) => fc.integer({ min: 0, max });
  const input = fc.tuple(fc.array(whole(60), { maxLength: 12 }), whole(50), whole(30), whole(5));
  fc.assert(
    fc.property(input, ([times, startNs, lengthNs, extraNs]) => {
      const arrivals = times.toSorted((left, right) => left - right);
      const stall = { startNs, endNs: startNs + lengthNs };
      const serviceNs = 1 + extraNs;
      assert.deepEqual(
        responses(arrivals, stall, serviceNs),
        simulate(arrivals, { stall, serviceNs }),
      );
    }),
  );
});

function simulate(
  arrivals: readonly number[],
  { stall, serviceNs }: { stall: Stall; serviceNs: number },
): number[] {
  const waits: number[] = [];
  let leftNs = serviceNs;
  for (let nowNs = 0; waits.length < arrivals.length; nowNs += 1) {
    const isStalled = nowNs >= stall.startNs && nowNs < stall.endNs;
    const arrivalNs = arrivals[waits.length] as number;
    if (isStalled || arrivalNs > nowNs) {
      continue;
    }
    leftNs -= 1;
    if (leftNs === 0) {
      waits.push(nowNs + 1 - arrivalNs);
      leftNs = serviceNs;
    }
  }
  return waits;
}
