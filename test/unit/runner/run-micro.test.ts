// Micro-benchmarks with made-up subjects, whose batches say whatever time the test wants.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MicroBatches, MicroSubject } from '../../../src/model/micro-subject.ts';
import type { Placement } from '../../../src/model/placement.ts';
import { type MicroOptions, runMicro } from '../../../src/runner/run-micro.ts';

const sameCore: Placement = { name: 'same core', serverCpus: [0], clientCpus: [0] };
const crossCore: Placement = { name: 'cross core', serverCpus: [0], clientCpus: [1] };

interface Made {
  readonly subject: MicroSubject;
  /** What happened to it, in order; batches as the number of operations. */
  readonly events: (string | number)[];
}

/** A subject whose operations take 250 ns each, unless `run` says otherwise. */
function madeSubject(
  name: string,
  over: Partial<MicroSubject> & Partial<MicroBatches> & { readonly notes?: string[] } = {},
): Made {
  const events: (string | number)[] = [];
  const { run = (operationCount: number) => operationCount * 250, notes = [], ...rest } = over;
  const subject: MicroSubject = {
    ...{ name, summary: '', unit: 'step', operationCount: 1_000, placements: 'any', against: null },
    prepare: async ({ placement }) => {
      events.push(`prepare ${placement.name}`);
      return {
        run: (operationCount) => {
          events.push(operationCount);
          return run(operationCount);
        },
        finish: async () => {
          events.push('finish');
          return notes;
        },
      };
    },
    ...rest,
  };
  return { subject, events };
}

function run(subjects: readonly MicroSubject[], over: Partial<MicroOptions> = {}) {
  return runMicro({
    ...{ subjects, pinnedPlacements: [sameCore, crossCore], durationNs: 1_000_000 },
    ...{ isSmoke: false, parentDirectory: '/', signal: new AbortController().signal },
    onProgress: () => undefined,
    ...over,
  });
}

test('a figure is the time of one operation, from the time that the batch reported', async () => {
  const { micro = [], ...result } = await run([madeSubject('step').subject]);
  const [figure] = micro;
  assert.equal(result.kind, 'bench');
  assert.equal(result.status, 'complete');
  assert.deepEqual(result.validity, { valid: true, causes: [] });
  assert.ok(Math.abs((figure?.operationNs.mean ?? 0) - 250) < 1e-6);
  assert.ok(Math.abs((figure?.operationNs.p50 ?? 0) - 250) < 1e-6);
  assert.equal(figure?.operationNs.p99, null, 'too few batches for a p99');
  assert.equal(figure?.operationCount, 1_000);
  assert.ok(figure.batchCount >= 20);
  assert.ok(figure.marginRatio < 1e-6);
});

test('batches go on for the time that was asked for, as they report it', async () => {
  const run100us = () => 100_000;
  const { micro = [] } = await run([madeSubject('step', { run: run100us }).subject], {
    durationNs: 5_000_000,
  });
  assert.ok((micro[0]?.batchCount ?? 0) >= 49 && (micro[0]?.batchCount ?? 0) <= 51);
});

test('p99 is given from 1,000 batches on', async () => {
  const { micro = [] } = await run([madeSubject('step', { run: () => 1_000 }).subject], {
    durationNs: 1_000_000,
  });
  assert.ok((micro[0]?.batchCount ?? 0) >= 1_000);
  assert.notEqual(micro[0]?.operationNs.p99, null);
});

test('a subject of two sides is made ready and measured at each placement', async () => {
  const { subject, events } = madeSubject('pair', { placements: 'both' });
  const { micro = [] } = await run([subject], { isSmoke: true });
  assert.deepEqual(
    micro.map(({ placement }) => placement.name),
    ['same core', 'cross core'],
  );
  assert.deepEqual(events, ['prepare same core', 1, 'finish', 'prepare cross core', 1, 'finish']);
});

test('in a smoke run every subject does one operation, once', async () => {
  const made = [madeSubject('one'), madeSubject('two')];
  await run(
    made.map(({ subject }) => subject),
    { isSmoke: true },
  );
  for (const { events } of made) {
    assert.deepEqual(events, ['prepare unpinned', 1, 'finish']);
  }
});

test('a batch that fails makes the run invalid with its cause, and spares the others', async () => {
  const broken = madeSubject('broken', {
    run: () => {
      throw new Error('no more FIFOs');
    },
  });
  const { micro = [], ...result } = await run([broken.subject, madeSubject('sound').subject]);
  assert.deepEqual(
    micro.map(({ subject }) => subject),
    ['sound'],
  );
  assert.equal(result.status, 'failed');
  assert.equal(result.validity.valid, false);
  assert.match(result.validity.causes[0] ?? '', /^broken: .*no more FIFOs/);
  assert.equal(broken.events.at(-1), 'finish');
});

test('a subject that cannot be made ready makes the run invalid and has no figure', async () => {
  const prepare = async () => {
    throw new Error('nowhere to go');
  };
  const { micro = [], validity } = await run([madeSubject('lost', { prepare }).subject]);
  assert.equal(micro.length, 0);
  assert.match(validity.causes[0] ?? '', /^lost: .*nowhere to go/);
});

test('an interruption keeps finished figures and drops the one under way', async () => {
  const controller = new AbortController();
  const second = madeSubject('second', {
    run: () => {
      controller.abort();
      return 1;
    },
  });
  const third = madeSubject('third');
  const subjects = [madeSubject('first').subject, second.subject, third.subject];
  const { micro = [], ...result } = await run(subjects, { signal: controller.signal });
  assert.equal(result.status, 'interrupted');
  assert.deepEqual(
    micro.map(({ subject }) => subject),
    ['first'],
  );
  assert.equal(second.events.at(-1), 'finish');
  assert.deepEqual(third.events, []);
});

test('what a subject says about itself at its end becomes a note under its name', async () => {
  const { subject } = madeSubject('pair', { notes: ['2 of 100 were lost.'] });
  assert.deepEqual((await run([subject])).notes, ['pair: 2 of 100 were lost.']);
});

test('an interruption while a subject is made ready leaves it at that', async () => {
  const controller = new AbortController();
  const { subject, events } = madeSubject('slow');
  const prepare: MicroSubject['prepare'] = async (setting) => {
    controller.abort();
    return await subject.prepare(setting);
  };
  const { micro } = await run([{ ...subject, prepare }], { signal: controller.signal });
  assert.deepEqual(micro, []);
  assert.deepEqual(events, ['prepare unpinned', 'finish']);
});

test('progress names each subject before it is made ready, and counts placements', async () => {
  const told: string[] = [];
  const { subject } = madeSubject('pair', { placements: 'both' });
  await run([subject], {
    isSmoke: true,
    onProgress: ({ name, ordinal, count }) => told.push(`${ordinal}/${count} ${name}`),
  });
  assert.deepEqual(told, ['1/2 pair, same core', '2/2 pair, cross core']);
});

test('no subject at all gives a run without figures', async () => {
  const { micro, status } = await run([]);
  assert.deepEqual(micro, []);
  assert.equal(status, 'complete');
});
