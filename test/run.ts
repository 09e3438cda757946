// The test run: unit, golden and tidy files side by side, then integration files strictly one at a
// time, since they load the machine that they measure. Both phases are reported as one run, whose
// counts are the last lines. Arguments are parts of paths: only files that contain one of them run.
//
// Where nothing failed but one or two integration files, these run once more, and the second time
// counts: what the machine's other work made fail passes then, a fault in the program fails again.
// It is said at the end, since a test that needs it is to be mended.

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
const fileTimeoutMs = 600_000;
const countNames = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo'];

/** Of integration files that failed; more at once are no accident. */
const retriedFileCountMax = 2;

const testDirectory = fileURLToPath(new URL('.', import.meta.url));
const sourceDirectory = fileURLToPath(new URL('../../test/', import.meta.url));

async function runAll(filters: readonly string[]): Promise<number> {
  const files = testFiles(filters);
  if (files.length === 0) {
    process.stderr.write(`fifobench: no test file matches ${filters.join(' ')}\n`);
    return 1;
  }
  const first = await report([
    { files: files.filter((path) => !isIntegration(path)), concurrency: availableParallelism() },
    { files: files.filter(isIntegration), concurrency: 1 },
  ]);
  const { failedFiles } = first;
  const mayRetry = failedFiles.length <= retriedFileCountMax && failedFiles.every(isIntegration);
  if (first.failureCount === 0 || !mayRetry) {
    return first.failureCount > 0 || first.testCount === 0 ? 1 : 0;
  }
  const names = failedFiles.map((path) => relative(testDirectory, path)).join(', ');
  process.stdout.write(`\nfailed, and run once more: ${names}\n\n`);
  const second = await report([{ files: failedFiles, concurrency: 1 }]);
  if (second.failureCount > 0 || second.testCount === 0) {
    return 1;
  }
  process.stdout.write(`passed only when run once more, to be mended: ${names}\n`);
  return 0;
}

interface Phase {
  readonly files: string[];
  readonly concurrency: number;
}

interface Outcome {
  readonly testCount: number;
  readonly failureCount: number;
  /** Absolute paths, each once. */
  readonly failedFiles: string[];
}

/** Runs the phases one after the other and reports them as one run with its counts. */
async function report(phases: readonly Phase[]): Promise<Outcome> {
  const startedMs = performance.now();
  const tally = new Tally();
  const events = Readable.from(eventsOf(phases, tally));
  await pipeline(events, new spec(), process.stdout, { end: false });
  tally.totals.set('duration_ms', Math.round(performance.now() - startedMs));
  for (const [name, count] of tally.totals) {
    process.stdout.write(`ℹ ${name} ${count}\n`);
  }
  const { totals, failureCount, failedFiles } = tally;
  return { testCount: totals.get('tests') ?? 0, failureCount, failedFiles: [...failedFiles] };
}

/** The events of all phases in order, without their counts, which come once, added up. */
async function* eventsOf(phases: readonly Phase[], tally: Tally): AsyncGenerator<TestEvent> {
  for (const { files, concurrency } of phases.filter((phase) => phase.files.length > 0)) {
    for await (const event of run({ files, concurrency, timeout: fileTimeoutMs })) {
      if (!tally.takes(event)) {
        yield event;
      }
    }
  }
}

class Tally {
  readonly totals = new Map<string, number>(countNames.map((name) => [name, 0]));
  readonly failedFiles = new Set<string>();
  failureCount = 0;

  /** Whether the event is a count of a phase, or its end; adds it to the totals. */
  takes(event: TestEvent): boolean {
    if (event.type === 'test:fail') {
      this.failureCount += 1;
      this.failedFiles.add(compiledFile(event.data.file ?? ''));
    }
    if (event.type !== 'test:diagnostic' || event.data.nesting !== 0) {
      return (event.type as string) === 'test:summary';
    }
    const [, name = '', value] = /^(\w+) ([\d.]+)$/.exec(event.data.message) ?? [];
    const total = this.totals.get(name);
    if (total !== undefined) {
      this.totals.set(name, total + Number(value));
    }
    return total !== undefined || name === 'duration_ms';
  }
}

/** Failures are told of sources, where these are mapped. */
function compiledFile(path: string): string {
  const name = relative(sourceDirectory, path).replace(/\.ts$/, '.js');
  return path.endsWith('.ts') ? join(testDirectory, name) : path;
}

/** Those run alone. A failure of an unknown file is none of them. */
function isIntegration(path: string): boolean {
  return relative(testDirectory, path).startsWith('integration/');
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

process.exitCode = await runAll(process.argv.slice(2));
