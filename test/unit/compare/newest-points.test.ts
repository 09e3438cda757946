// The alarm on the newest point and the drift of the newest level: when they come, and when not.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { newestAlarm, newestDrift } from '../../../src/compare/newest-points.ts';
import { simulatedSeries, tableSketch } from '../../support/simulated-series.ts';

const deltaRatio = 0.05;

function alarmOf(values: readonly number[], since = 0) {
  return newestAlarm({ values, since, deltaRatio });
}

group('the alarm', () => {
  const steady = [100, 101, 99, 100, 102, 98, 100, 101, 99, 100];

  test('comes where the newest point is far from its level, with what was to be expected', () => {
    const alarm = alarmOf([...steady, 140]);
    assert.deepEqual([alarm?.value, alarm?.expected], [140, 100]);
    const [low, high] = alarm?.predicted ?? [0, 0];
    assert.ok(low > 85 && low < 96 && high > 104 && high < 115, `${low} to ${high}`);
  });

  test('comes for a point that is too good, too', () => {
    assert.equal(alarmOf([...steady, 60])?.value, 60);
  });

  test('does not come for a point like the others, nor for a change that does not matter', () => {
    assert.equal(alarmOf([...steady, 101]), null);
    assert.equal(alarmOf([...new Array<number>(20).fill(100), 104]), null);
    assert.equal(alarmOf([...new Array<number>(20).fill(100), 106])?.value, 106);
  });

  test('needs five earlier points of the newest level', () => {
    assert.equal(alarmOf([1, 1, 1, 1, 9]), null);
    assert.equal(alarmOf([1, 1, 1, 1, 1, 9])?.value, 9);
    assert.equal(alarmOf([1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 9], 6), null);
    assert.equal(alarmOf([]), null);
  });

  test('is not dulled by earlier spikes', () => {
    const spiked = steady.map((value, index) => (index === 3 ? 400 : value));
    assert.equal(alarmOf([...spiked, 140])?.value, 140);
  });

  test('is rare where only noise is: fewer than one in a hundred', () => {
    const sketch = { pointCount: 40, noiseRatio: 0.03, spikeChanceRatio: 0, spikeRatio: 0 };
    const seeds = Array.from({ length: 1_000 }, (_, seed) => seed);
    const alarms = seeds.filter((seed) => alarmOf(simulatedSeries({ ...sketch, seed })) !== null);
    assert.ok(alarms.length <= 10, `${alarms.length}`);
  });
});

group('the drift', () => {
  const rising = Array.from({ length: 30 }, (_, index) => 100 * 1.005 ** index + (index % 3) / 10);

  test('of half a percent a run is seen, as the ratio of its ends', () => {
    const drift = newestDrift({ values: rising, since: 0, deltaRatio });
    assert.equal(drift?.pointCount, 30);
    assert.ok(Math.abs((drift?.ratio ?? 0) - 1.005 ** 29) < 0.01);
  });

  test('that does not matter, or of too few points, is none', () => {
    assert.equal(newestDrift({ values: rising, since: 0, deltaRatio: 0.2 }), null);
    assert.equal(newestDrift({ values: rising, since: 25, deltaRatio }), null);
    assert.equal(newestDrift({ values: [], since: 0, deltaRatio }), null);
  });

  test('is not seen in noise', () => {
    const found = [1, 2, 3, 4, 5].filter(
      (seed) =>
        newestDrift({ values: simulatedSeries(tableSketch(seed)), since: 0, deltaRatio }) !== null,
    );
    assert.deepEqual(found, []);
  });
});
