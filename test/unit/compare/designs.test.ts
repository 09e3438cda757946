// The simulated table of docs/measuring.md, within sampling error: what each way of comparing finds
// on a restless machine, where nothing is and where something is.

import assert from 'node:assert/strict';
import { before, describe as group, test } from 'node:test';
import {
  type DesignName,
  designNames,
  type FoundRatios,
  foundRatios,
  restlessMachine,
} from '../../support/simulated-designs.ts';

const trialCount = 300;
const found = new Map<number, FoundRatios>();

/** The figures of the table in percent: no effect, 5 %, 10 %; `null`: far from where it matters. */
const table: readonly [DesignName, readonly [number, number | null, number | null]][] = [
  [designNames[0], [92, null, null]],
  [designNames[1], [68, 57, 90]],
  [designNames[2], [0.7, 85, 100]],
  [designNames[3], [4.5, 88, 92.5]],
  [designNames[4], [4.1, 92.5, 100]],
  [designNames[5], [4, 92.5, 100]],
];

group('on a restless machine', () => {
  before(() => {
    for (const effectRatio of [0, 0.05, 0.1]) {
      const options = { machine: restlessMachine, pairCount: 20, trialCount, seed: 7 };
      found.set(
        effectRatio,
        foundRatios({ ...options, effectRatio, isRawSkipped: effectRatio > 0 }),
      );
    }
  });

  for (const [name, percents] of table) {
    for (const [index, effectRatio] of [0, 0.05, 0.1].entries()) {
      const percent = percents[index];
      if (percent !== null && percent !== undefined) {
        test(`${name}: ${percent} % at an effect of ${effectRatio * 100} %`, () => {
          const ratio = found.get(effectRatio)?.[name] ?? Number.NaN;
          const errorRatio = Math.sqrt(((percent / 100) * (1 - percent / 100)) / trialCount);
          const allowedRatio = 3 * errorRatio + 0.01;
          assert.ok(Math.abs(ratio - percent / 100) <= allowedRatio, `${100 * ratio} %`);
        });
      }
    }
  }
});
