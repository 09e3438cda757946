// The table's promises: its width, what it must say, and what it must never say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Run } from '../../../src/model/run.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderTable } from '../../../src/report/table.ts';
import { sampleRun } from '../../support/sample-run.ts';

const formats: readonly [name: string, render: (run: Run) => string][] = [
  ['the table', (run) => renderTable(run, { columns: 80, colour: false })],
  ['the page', renderMarkdown],
];

const invalid = sampleRun({ validity: { valid: false, causes: ['The generator was late.'] } });

const said: readonly [claim: string, run: Run, pattern: RegExp][] = [
  ['says which server is slower, and by how much', sampleRun(), /takes\s+5\.4\s+times\s+as\s+long/],
  ['says what the fork costs', sampleRun(), /fork call takes\s+148 µs/],
  ['says when the child of a fork runs', sampleRun(), /child runs\s+192 µs\s+after/],
  [
    'says how many handshakes failed and why',
    sampleRun(),
    /12×\s+ack\s+timeout,\s+2×\s+ack\s+refused/,
  ],
  ['says which processors were used', sampleRun(), /server on CPU 0, clients on CPU 1/],
  ['warns of a forking server on one core', sampleRun(), /denies it its\s+parallelism/],
  ['names the kernel', sampleRun(), /kernel 6\.1\.0/],
  ['repeats the notes', sampleRun(), /2 of 480 turns/],
  ['says that a run was interrupted', sampleRun({ status: 'interrupted' }), /INTERRUPTED/],
  ['says that a run failed', sampleRun({ status: 'failed' }), /FAILED/],
  ['says at once that a run is not valid', invalid, /NOT VALID/],
  ['says what the clients do', sampleRun(), /1 operation of 64 B after each handshake/],
  ['gives the causes of an invalid run', invalid, /The generator was late\./],
  ['shows a run without cases', sampleRun({ cases: [], verdicts: [] }), /kernel 6\.1\.0/],
  ['leaves a percentile of too few samples unsaid', sampleRun(), /basic .*–/],
];

for (const [name, render] of formats) {
  for (const [claim, run, pattern] of said) {
    test(`${name} ${claim}`, () => assert.match(render(run), pattern));
  }

  test(`${name} draws no conclusion from an invalid run`, () => {
    const text = render(invalid);
    assert.doesNotMatch(text, /regressed|improved|equivalent|longer|times as/);
    assert.match(text, /not valid/);
  });

  test(`${name} warns of one core only where a forking server is held to it`, () => {
    const [basic] = sampleRun().cases;
    assert.ok(basic !== undefined);
    assert.doesNotMatch(render(sampleRun({ cases: [basic], verdicts: [] })), /parallelism/);
  });

  test(`${name} has no column for forks where nobody forks`, () => {
    const [basic] = sampleRun().cases;
    assert.ok(basic !== undefined);
    assert.doesNotMatch(render(sampleRun({ cases: [basic], verdicts: [] })), /\bfork\b/);
  });
}

for (const columns of [60, 80, 100, 140]) {
  test(`no line of the table exceeds ${columns} columns`, () => {
    const text = renderTable(sampleRun(), { columns, colour: true });
    for (const line of stripVTControlCharacters(text).split('\n')) {
      assert.ok([...line].length <= columns, line);
    }
  });
}

test('colour changes nothing but colour', () => {
  const plain = renderTable(sampleRun(), { columns: 80, colour: false });
  const coloured = renderTable(sampleRun(), { columns: 80, colour: true });
  assert.notEqual(coloured, plain);
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test('the page puts the worst first and what is alike last, in a table of its own', () => {
  const words = [...renderMarkdown(sampleRun()).matchAll(/\| \**(\w+)\** \|$/gm)].map(
    ([, word]) => word,
  );
  const verdicts = words.filter((word) => word !== undefined && /[a-z]{5}/.test(word));
  assert.deepEqual(verdicts, [
    ...['verdict', 'regressed', 'regressed', 'inconclusive', 'minor', 'improved'],
    ...['verdict', 'equivalent'],
  ]);
});

test('the page does not let a name act as markup', () => {
  const run = sampleRun({ notes: ['a|b <img> `c`'] });
  assert.ok(renderMarkdown(run).includes('a\\|b \\<img\\> \\`c\\`'));
});
