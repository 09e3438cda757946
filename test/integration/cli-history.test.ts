// `fifobench history` over folders of stored runs, as a user calls it: thousands of them, a step
// among clean series, an accepted change, files that are no runs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import type { History, SeriesHistory } from '../../src/model/history.ts';
import { loadRun } from '../../src/store/run-file.ts';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { assertNothingLeft } from '../support/processes.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { startOf, writeSimulatedRuns } from '../support/simulated-runs.ts';
import { runTool } from '../support/tool.ts';

async function historyOf(
  context: TestContext,
  directory: string,
  options: readonly string[] = [],
): Promise<History> {
  const argv = ['history', 'runs', '--format', 'json', ...options];
  const end = await runTool(context, directory, argv);
  assert.equal(end.exitCode, 0, end.stderr);
  return JSON.parse(end.stdout) as History;
}

function seriesOf(history: History, metric: string): SeriesHistory {
  const found = history.series.find(({ key }) => key.metric === metric && key.server === 'basic');
  assert.ok(found !== undefined, metric);
  return found;
}

test('among 5,000 runs a step of 8 % is found, and clean series stay clean', async (context) => {
  const directory = scratchDirectory(context);
  const step = { at: 3_210, byRatio: 0.08 };
  writeSimulatedRuns({ directory: join(directory, 'runs'), runCount: 5_000, step });
  const history = await historyOf(context, directory);
  assert.equal(history.runCount, 5_000);
  for (const metric of ['service_p50', 'service_p90', 'service_p99']) {
    const [change, ...more] = seriesOf(history, metric).changes;
    assert.ok(change !== undefined && Math.abs(change.at - step.at) <= 3, `${change?.at}`);
    assert.deepEqual([change.certainty, change.direction], ['confirmed', 'regressed']);
    assert.ok(Math.abs(change.after / change.before - 1.08) < 0.01);
    assert.deepEqual(more, []);
  }
  const clean = history.series.filter(({ key }) => !key.metric.startsWith('service'));
  assert.ok(clean.length >= 4);
  assert.deepEqual(
    clean.flatMap(({ changes }) => changes),
    [],
  );
});

group('a smaller folder', () => {
  /** Sixty runs with a step of 20 % at the fortieth, the schema's own. */
  function folder(context: TestContext): string {
    const directory = scratchDirectory(context);
    const step = { at: 40, byRatio: 0.2 };
    writeSimulatedRuns({ directory: join(directory, 'runs'), runCount: 60, step });
    return directory;
  }

  test('fails with 5 where it is asked to, until the change is accepted', async (context) => {
    const directory = folder(context);
    const argv = ['history', 'runs', '--metric', 'service_p50', '--fail-on', 'regressed'];
    const first = await runTool(context, directory, argv);
    assert.equal(first.exitCode, 5, first.stderr);
    const id = /\[([0-9a-f]{8})\]/.exec(first.stdout)?.[1] ?? '';
    const annotate = ['history', 'annotate', id, 'a new kernel', '--runs', 'runs'];
    const accepted = await runTool(context, directory, annotate);
    assert.equal(accepted.exitCode, 0, accepted.stderr);
    const line = readFileSync(join(directory, 'runs', 'annotations.jsonl'), 'utf8');
    assert.equal(JSON.parse(line).startedAt, startOf(40));
    const second = await runTool(context, directory, argv);
    assert.equal(second.exitCode, 0, second.stderr);
    assert.match(second.stdout, /accepted: a new kernel/);
    assert.equal((await runTool(context, directory, argv.slice(0, 2))).exitCode, 0);
  });

  test('refuses to accept what is not there, and what it is not told', async (context) => {
    const directory = folder(context);
    const unknown = ['history', 'annotate', '00000000', 'why', '--runs', 'runs'];
    const end = await runTool(context, directory, unknown);
    assert.equal(end.exitCode, 2);
    assert.match(end.stderr, /no change is called '00000000'/);
    for (const wrong of [
      ['--order', 'size'],
      ['--delta', '0%'],
      ['--metric', 'speed'],
    ]) {
      const { exitCode, stderr } = await runTool(context, directory, ['history', 'runs', ...wrong]);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, /^fifobench: [^\n]+; [^\n]+\n$/);
    }
    const nowhere = await runTool(context, directory, ['history', 'nowhere']);
    assert.equal(nowhere.exitCode, 2);
  });

  test('leaves out what is no run or allows no conclusion, and says so', async (context) => {
    const directory = scratchDirectory(context);
    const runs = join(directory, 'runs');
    const invalid = { valid: false, causes: ['The generator was late.'] };
    const change = (run: ReturnType<typeof storedRunSchema.parse>, index: number) =>
      storedRunSchema.parse(index % 2 === 0 ? run : { ...run, validity: invalid });
    writeSimulatedRuns({ directory: runs, runCount: 24, change });
    writeFileSync(join(runs, 'half.json'), '{"schemaVersion":1,');
    const end = await runTool(context, directory, ['history', 'runs']);
    assert.equal(end.exitCode, 0, end.stderr);
    assert.match(end.stderr, /left out half\.json: not JSON, or cut off/);
    assert.match(end.stdout, /24 runs .* 12 of them invalid/);
  });

  test('is ordered as the commits of its repository are', async (context) => {
    const directory = scratchDirectory(context);
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...argv], {
        ...{ cwd: directory, encoding: 'utf8' },
      });
    git('init', '--quiet');
    const commits = Array.from({ length: 12 }, (_, index) => {
      git('commit', '--quiet', '--allow-empty', '--message', `commit ${index}`);
      return git('rev-parse', 'HEAD').slice(0, 12);
    });
    const runs = join(directory, 'runs');
    // Measured backwards: the newest commit first.
    writeSimulatedRuns({
      ...{ directory: runs, runCount: 12 },
      change: (run, index) => ({
        ...run,
        tool: { ...run.tool, commit: commits[11 - index] ?? '' },
      }),
    });
    const history = await historyOf(context, directory);
    assert.equal(history.order, 'commit');
    const ordered = seriesOf(history, 'service_p50').points.map(({ commit }) => commit);
    assert.deepEqual(ordered, commits);
    assert.equal((await historyOf(context, directory, ['--order', 'time'])).order, 'time');
    rmSync(join(directory, '.git'), { recursive: true });
    const end = await runTool(context, directory, ['history', 'runs', '--order', 'commit']);
    assert.equal(end.exitCode, 2, end.stderr);
  });

  test('measures a doubtful run beside the version before, if there is one', async (context) => {
    const directory = scratchDirectory(context);
    const runs = join(directory, 'runs');
    /** Twelve runs of two commits, of which the last one has a handshake of its own. */
    const write = (lastFactor: number) =>
      writeSimulatedRuns({
        ...{ directory: runs, runCount: 12, noiseRatio: 0.01 },
        change: (run, index) => ({
          ...run,
          tool: { ...run.tool, commit: index === 11 ? 'bbbbbbbbbbbb' : 'aaaaaaaaaaaa' },
          cases: run.cases.map((each) => {
            const p50 = Math.round((each.serviceNs.p50 ?? 0) * (index === 11 ? lastFactor : 1));
            return { ...each, serviceNs: { ...each.serviceNs, p50 } };
          }),
        }),
      });
    const argv = ['history', 'runs', '--metric', 'service_p50'];
    const confirm = async (...more: string[]) =>
      await runTool(context, directory, [...argv, '--confirm', ...more]);
    write(1);
    const calm = await confirm();
    assert.deepEqual([calm.exitCode, /nothing to confirm/.test(calm.stderr)], [0, true]);
    write(1.5);
    const alarmed = await runTool(context, directory, [...argv, '--fail-on', 'regressed,alarm']);
    assert.equal(alarmed.exitCode, 3, alarmed.stderr);
    assert.match(alarmed.stdout, /history --confirm\s+\.\.\/aaaaaaaaaaaa/);
    const lacking = await confirm();
    assert.equal(lacking.exitCode, 2);
    assert.match(
      lacking.stderr,
      /there is no \.\.\/aaaaaaaaaaaa\/build\/Release\/fifobench-server;/,
    );
    assert.equal((await confirm('elsewhere', '--format', 'json')).exitCode, 2);

    const built = join(directory, 'before', 'build');
    mkdirSync(built, { recursive: true });
    symlinkSync(join(projectDirectory(), 'build', 'Release'), join(built, 'Release'));
    const servers = join(directory, 'servers');
    mkdirSync(servers);
    const pairs = ['--pairs', '6', '--block', '50ms', '--dir', servers];
    const end = await confirm('before', ...pairs);
    // The same program twice: whatever the noise made of it, both were measured.
    assert.ok([0, 3, 4, 5].includes(end.exitCode ?? -1), end.stderr);
    assert.match(end.stdout, /basic against basic@before/);
    const saved = /saved (\S+compare\S+)\n/.exec(end.stderr)?.[1] ?? '';
    const { kind, cases } = await loadRun(join(directory, saved));
    assert.equal(kind, 'compare');
    assert.deepEqual(
      cases.map(({ server, load }) => [server.kind, server.name, load.clientCount]),
      [
        ['command', 'basic@before', 1],
        ['pattern', 'basic', 1],
      ],
    );
    await assertNothingLeft(servers);
  });
});
