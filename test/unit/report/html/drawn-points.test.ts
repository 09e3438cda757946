// Which points of a long series are drawn: all that stand out, and none that was not measured.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { drawnPlaces, extremePlaces } from '../../../../src/report/html/drawn-points.ts';
import { fc } from '../../../support/property.ts';

group('of a series', () => {
  test('every point is drawn where there are few', () => {
    assert.deepEqual(drawnPlaces([3, 1, 2], 4), [0, 1, 2]);
    assert.deepEqual(drawnPlaces([], 4), []);
  });

  test('a single spike among thousands is drawn, upward or downward', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => 100 + (index % 7));
    values[1_234] = 900;
    values[4_321] = 1;
    const places = drawnPlaces(values, 100);
    assert.ok(places.includes(1_234) && places.includes(4_321));
    assert.ok(places.length <= 100);
  });

  test('the places ascend, are few enough, and hold the extremes and both ends', () => {
    const series = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(series, fc.integer({ min: 4, max: 60 }), (values, mostCount) => {
        const places = drawnPlaces(values, mostCount);
        const drawn = places.map((place) => values[place] ?? -1);
        assert.ok(places.length <= mostCount || places.length === values.length);
        assert.deepEqual(
          [...new Set(places)].sort((left, right) => left - right),
          places,
        );
        assert.equal(Math.min(...drawn), Math.min(...values));
        assert.equal(Math.max(...drawn), Math.max(...values));
        assert.deepEqual([places[0], places.at(-1)], [0, values.length - 1]);
      }),
    );
  });
});

test('of equal extremes the first counts, and of no values the start', () => {
  assert.deepEqual(extremePlaces([2, 1, 3, 1, 3]), { lowest: 1, highest: 2 });
  assert.deepEqual(extremePlaces([5, 1, 3, 9], { start: 1, end: 3 }), { lowest: 1, highest: 2 });
  assert.deepEqual(extremePlaces([]), { lowest: 0, highest: 0 });
});
