// The test run: unit, golden and tidy files side by side, then integration files strictly one at a
// time, since they load the machine that they measure. Both phases are reported as one run, whose
// counts are the last lines. Arguments are parts of paths: only files that contain one of them run.

import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/** Of a whole file; a single test may set itself less. */
const fileTimeoutMs = 300_000;
const countNames = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo'];

const testDirectory = fileURLToPath(new URL('.', import.meta.url));
const totals = new Map<string, number>(countNames.map((name) => [name, 0]));
let failureCount = 0;

process.exitCode = await runAll(process.argv.slice(2));

async function runAll(filters: readonly string[]): Promise<number> {
  const files = testFiles(filters);
  const isIntegration = (path: string) => relative(testDirectory, path).startsWith('integration/');
  const phases = [
    { files: files.filter((path) => !isIntegration(path)), concurrency: availableParallelism() },
    { files: files.filter(isIntegration), concurrency: 1 },
  ];
  if (files.length === 0) {
    process.stderr.write(`fifobench: no test file matches ${filters.join(' ')}\n`);
    return 1;
  }
  const startedMs = performance.now();
  const reporter = new spec();
  await pipeline(Readable.from(eventsOf(phases)), reporter, process.stdout, { end: false });
  totals.set('duration_ms', Math.round(performance.now() - startedMs));
  for (const [name, count] of totals) {
    process.stdout.write(`ℹ ${name} ${count}\n`);
  }
  return failureCount > 0 || totals.get('tests') === 0 ? 1 : 0;
}

interface Phase {
  readonly files: string[];
  readonly concurrency: number;
}

/** The events of all phases in order, without their counts, which come once, added up. */
async function* eventsOf(phases: readonly Phase[]): AsyncGenerator<TestEvent> {
  for (const { files, concurrency } of phases.filter((phase) => phase.files.length > 0)) {
    for await (const event of run({ files, concurrency, timeout: fileTimeoutMs })) {
      if (!isCount(event)) {
        yield event;
      }
    }
  }
}

/** Whether the event is a count of a phase, or its end; adds it to the totals. */
function isCount(event: TestEvent): boolean {
  if (event.type === 'test:fail') {
    failureCount += 1;
  }
  if (event.type !== 'test:diagnostic' || event.data.nesting !== 0) {
    return (event.type as string) === 'test:summary';
  }
  const [, name = '', value] = /^(\w+) ([\d.]+)$/.exec(event.data.message) ?? [];
  const total = totals.get(name);
  if (total !== undefined) {
    totals.set(name, total + Number(value));
  }
  return total !== undefined || name === 'duration_ms';
}

function testFiles(filters: readonly string[]): string[] {
  return readdirSync(testDirectory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .filter((name) => filters.length === 0 || filters.some((part) => matches(name, part)))
    .sort()
    .map((name) => join(testDirectory, name));
}

/** `test/unit/units.test.ts`, `dist/test/unit/units.test.js` and `unit/units` all name one file. */
function matches(name: string, part: string): boolean {
  const wanted = part.replace(/^(\.\/)?(dist\/)?test\//, '').replace(/\.ts$/, '.js');
  return name.includes(wanted);
}
