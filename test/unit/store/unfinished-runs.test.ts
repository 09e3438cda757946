// Journals in a folder of runs: what they tell, and which of them are none any more.

import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRunDigests } from '../../../src/store/run-digests.ts';
import { saveRun } from '../../../src/store/run-file.ts';
import { RunJournal } from '../../../src/store/run-journal.ts';
import { readUnfinishedRuns } from '../../../src/store/unfinished-runs.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

/** A journal of the run's first pair, in a folder below `directory`. */
function writeJournal(directory: string, name: string, startedAt: string): string {
  const run = sampleRun({ startedAt });
  const journal = new RunJournal(join(directory, name));
  for (const block of [0, 1]) {
    const cases = run.cases.map((each) => ({
      ...each,
      blocks: each.blocks.slice(block, block + 1),
    }));
    journal.append({ ...run, cases: cases.filter(({ blocks }) => blocks.length > 0) });
  }
  return journal.path;
}

test('each journal tells its cases with the blocks that had ended', async (context) => {
  const directory = scratchDirectory(context);
  mkdirSync(join(directory, 'deeper'));
  writeJournal(directory, 'a.json.journal', '2025-02-02T00:00:00.000Z');
  writeJournal(directory, 'deeper/b.journal', '2025-02-01T00:00:00.000Z');
  const { unfinished, unreadable } = await readUnfinishedRuns(directory, []);
  assert.deepEqual(unreadable, []);
  assert.deepEqual(
    unfinished.map(({ file }) => file),
    ['deeper/b.journal', 'a.json.journal'],
  );
  for (const { cases, kind } of unfinished) {
    assert.equal(kind, 'compare');
    assert.ok(cases.length >= 2);
    for (const { blockCount, figures } of cases) {
      assert.ok(blockCount >= 1 && blockCount <= 2);
      assert.ok(figures.some(({ metric, value }) => metric === 'service_p50' && value > 0));
    }
  }
});

test('a line that was cut off is left out, a journal of nothing else named', async (context) => {
  const directory = scratchDirectory(context);
  const whole = writeJournal(directory, 'a.journal', '2025-02-01T00:00:00.000Z');
  const text = readFileSync(whole, 'utf8');
  appendFileSync(whole, text.slice(0, 1_000));
  writeFileSync(join(directory, 'half.journal'), text.slice(0, 1_000));
  writeFileSync(join(directory, 'empty.journal'), '');
  writeFileSync(join(directory, 'none.journal'), 'notes of mine\n');
  const { unfinished, unreadable } = await readUnfinishedRuns(directory, []);
  assert.deepEqual(
    unfinished.map(({ file }) => file),
    ['a.journal'],
  );
  assert.deepEqual(
    unreadable.map(({ file }) => file),
    ['empty.journal', 'half.journal', 'none.journal'],
  );
  assert.match(unreadable[1]?.reason ?? '', /holds no finished block/);
  assert.match(unreadable[2]?.reason ?? '', /none\.journal:1 is no line of a journal/);
});

test('a journal of a run that was saved after all is none', async (context) => {
  const directory = scratchDirectory(context);
  writeJournal(directory, 'saved.json.journal', '2025-02-01T00:00:00.000Z');
  writeJournal(directory, 'killed.json.journal', '2025-02-01T00:00:00.001Z');
  await saveRun(sampleRun({ startedAt: '2025-02-01T00:00:00.000Z' }), { directory });
  const { digests } = readRunDigests(directory);
  const { unfinished } = await readUnfinishedRuns(directory, digests);
  assert.deepEqual(
    unfinished.map(({ file }) => file),
    ['killed.json.journal'],
  );
});
