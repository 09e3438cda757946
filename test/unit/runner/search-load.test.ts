// What a probe of a search means, with a made-up measurement.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Block } from '../../../src/model/block.ts';
import type { Run } from '../../../src/model/run.ts';
import { parseThreshold } from '../../../src/model/threshold.ts';
import type { ProgressEvent } from '../../../src/runner/progress.ts';
import { Probes, rateSearchOf } from '../../../src/runner/search-load.ts';
import type { PointMeasurement, SweptCase } from '../../../src/runner/sweep.ts';
import { madeCase, steadyBlock } from '../../support/made-case.ts';
import { sampleRun } from '../../support/sample-run.ts';

const { server, load, placement } = madeCase('basic', []);
const caseAt = (ratePerSecond: number): SweptCase => ({
  ...{ server, load, placement, group: `${ratePerSecond}/s` },
});

/** A plan that lasts as long as 2,000 handshakes of 900 ns. */
const plan = { droppedCount: 0, durationNs: 1_800_000 };

/** A server whose handshake takes 1 ns for each arrival a second. */
function probesOf(
  change: Partial<Run> = {},
  told: ProgressEvent[] = [],
  block: Partial<Block> = {},
): Probes {
  const measure: PointMeasurement = async (swept) => {
    const rate = Number.parseInt(swept.group, 10);
    const name = `${swept.server.name}, ${swept.group}`;
    const cases = [{ name, ...swept, blocks: [steadyBlock(rate, block)] }];
    return sampleRun({ kind: 'run', cases, verdicts: [], notes: [], ...change });
  };
  const thresholds = [parseThreshold('service_p50<1us'), parseThreshold('failed_ratio<=0')];
  const onProgress = (event: ProgressEvent) => told.push(event);
  return new Probes({ caseAt, thresholds, onProgress }, measure);
}

group('a probe', () => {
  test('keeps the thresholds if it crosses none', async () => {
    assert.equal(await probesOf().probe(900), true);
    assert.equal(await probesOf().probe(1_100), false);
  });

  test('keeps them with a late generator too, but notes why it is not valid', async () => {
    const probes = probesOf({ validity: { valid: false, causes: ['the generator was late'] } });
    assert.equal(await probes.probe(900), true);
    assert.deepEqual(probes.lowestCauses(), ['the generator was late']);
    assert.deepEqual(probes.notes(), ['the generator was late']);
  });

  const outcomes: readonly [Partial<Block>, boolean, string][] = [
    [{ serverFault: 'it died' }, false, 'does not keep them with a server that failed'],
    [{ open: { ...plan, plannedCount: 2_000 } }, true, 'keeps them where all was completed'],
    [
      { open: { ...plan, plannedCount: 2_100 } },
      false,
      'does not keep them where part of the plan was never sent',
    ],
    [
      { open: { ...plan, plannedCount: 2_000, durationNs: 1_000_000 } },
      false,
      'does not keep them where the backlog grew',
    ],
  ];
  for (const [change, expected, what] of outcomes) {
    test(what, async () => {
      assert.equal(await probesOf({}, [], change).probe(900), expected);
    });
  }

  test('that was cut off says nothing and leaves nothing', async () => {
    const probes = probesOf({ status: 'interrupted' });
    assert.equal(await probes.probe(900), null);
    assert.deepEqual(probes.cases(), []);
    assert.deepEqual(probes.lowestCauses(), []);
  });
});

test('the cases come with the lowest rate first, and a second try is numbered', async () => {
  const probes = probesOf({ notes: ['a note'] });
  for (const rate of [200, 100, 200]) {
    await probes.probe(rate);
  }
  assert.deepEqual(
    probes.cases().map(({ name }) => name),
    ['basic, 100/s', 'basic, 200/s', 'basic, 200/s (2)'],
  );
  assert.deepEqual(probes.notes()[0], 'basic, 100/s: a note');
});

test('an outcome is stored with whether it is settled', () => {
  const outcome = { keptPerSecond: 1, brokenPerSecond: 2, tallies: [], probeCount: 5 };
  const found = { keptPerSecond: 1, crossedPerSecond: 2, probeCount: 5, settled: true };
  assert.deepEqual(rateSearchOf({ ...outcome, kind: 'found' }), found);
  for (const kind of ['unsettled', 'aborted'] as const) {
    assert.deepEqual(rateSearchOf({ ...outcome, kind }), { ...found, settled: false });
  }
});
