// `fifobench compare`, to its end and cut short: by Ctrl-C, which saves what there is, and by a
// kill, after which the wardens clean up alone.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { readJournal } from '../../src/store/run-journal.ts';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { killServerUnderLoad } from '../support/killed-server.ts';
import { assertMeasured, isValidHere } from '../support/measured-end.ts';
import { areGone, assertNothingLeft, descendantsOf, serversOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

/** Two servers, one small case and a place for everything. */
function comparison(context: TestContext, pairs: string) {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  const out = join(directory, 'compare.json');
  const oneCase = ['--clients', '2', '--cpus', 'server=0,clients=0'];
  const design = ['--pairs', pairs, '--block', '60ms', ...oneCase];
  const argv = ['compare', 'basic', 'forking', ...design, '--dir', servers, '--out', out];
  const saved = () => storedRunSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  return { directory, servers, out, argv, saved };
}

/** How many pairs of different servers were measured. */
function pairCountOf(run: ReturnType<ReturnType<typeof comparison>['saved']>): number {
  const [baseline] = run.cases;
  return baseline?.blocks.filter(({ pairKind }) => pairKind === 'different').length ?? 0;
}

group('compare', () => {
  test('six pairs give a table, verdicts and a saved run', async (context) => {
    const { directory, servers, argv, saved } = comparison(context, '6');
    const end = await runTool(context, directory, argv);
    const run = saved();
    assertMeasured(end, run.validity);
    assert.match(end.stdout, /basic/);
    assert.match(end.stdout, /forking/);
    assert.equal(end.stderr, 'saved compare.json\n');
    assert.deepEqual([run.kind, run.status], ['compare', 'complete']);
    assert.equal(pairCountOf(run), 6);
    // A single slice, which every block has at least, is enough for a median.
    const median = run.verdicts.find(({ metric }) => metric === 'service_p50');
    assert.equal(median?.pairs, 6);
    await assertNothingLeft(servers);
  });

  test('without --pairs it ends at a planned look', async (context) => {
    const { directory, argv, saved } = comparison(context, '6');
    const planned = argv.filter((word) => word !== '--pairs' && word !== '6');
    const end = await runTool(context, directory, planned);
    const run = saved();
    assertMeasured(end, run.validity);
    const { looks } = run.design ?? {};
    assert.deepEqual(looks, { pairCounts: [12, 20, 30], errorRatio: 0.022 });
    assert.ok(looks?.pairCounts.includes(pairCountOf(run)), `${pairCountOf(run)} pairs`);
  });

  test('--fail-on inconclusive,regressed turns the verdict into an exit code', async (context) => {
    const { directory, argv, saved } = comparison(context, '6');
    const { exitCode } = await runTool(context, directory, [
      ...[...argv, '--fail-on', 'regressed,inconclusive'],
    ]);
    const verdicts = saved().verdicts.map(({ verdict }) => verdict);
    const earned = verdicts.includes('regressed') ? 5 : verdicts.includes('inconclusive') ? 3 : 0;
    // Nobody asked to fail on an invalid run, whose verdicts count for nothing.
    assert.equal(exitCode, isValidHere(saved().validity) ? earned : 0);
  });
});

group('a comparison that is cut short', () => {
  /** Starts one that would take minutes, and waits until servers are at work. */
  async function underWay(context: TestContext) {
    const parts = comparison(context, '1000');
    const tool = new Tool(context, parts.directory, parts.argv);
    let family: number[] = [];
    await until('two wardens and their servers run', () => {
      family = descendantsOf(tool.pid);
      return serversOf(tool.pid).length >= 2 && family.length >= 4;
    });
    return { ...parts, tool, family };
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} stops, cleans up, saves and prints what there is`, async (context) => {
      const { tool, servers, saved, family } = await underWay(context);
      tool.signal(signal);
      const end = await tool.ends();
      assert.equal(end.exitCode, 105, end.stderr);
      assert.match(end.stdout, /basic/);
      assert.match(end.stderr, /stopping/);
      assert.equal(saved().status, 'interrupted');
      await areGone(family);
      assert.deepEqual(readdirSync(servers), []);
    });
  }

  test('a second Ctrl-C ends it at once, and the wardens clean up', async (context) => {
    const { tool, servers, family } = await underWay(context);
    tool.signal('SIGINT');
    await until('it is stopping', () => tool.stderr.includes('stopping'));
    tool.signalIfThere('SIGINT');
    const { exitCode, signal } = await tool.ends();
    // The first may have been done already; and who only saves any more is ended by the kernel.
    const isEnd = exitCode === 130 || exitCode === 105 || signal === 'SIGINT';
    assert.ok(isEnd, `exit code ${exitCode}, signal ${signal}`);
    await areGone(family);
    await until('no directory is left', () => readdirSync(servers).length === 0);
  });

  test('SIGKILL of the program: the wardens clean everything up', async (context) => {
    const { tool, servers, family } = await underWay(context);
    tool.signal('SIGKILL');
    assert.equal((await tool.ends()).signal, 'SIGKILL');
    await areGone(family);
    await until('no directory is left', () => readdirSync(servers).length === 0);
  });

  test('SIGKILL of the program: its journal holds the blocks that had ended', async (context) => {
    const { tool, directory, family } = await underWay(context);
    const path = join(directory, 'compare.json.journal');
    const lineCount = () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : 1);
    await until('a round has ended', () => lineCount() > 1);
    const wholeLineCount = lineCount() - 1;
    tool.signal('SIGKILL');
    await tool.ends();
    await areGone(family);
    const { status, kind, cases } = await readJournal(path);
    assert.deepEqual([status, kind], ['failed', 'compare']);
    const blockCount = cases.flatMap(({ blocks }) => blocks).length;
    assert.ok(blockCount >= 2 * wholeLineCount, `${blockCount} blocks in ${wholeLineCount} lines`);
    const report = await runTool(context, directory, ['report', path]);
    assert.equal(report.exitCode, 0, report.stderr);
    assert.match(report.stdout, /FAILED: ended with an error/);
    assert.match(report.stdout, /basic[\s\S]*forking/);
  });

  test('a server that is killed costs its pair: the run goes on', async (context) => {
    const { directory, argv, saved, servers, out } = comparison(context, '6');
    const tool = new Tool(context, directory, argv);
    await killServerUnderLoad(tool, { servers, out });
    const { exitCode, stderr } = await tool.ends();
    assert.equal(exitCode, 4, stderr);
    const { validity } = saved();
    assert.equal(validity.valid, false);
    assert.match(validity.causes.join(), /SIGKILL/);
    await assertNothingLeft(servers);
  });
});
