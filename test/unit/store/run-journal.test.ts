// Journals: what was appended comes back whole, whatever cut the file short.

import assert from 'node:assert/strict';
import { readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { caseTotals } from '../../../src/model/case-totals.ts';
import type { Run } from '../../../src/model/run.ts';
import { journalPath, RunJournal, readJournal } from '../../../src/store/run-journal.ts';
import { toStoredRun } from '../../../src/store/to-stored-run.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

/** The run as it came: one piece for each block, in the order of the pairs. */
function pieces(run: Run): Run[] {
  const single = run.cases.flatMap((each) =>
    each.blocks.map((block) => ({ ...run, verdicts: [], cases: [{ ...each, blocks: [block] }] })),
  );
  return single;
}

test('every block comes back, and the totals of every case are what they were', async (context) => {
  const run = sampleRun();
  const journal = new RunJournal(join(scratchDirectory(context), 'run.journal'));
  assert.equal(journal.exists, false);
  for (const piece of pieces(run)) {
    journal.append(piece);
  }
  assert.equal(journal.fault, undefined);
  const back = await readJournal(journal.path);
  assert.equal(back.status, 'failed');
  const figures = (of: Run) =>
    of.cases.map((each) => {
      const { latencies, handshakes, serverUse, clientUse, failures } = caseTotals(each);
      const percentiles = [0.5, 0.9].map((ratio) => latencies.service.percentileNs(ratio));
      const phase = latencies.phases.ack.count;
      return { name: each.name, handshakes, serverUse, clientUse, failures, percentiles, phase };
    });
  const known = { ...run, cases: run.cases.filter(({ blocks }) => blocks.length > 0) };
  assert.deepEqual(figures(back), figures(known));
  journal.remove();
  assert.equal(journal.exists, false);
});

test('wherever the file was cut, the blocks before the cut come back', async (context) => {
  const parts = pieces(sampleRun()).slice(0, 3);
  const journal = new RunJournal(join(scratchDirectory(context), 'run.journal'));
  const endsBytes = parts.map((part) => {
    journal.append(part);
    return statSync(journal.path).size;
  });
  const [first = 0, second = 0, third = 0] = endsBytes;
  for (const [lengthBytes, blockCount] of [
    [third - 1, 2],
    [second + 1, 2],
    [second, 2],
    [second - 1, 1],
    [first, 1],
  ] as const) {
    truncateSync(journal.path, lengthBytes);
    const { cases } = await readJournal(journal.path);
    assert.equal(cases.flatMap(({ blocks }) => blocks).length, blockCount, `${lengthBytes} bytes`);
  }
  truncateSync(journal.path, first - 1);
  await assert.rejects(readJournal(journal.path), { code: 'results-format' });
});

test('a journal that is there already stays, and none is removed but its own', async (context) => {
  const path = join(scratchDirectory(context), 'run.json.journal');
  const [piece] = pieces(sampleRun());
  assert.ok(piece);
  const [killed, next, third] = [1, 2, 3].map(() => new RunJournal(path));
  assert.ok(killed && next && third);
  killed.append(piece);
  next.append(piece);
  next.append(piece);
  third.append(piece);
  assert.match(next.path, /run\.json\.2\.journal$/);
  assert.match(third.path, /run\.json\.3\.journal$/);
  const blockCountOf = async (journal: RunJournal) =>
    (await readJournal(journal.path)).cases.flatMap(({ blocks }) => blocks).length;
  assert.deepEqual(await Promise.all([killed, next, third].map(blockCountOf)), [1, 2, 1]);
  next.remove();
  new RunJournal(path).remove();
  assert.deepEqual([killed.exists, next.exists, third.exists], [true, false, true]);
});

test('a place that cannot be written gives the journal up and nothing else', (context) => {
  const journal = new RunJournal(join(scratchDirectory(context), 'absent', 'run.journal'));
  const [piece] = pieces(sampleRun());
  assert.ok(piece);
  journal.append(piece);
  assert.match(String(journal.fault), /ENOENT/);
  assert.equal(journal.exists, false);
});

test('lines hold nothing but stored runs, which anybody may read one by one', (context) => {
  const journal = new RunJournal(join(scratchDirectory(context), 'run.journal'));
  const [piece] = pieces(sampleRun());
  assert.ok(piece);
  journal.append(piece);
  const line = readFileSync(journal.path, 'utf8');
  assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(toStoredRun(piece))));
});

test('a journal lies beside the run that it will become', () => {
  assert.equal(journalPath('there/run.json', new Date(0)), 'there/run.json.journal');
  assert.equal(
    journalPath(undefined, new Date(0)),
    `results/runs/19700101T000000Z-${process.pid}.journal`,
  );
});
