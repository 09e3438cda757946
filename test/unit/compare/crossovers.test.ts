// Crossovers from the cases of a sweep: who is held against whom, and what is left out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossoversOf } from '../../../src/compare/crossovers.ts';
import { crossingServiceNs, servicePoint } from '../../support/service-points.ts';

const servicesNs = [0, 100_000, 150_000, 1_000_000];
const both = servicesNs.flatMap((serviceNs) => [
  servicePoint('basic', serviceNs),
  servicePoint('forking', serviceNs),
]);

test('the candidate is held against the first server', () => {
  const [crossover, ...more] = crossoversOf(both);
  assert.deepEqual(more, []);
  assert.deepEqual(crossover && [crossover.baseline, crossover.candidate], ['basic', 'forking']);
  assert.deepEqual([crossover?.kind, crossover?.clientCount], ['at', 8]);
  assert.deepEqual(crossover?.rangeNs, [0, 1_000_000]);
  assert.ok(Math.abs((crossover?.serviceNs ?? 0) / crossingServiceNs - 1) < 0.01);
});

test('each further server has one of its own', () => {
  const twins = servicesNs.map((serviceNs) => servicePoint('slow', serviceNs, 1));
  const crossovers = crossoversOf([...both, ...twins]);
  assert.deepEqual(
    crossovers.map(({ candidate, kind }) => [candidate, kind]),
    [
      ['forking', 'at'],
      ['slow', 'never'],
    ],
  );
});

test('a point that one of the two has not is left out', () => {
  const [crossover] = crossoversOf([...both, servicePoint('basic', 5_000_000)]);
  assert.deepEqual(crossover?.rangeNs, [0, 1_000_000]);
  const idle = [...both.slice(2), servicePoint('basic', 0), servicePoint('forking', 0, 0)];
  assert.deepEqual(crossoversOf(idle)[0]?.rangeNs, [100_000, 1_000_000]);
});

test('without cases, or with one server, there is none', () => {
  assert.deepEqual(crossoversOf([]), []);
  assert.deepEqual(crossoversOf([servicePoint('basic', 0)]), []);
});
