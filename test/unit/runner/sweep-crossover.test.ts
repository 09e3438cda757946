// How a sweep over service times looks more closely at the crossover, with a made-up measurement.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crossoversOf } from '../../../src/compare/crossovers.ts';
import { FifobenchError } from '../../../src/errors.ts';
import type { CaseResult } from '../../../src/model/run.ts';
import type { ProgressEvent, ProgressListener } from '../../../src/runner/progress.ts';
import type { PointMeasurement, SweptCase } from '../../../src/runner/sweep.ts';
import { measureCrossovers } from '../../../src/runner/sweep-crossover.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { crossingServiceNs, servicePoint } from '../../support/service-points.ts';
import { meansOf } from '../../support/sweep-means.ts';

/** The point that is asked for under its law; its service time is told by its group. */
function pointsAt(serviceNs: number, names = ['basic', 'forking']): SweptCase[] {
  return names.map((name) => {
    const { server, group, load, placement } = servicePoint(name, serviceNs);
    return { server, group, load, placement };
  });
}

const asked = [0, 10_000, 1_000_000, 10_000_000].flatMap((serviceNs) => pointsAt(serviceNs));

function serviceOf(group: string): number {
  return Number(/service (\d+)ns/.exec(group)?.[1]);
}

function byLaw({ server, group }: SweptCase): CaseResult {
  return servicePoint(server.name, serviceOf(group));
}

const runOf = (cases: CaseResult[]) => sampleRun({ kind: 'run', cases, verdicts: [], notes: [] });

const lawful: PointMeasurement = async (swept) => runOf([byLaw(swept)]);

test('the points close in on the crossover, and stay in order', async () => {
  const { cases } = await measureCrossovers({ cases: asked, casesAt: pointsAt }, meansOf(lawful));
  const [crossover] = crossoversOf(cases);
  assert.ok(Math.abs((crossover?.serviceNs ?? 0) / crossingServiceNs - 1) < 0.02);
  const added = cases.length - asked.length;
  assert.ok(added > 0 && added <= 10 && added % 2 === 0, `${added} points were added`);
  const services = cases.map(({ group }) => serviceOf(group));
  assert.deepEqual(
    services,
    services.toSorted((left, right) => left - right),
  );
  assert.deepEqual(
    cases.slice(0, 2).map(({ server }) => server.name),
    ['basic', 'forking'],
  );
});

test('nothing is added where there is no crossover, or only one server', async () => {
  for (const cases of [asked.slice(0, 4), asked.filter(({ server }) => server.name === 'basic')]) {
    const sum = await measureCrossovers({ cases, casesAt: pointsAt }, meansOf(lawful));
    assert.equal(sum.cases.length, cases.length);
  }
});

test('of three servers only the two that cross are measured again', async () => {
  const names = ['basic', 'forking', 'slow'];
  const cases = [0, 1_000_000].flatMap((serviceNs) => pointsAt(serviceNs, names));
  const measured: string[] = [];
  const measure: PointMeasurement = async ({ server, group }) => {
    measured.push(server.name);
    return runOf([
      server.name === 'slow'
        ? servicePoint('slow', serviceOf(group), 1)
        : servicePoint(server.name, serviceOf(group)),
    ]);
  };
  const casesAt = (serviceNs: number) => pointsAt(serviceNs, names);
  await measureCrossovers({ cases, casesAt }, meansOf(measure));
  assert.equal(measured.filter((name) => name === 'slow').length, 2);
  assert.ok(measured.filter((name) => name === 'forking').length > 2);
});

test('a point in between that fails is a note, and the others are kept', async () => {
  const measure: PointMeasurement = async (swept) => {
    if (!asked.some(({ group }) => group === swept.group)) {
      throw new FifobenchError('native', 'out of processes');
    }
    return runOf([byLaw(swept)]);
  };
  const sum = await measureCrossovers({ cases: asked, casesAt: pointsAt }, meansOf(measure));
  assert.equal(sum.cases.length, asked.length);
  assert.equal(sum.isIncomplete, true);
  assert.ok(sum.notes.length > 0 && sum.notes.length <= 5);
  assert.match(sum.notes[0] ?? '', /service \d+ns, same core: not measured: out of processes/);
});

test('an abort adds no point, and progress goes on counting', async () => {
  const controller = new AbortController();
  const told: [number, number, number | null][] = [];
  const onProgress: ProgressListener = ({ caseOrdinal, caseCount, remainingNs }) => {
    told.push([caseOrdinal, caseCount, remainingNs]);
  };
  const event: ProgressEvent = {
    ...{ label: 'x', caseOrdinal: 1, caseCount: 1, pairOrdinal: 0, pairCount: 0 },
    ...{ phase: 'measuring', elapsedNs: 5, remainingNs: 7, handshakesPerSecond: 9 },
    ...{ latencyKind: 'service', latencies: [] },
    ...{ establishedCount: 100, failedCount: 1 },
  };
  const measure: PointMeasurement = async (swept, progress) => {
    progress?.(event);
    if (told.length === asked.length + 2) {
      controller.abort();
    }
    return runOf([byLaw(swept)]);
  };
  const means = meansOf(measure, { signal: controller.signal, onProgress });
  const { cases } = await measureCrossovers({ cases: asked, casesAt: pointsAt }, means);
  assert.equal(cases.length, asked.length + 2);
  assert.deepEqual(told.slice(-2), [
    [9, 10, null],
    [10, 10, null],
  ]);
});
