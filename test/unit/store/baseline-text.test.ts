// The text of a baseline: a stored run that version control can show, line by line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBaseline } from '../../../src/store/baseline-text.ts';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import { sampleRun } from '../../support/sample-run.ts';

const program = { name: 'fifobench-server', sha256: 'a'.repeat(64) };
const gate = {
  ...{ baseline: 'main', baselineStartedAt: '2025-01-02T03:04:05.000Z', isSameProgram: false },
  ...{ way: 'stored' as const, missing: ['1 client'], forced: ['kernel (1 then, 2 now)'] },
};
const run = { ...sampleRun(), programs: [program], gate };

test('says what the text of a run says', () => {
  assert.deepEqual(JSON.parse(formatBaseline(run)), JSON.parse(formatRun(run)));
});

test('comes back with its programs and with how it was held against a baseline', () => {
  const read = parseRun(formatBaseline(run), 'main.json');
  assert.deepEqual(read.programs, [program]);
  assert.deepEqual(read.gate, gate);
});

test('is the same, byte for byte, when it is read and written again', () => {
  const text = formatBaseline(parseRun(formatBaseline(run), 'main.json'));
  assert.equal(formatBaseline(parseRun(text, 'main.json')), text);
});

test('gives each block one line, and ends in a line break', () => {
  const text = formatBaseline(run);
  const lines = text.split('\n').filter((line) => /^ *\{"pair":.*\},?$/.test(line));
  assert.equal(
    lines.length,
    run.cases.reduce((count, { blocks }) => count + blocks.length, 0),
  );
  assert.ok(text.endsWith('}\n'));
});

test('changes one line where one figure changes', () => {
  const [before, after] = [run, { ...run, seed: run.seed + 1 }].map((each) =>
    formatBaseline(each).split('\n'),
  );
  assert.equal(after?.filter((line, index) => line !== before?.[index]).length, 1);
});
