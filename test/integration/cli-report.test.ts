// `fifobench report` and the ways into and out of a history, as a user calls them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { HistogramLogReader } from 'hdr-histogram-js';
import { saveRun } from '../../src/store/run-file.ts';
import { formatRun, parseRun } from '../../src/store/run-text.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { readCsv } from '../support/readers/csv.ts';
import { readOpenMetrics } from '../support/readers/open-metrics.ts';
import { readXml } from '../support/readers/xml.ts';
import { sampleRun } from '../support/sample-run.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { writeSimulatedRuns } from '../support/simulated-runs.ts';
import { runTool } from '../support/tool.ts';

const fixture = join(projectDirectory(), 'test', 'fixtures', 'run-v1.json');

/** By format, what shows that the text is of that format. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  table: (text) => assert.match(text, /^fifobench compare\n/),
  markdown: (text) => assert.match(text, /^## fifobench compare\n/),
  html: (text) => assert.match(text, /^<!doctype html>/i),
  json: (text) => parseRun(text, 'text'),
  csv: readCsv,
  hlog: (text) => assert.notEqual(new HistogramLogReader(text, 64).nextIntervalHistogram(), null),
  junit: readXml,
  openmetrics: readOpenMetrics,
  benchstat: (text) => assert.match(text, /^Benchmark\/\S+\t\d+\t/m),
  bencher: (text) => JSON.parse(text),
  'github-action-benchmark': (text) => JSON.parse(text).customSmallerIsBetter[0].name,
  hyperfine: (text) => JSON.parse(text).results[0].times[0],
};

group('report', () => {
  for (const [format, read] of Object.entries(readers)) {
    test(`renders a run of schema version 1 as ${format}`, async (context) => {
      const directory = scratchDirectory(context);
      const end = await runTool(context, directory, ['report', fixture, '--format', format]);
      assert.equal(end.exitCode, 0, end.stderr);
      assert.doesNotThrow(() => read(end.stdout));
      assert.equal(end.stderr, '');
    });
  }

  test('writes with --out what it would print, and two files by direction', async (context) => {
    const directory = scratchDirectory(context);
    const printed = await runTool(context, directory, ['report', fixture, '--format', 'csv']);
    const write = ['--format', 'csv', '--out', 'run.csv'];
    const end = await runTool(context, directory, ['report', fixture, ...write]);
    assert.deepEqual([end.exitCode, end.stdout], [0, '']);
    assert.equal(readFileSync(join(directory, 'run.csv'), 'utf8'), printed.stdout);
    const action = ['--format', 'github-action-benchmark', '--out', 'bench.json'];
    assert.equal((await runTool(context, directory, ['report', fixture, ...action])).exitCode, 0);
    assert.deepEqual(readdirSync(directory).sort(), [
      ...['bench.bigger-is-better.json', 'bench.smaller-is-better.json', 'run.csv'],
    ]);
  });

  test('takes several runs, and refuses what it cannot read or write', async (context) => {
    const directory = scratchDirectory(context);
    const run = sampleRun({ startedAt: '2025-02-01T00:00:00.000Z' });
    await saveRun(run, { file: join(directory, 'later.json') });
    const both = ['report', fixture, 'later.json', '--format'];
    const listed = await runTool(context, directory, [...both, 'json']);
    assert.deepEqual(JSON.parse(listed.stdout)[1], JSON.parse(formatRun(run)));
    for (const wrong of [
      [...both, 'html'],
      [...both, 'pdf'],
      ['report', 'nowhere.json'],
      ['report'],
    ]) {
      const end = await runTool(context, directory, wrong);
      assert.equal(end.exitCode, 2, wrong.join(' '));
      assert.match(end.stderr, /^fifobench: [^\n]+; [^\n]+\n$/);
    }
  });
});

test('a folder becomes a page that leads to the pages beside its runs', async (context) => {
  const directory = scratchDirectory(context);
  const runs = join(directory, 'runs');
  writeSimulatedRuns({ directory: runs, runCount: 12 });
  const [first = ''] = readdirSync(runs).sort();
  const beside = first.replace('.json', '.html');
  writeFileSync(join(runs, beside), 'a page');
  const argv = ['report', 'runs', '--format', 'html'];
  const end = await runTool(context, directory, [...argv, '--out', 'history page.html']);
  assert.equal(end.exitCode, 0, end.stderr);
  const page = readFileSync(join(directory, 'history page.html'), 'utf8');
  assert.match(page, new RegExp(`<a href="runs/${beside}"`));
  assert.equal(page.match(/<a href="runs(?!\/20250101T000000Z)/), null);
  const printed = await runTool(context, directory, argv);
  assert.match(printed.stdout, /12 runs<\/span> in runs/);
  assert.doesNotMatch(printed.stdout, /<a href="(?!#)/);
  const history = await runTool(context, directory, ['history', 'runs', '--format', 'html']);
  assert.equal(history.stdout, printed.stdout);
});

group('history', () => {
  test('imports figures of another tool and shows them as a series', async (context) => {
    const directory = scratchDirectory(context);
    for (let run = 0; run < 12; run += 1) {
      const seconds = 0.1 + (run >= 8 ? 0.03 : 0) + (run % 3) / 1_000;
      const result = { command: 'sleep 0.1', mean: seconds, median: seconds, min: seconds };
      writeFileSync(join(directory, 'b.json'), JSON.stringify({ results: [result] }));
      const date = `2025-01-${String(run + 1).padStart(2, '0')}`;
      const argv = ['history', 'import', 'b.json', '--runs', 'runs', '--date', date];
      const end = await runTool(context, directory, argv);
      assert.equal(end.exitCode, 0, end.stderr);
    }
    const end = await runTool(context, directory, ['history', 'runs', '--fail-on', 'regressed']);
    assert.equal(end.exitCode, 5, end.stderr);
    assert.match(end.stdout, /sleep 0\.1: median: \+30 % .* from 2025-01-09 on, confirmed/);
  });

  test('exports its points, and what was exported can be imported', async (context) => {
    const directory = scratchDirectory(context);
    writeSimulatedRuns({ directory: join(directory, 'runs'), runCount: 12 });
    const argv = ['history', 'export', '--runs', 'runs', '--metric', 'service_p50'];
    const csv = await runTool(context, directory, argv);
    assert.equal(readCsv(csv.stdout).length, 12);
    const out = ['--format', 'github-action-benchmark', '--out', 'data.json'];
    assert.equal((await runTool(context, directory, [...argv, ...out])).exitCode, 0);
    const into = ['history', 'import', 'data.json', '--runs', 'copy', '--machine', 'here'];
    const end = await runTool(context, directory, into);
    assert.match(end.stderr, /^imported 12 of data\.json into copy\n$/);
    assert.equal(readdirSync(join(directory, 'copy')).length, 12);
    const report = ['report', 'copy', '--format', 'markdown'];
    const page = await runTool(context, directory, report);
    assert.match(page.stdout, /^## fifobench history\n/);
    assert.equal((await runTool(context, directory, [...report.slice(0, 3), 'hlog'])).exitCode, 2);
    const wrong = await runTool(context, directory, ['history', 'import', 'nowhere.json']);
    assert.equal(wrong.exitCode, 2);
  });
});
