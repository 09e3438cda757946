// Digests of runs: the same figures as a full reading gives, and what happens to files that are no
// runs.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { caseMetrics } from '../../../src/compare/metrics.ts';
import { FifobenchError } from '../../../src/errors.ts';
import type { RunDigest } from '../../../src/model/history.ts';
import { metricNames } from '../../../src/model/verdict.ts';
import { digestOf, type KnownDigests, readRunDigests } from '../../../src/store/run-digests.ts';
import { saveRun } from '../../../src/store/run-file.ts';
import { formatRun, parseRun } from '../../../src/store/run-text.ts';
import { sampleBenchRun } from '../../support/made-micro.ts';
import { projectDirectory } from '../../support/project-directory.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const fixture = join(projectDirectory(), 'test', 'fixtures', 'run-v1.json');

function digestOfRun(run = sampleRun()): RunDigest {
  return digestOf(Buffer.from(formatRun(run)), 'run.json');
}

test('a digest has the figures that the full run has', () => {
  for (const text of [formatRun(sampleRun()), readFileSync(fixture, 'utf8')]) {
    const digest = digestOf(Buffer.from(text), 'run.json');
    for (const [index, caseResult] of parseRun(text, 'run.json').cases.entries()) {
      const figures = new Map(digest.cases[index]?.figures.map((each) => [each.metric, each]));
      const metrics = caseMetrics(caseResult);
      for (const metric of metricNames) {
        const [actual, expected] = [figures.get(metric)?.value ?? null, metrics[metric]];
        // The file keeps averages of nanoseconds as whole numbers.
        const isSame = actual === expected || Math.abs((actual ?? 0) - (expected ?? 0)) <= 0.5;
        assert.ok(isSame, `${metric}: ${actual}, not ${expected}`);
      }
    }
  }
});

test('only a complete and valid run is sound', () => {
  const invalid = { valid: false, causes: ['It is.'] };
  assert.equal(digestOfRun().isSound, true);
  assert.equal(digestOfRun(sampleRun({ status: 'interrupted' })).isSound, false);
  assert.equal(digestOfRun(sampleRun({ validity: invalid })).isSound, false);
});

test('a commit that nobody knows is null', () => {
  const tool = { name: 'fifobench', version: '1', commit: 'unknown' } as const;
  assert.equal(digestOfRun(sampleRun({ tool })).commit, null);
  assert.equal(digestOfRun().commit, 'abcdef0');
});

test('a folder is read as deep as it is, by start; other files are named', async (context) => {
  const directory = scratchDirectory(context);
  mkdirSync(join(directory, 'older'));
  const starts = ['2025-03-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'];
  await saveRun(sampleRun({ startedAt: starts[0] ?? '' }), { directory });
  await saveRun(sampleRun({ startedAt: starts[1] ?? '' }), { directory: join(directory, 'older') });
  writeFileSync(join(directory, 'half.json'), formatRun(sampleRun()).slice(0, 5_000));
  writeFileSync(join(directory, 'other.json'), '{"name":"fifobench"}');
  writeFileSync(join(directory, 'notes.txt'), 'no JSON at all');
  const { digests, unreadable } = readRunDigests(directory);
  assert.deepEqual(
    digests.map(({ startedAt }) => startedAt),
    starts.toReversed(),
  );
  assert.deepEqual(
    unreadable.map(({ file }) => file),
    ['half.json', 'other.json'],
  );
  assert.match(unreadable[0]?.reason ?? '', /cut off/);
  assert.match(unreadable[1]?.reason ?? '', /no run/);
});

test('a folder that is not there is named', () => {
  assert.throws(
    () => readRunDigests('/nonexistent'),
    (error) => error instanceof FifobenchError && error.code === 'store',
  );
});

test('micro-benchmarks are cases too, one a placement', () => {
  const { cases, kind } = digestOfRun(sampleBenchRun());
  assert.equal(kind, 'bench');
  assert.ok(cases.length > 0);
  for (const { name, server, figures } of cases) {
    assert.ok(name.startsWith(`${server}, `));
    assert.equal(figures[0]?.metric, 'operation_mean');
  }
});

test('an import of schema version 1 is still read, and says what it said', () => {
  const text = readFileSync(join(projectDirectory(), 'test', 'fixtures', 'imported-v1.json'));
  assert.deepEqual(digestOf(text, 'i.json'), {
    ...{ file: 'i.json', kind: 'imported', startedAt: '2025-01-02T03:04:05.000Z' },
    ...{ commit: '0123456789ab', scenario: 'hyperfine', fingerprint: 'ci-runner', isSound: true },
    cases: [
      {
        ...{ name: 'sleep 0.1', server: 'sleep 0.1', conditions: 'hyperfine', load: null },
        figures: [
          { metric: 'median', unit: 'ns', better: 'lower', value: 102_600_000 },
          { metric: 'requests', unit: 'req/s', better: 'higher', value: 31.5 },
        ],
      },
    ],
  });
});

test('a file that is still the same is not read again, one that changed is', async (context) => {
  const directory = scratchDirectory(context);
  await saveRun(sampleRun(), { file: join(directory, 'same.json') });
  await saveRun(sampleRun(), { file: join(directory, 'other.json') });
  const known: KnownDigests = new Map();
  const first = readRunDigests(directory, known);
  assert.deepEqual([...known.keys()].sort(), ['other.json', 'same.json']);
  for (const [file, { identity, digest }] of known) {
    known.set(file, { identity, digest: { ...digest, scenario: 'as it was known' } });
  }
  await saveRun(sampleRun({ seed: 2 }), { file: join(directory, 'other.json') });
  const second = readRunDigests(directory, known);
  assert.deepEqual(
    second.digests.map(({ file, scenario }) => [file, scenario === 'as it was known']),
    [
      ['other.json', false],
      ['same.json', true],
    ],
  );
  assert.deepEqual(readRunDigests(directory), first);
});
