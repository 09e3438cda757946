// The course of a sweep with a made-up measurement: what is kept, what is left out, and what is
// told.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import type { Run } from '../../../src/model/run.ts';
import type { ProgressEvent } from '../../../src/runner/progress.ts';
import { measurePoints, type PointMeasurement, type SweptCase } from '../../../src/runner/sweep.ts';
import { madeBlock, madeCase } from '../../support/made-case.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { meansOf } from '../../support/sweep-means.ts';

const { server, load, placement } = madeCase('basic', []);
const points: readonly SweptCase[] = [1, 10, 100].map((clientCount) => ({
  ...{ server, placement, group: `${clientCount} clients` },
  load: { ...load, clientCount },
}));

function runOf(swept: SweptCase, change: Partial<Run> = {}): Run {
  const name = `${swept.server.name}, ${swept.group}`;
  const cases = [{ name, ...swept, blocks: [madeBlock()] }];
  return sampleRun({ kind: 'run', cases, verdicts: [], notes: [], ...change });
}

group('a sweep', () => {
  test('measures each point once and in order', async () => {
    const sum = await measurePoints(
      points,
      meansOf(async (swept) => runOf(swept)),
    );
    assert.deepEqual(
      sum.cases.map(({ name }) => name),
      ['basic, 1 clients', 'basic, 10 clients', 'basic, 100 clients'],
    );
    assert.deepEqual([sum.notes, sum.causes, sum.isIncomplete], [[], [], false]);
  });

  test('without points is empty', async () => {
    const sum = await measurePoints(
      [],
      meansOf(async (swept) => runOf(swept)),
    );
    assert.deepEqual(sum, { cases: [], notes: [], causes: [], isIncomplete: false });
  });

  test('keeps the notes of a point with its name, and its causes', async () => {
    const change: Partial<Run> = {
      notes: ['1 latencies exceeded 60 s'],
      validity: { valid: false, causes: ['basic, 1 clients: too loud'] },
      status: 'failed',
    };
    const sum = await measurePoints(
      points.slice(0, 1),
      meansOf(async (swept) => runOf(swept, change)),
    );
    assert.deepEqual(sum.notes, ['basic, 1 clients: 1 latencies exceeded 60 s']);
    assert.deepEqual(sum.causes, ['basic, 1 clients: too loud']);
    assert.equal(sum.isIncomplete, true);
  });
});

group('an abort', () => {
  test('keeps the finished points and leaves out the one that it cut off', async () => {
    const controller = new AbortController();
    const measured: string[] = [];
    const measure: PointMeasurement = async (swept) => {
      measured.push(swept.group);
      if (swept.load.clientCount === 10) {
        controller.abort();
        return runOf(swept, { status: 'interrupted' });
      }
      return runOf(swept);
    };
    const sum = await measurePoints(points, meansOf(measure, { signal: controller.signal }));
    assert.deepEqual(measured, ['1 clients', '10 clients']);
    assert.deepEqual(
      sum.cases.map(({ group: name }) => name),
      ['1 clients'],
    );
    assert.equal(sum.isIncomplete, false);
  });

  test('before the first point measures nothing', async () => {
    const signal = AbortSignal.abort();
    const measure: PointMeasurement = () => assert.fail('measured');
    assert.deepEqual((await measurePoints(points, meansOf(measure, { signal }))).cases, []);
  });
});

group('a point that cannot be measured', () => {
  const failingAt =
    (clientCount: number): PointMeasurement =>
    async (swept) => {
      if (swept.load.clientCount === clientCount) {
        throw new FifobenchError('descriptors', 'cannot open: EMFILE', { remedy: 'raise it' });
      }
      return runOf(swept);
    };

  test('ends the sweep with its error where it is the first', async () => {
    await assert.rejects(measurePoints(points, meansOf(failingAt(1))), /EMFILE/);
  });

  test('is a note where others were measured before, and the next is tried', async () => {
    const sum = await measurePoints(points, meansOf(failingAt(10)));
    assert.equal(sum.cases.length, 2);
    assert.deepEqual(sum.notes, ['basic, 10 clients: not measured: cannot open: EMFILE; raise it']);
    assert.equal(sum.isIncomplete, true);
  });
});

test('progress counts points, adds up, and tells the rest by the points before', async () => {
  const event: ProgressEvent = {
    ...{ label: 'x', caseOrdinal: 1, caseCount: 1, pairOrdinal: 0, pairCount: 0 },
    ...{ phase: 'measuring', elapsedNs: 5, remainingNs: 7, handshakesPerSecond: 9 },
    ...{ latencyKind: 'service', latencies: [] },
    ...{ establishedCount: 100, failedCount: 1 },
  };
  const told: ProgressEvent[] = [];
  const measure: PointMeasurement = async (swept, onProgress) => {
    onProgress?.(event);
    return runOf(swept);
  };
  const means = meansOf(measure, { onProgress: (each) => told.push(each), elapsedNs: () => 1_000 });
  await measurePoints(points, means);
  assert.deepEqual(
    told.map(({ caseOrdinal, caseCount, establishedCount, failedCount, remainingNs }) => {
      return [caseOrdinal, caseCount, establishedCount, failedCount, remainingNs];
    }),
    [
      [1, 3, 100, 1, 21],
      [2, 3, 200, 2, 2_000],
      [3, 3, 300, 3, 500],
    ],
  );
});
