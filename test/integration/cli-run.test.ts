// `fifobench run`, `serve` and `list` as a user calls them: numbers on standard output, one file
// that keeps them, and nothing else left.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { assertMeasured } from '../support/measured-end.ts';
import { assertNothingLeft, childrenOf } from '../support/processes.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

/** A working directory with a place for servers in it. */
function workplace(context: TestContext) {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  const out = join(directory, 'run.json');
  return { directory, servers, place: ['--dir', servers, '--out', out, '--timeout', '30s'] };
}

function savedIn(directory: string) {
  return parseRun(readFileSync(join(directory, 'run.json'), 'utf8'), 'run.json');
}

const escapeCharacter = '\u001b';

/** The program with another standard output than a pipe that is read, or with `COLUMNS`. */
function runPlain(
  argv: readonly string[],
  {
    directory,
    output = 'pipe',
    columns = '',
  }: {
    directory: string;
    output?: 'pipe' | number;
    columns?: string;
  },
) {
  const program = join(projectDirectory(), 'src', 'setup', 'fifobench.mjs');
  return spawnSync(process.execPath, [program, ...argv], {
    ...{ cwd: directory, encoding: 'utf8' as const, timeout: 60_000 },
    ...{ stdio: ['ignore', output, 'pipe'] as const, env: { ...process.env, COLUMNS: columns } },
  });
}

group('what standard output is', () => {
  test('a full disk costs what is printed, not what was measured', (context) => {
    const { directory, place } = workplace(context);
    const full = openSync('/dev/full', 'w');
    context.after(() => closeSync(full));
    const load = ['--server', 'basic', '--handshakes', '100', '--warmup', '0'];
    const end = runPlain(['run', ...load, ...place], { directory, output: full });
    assert.equal(end.status, 2, end.stderr);
    assert.match(end.stderr, /^fifobench: standard output cannot be written: ENOSPC[^\n]+$/m);
    assert.doesNotMatch(end.stderr, /^ +at /m);
    storedRunSchema.parse(JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')));
  });

  test('a pipe is as wide as COLUMNS says', (context) => {
    const { directory } = workplace(context);
    const widths = ['60', '', '10'].map((columns) => {
      const { stdout } = runPlain(['list'], { directory, columns });
      return Math.max(...stdout.split('\n').map((line) => line.length));
    });
    const [narrow = 0, wide = 0, least = 0] = widths;
    assert.ok(narrow > 50 && narrow <= 60, String(narrow));
    assert.ok(wide > 80 && wide <= 100, String(wide));
    assert.ok(least > 30 && least <= 40, String(least));
  });
});

group('run', () => {
  test('--format json prints the stored run and saves the same text', async (context) => {
    const { directory, servers, place } = workplace(context);
    const load = ['--server', 'basic', '--handshakes', '2000', '--warmup', '0'];
    const end = await runTool(context, directory, ['run', ...load, '--format', 'json', ...place]);
    assert.equal(end.stdout, readFileSync(join(directory, 'run.json'), 'utf8'), end.stderr);
    const stored = storedRunSchema.parse(JSON.parse(end.stdout));
    assertMeasured(end, stored.validity);
    assert.deepEqual([stored.kind, stored.status, stored.schemaVersion], ['run', 'complete', 1]);
    const [only] = stored.cases;
    assert.equal(only?.handshakes.established, 2_000);
    assert.equal(only?.handshakes.failed, 0);
    assert.equal(only?.responseNs.count, 2_000);
    assert.equal(only?.serviceNs.count, 2_000);
    assert.ok((only?.handshakesPerSecond ?? 0) > 0);
    assert.equal(parseRun(end.stdout, 'run.json').cases.length, 1);
    await assertNothingLeft(servers);
  });

  test('--report writes a page beside the run, and tells where', async (context) => {
    const { directory, place } = workplace(context);
    const load = ['--server', 'basic', '--handshakes', '200', '--warmup', '0'];
    const end = await runTool(context, directory, ['run', ...load, ...place, '--report']);
    assertMeasured(end, savedIn(directory).validity);
    assert.match(end.stderr, /saved run\.html/);
    const page = readFileSync(join(directory, 'run.html'), 'utf8');
    assert.match(page, /<svg [\s\S]*<\/html>\n$/);
  });

  test('a report that could not be saved is refused before measuring', async (context) => {
    const { directory, place } = workplace(context);
    const run = ['run', '--server', 'basic', ...place, '--report'];
    const wrongName = await runTool(context, directory, [...run, 'forking']);
    assert.equal(wrongName.exitCode, 2);
    assert.match(wrongName.stderr, /^fifobench: --report: 'forking' does not end in \.html/);
    const wrongPlace = await runTool(context, directory, [...run, 'absent/run.html']);
    assert.equal(wrongPlace.exitCode, 2);
    assert.match(wrongPlace.stderr, /the report could not be saved in absent/);
  });

  test('numbers go to standard output, without colour; the path does not', async (context) => {
    const { directory, place } = workplace(context);
    const load = ['--server', 'forking', '--clients', '10', '--handshakes', '100'];
    const end = await runTool(context, directory, ['run', ...load, '--warmup', '10ms', ...place]);
    assertMeasured(end, savedIn(directory).validity);
    assert.match(end.stdout, /forking/);
    assert.doesNotMatch(end.stdout, /saved/);
    assert.equal(end.stderr, 'saved run.json\n');
    assert.ok(![end.stdout, end.stderr].some((text) => text.includes(escapeCharacter)));
  });

  test('--format markdown prints a page', async (context) => {
    const { directory, place } = workplace(context);
    const load = ['--server', 'basic', '--handshakes', '50', '--warmup', '0'];
    const argv = ['run', ...load, '--format', 'markdown', ...place];
    const { stdout } = await runTool(context, directory, argv);
    assert.match(stdout, /^\|.*\|$/m);
    assert.match(stdout, /^#/m);
  });

  test('saves below results/runs in the working directory where no --out says', async (context) => {
    const { directory, servers } = workplace(context);
    const load = ['--server', 'basic', '--handshakes', '50', '--warmup', '0', '--dir', servers];
    const end = await runTool(context, directory, ['run', ...load]);
    assert.equal(end.exitCode, 0, end.stderr);
    const saved = /saved (.*)\n/.exec(end.stderr)?.[1] ?? '';
    assert.match(saved, /^results\/runs\//);
    const text = readFileSync(join(directory, saved), 'utf8');
    assert.equal(storedRunSchema.parse(JSON.parse(text)).kind, 'run');
  });
});

group('serve', () => {
  test('offers a pattern that run --attach loads, and leaves on Ctrl-C', async (context) => {
    const { directory, place } = workplace(context);
    const home = join(directory, 'home');
    mkdirSync(home);
    const serve = new Tool(context, directory, ['serve', 'forking', '--dir', home]);
    await until('the pipe is there', () => readdirSync(home).includes('wkp'));
    assert.ok(statSync(join(home, 'wkp')).isFIFO());
    const load = ['--attach', home, '--handshakes', '200', '--warmup', '0', '--format', 'json'];
    const end = await runTool(context, directory, ['run', ...load, ...place]);
    const stored = storedRunSchema.parse(JSON.parse(end.stdout));
    assertMeasured(end, stored.validity);
    assert.equal(stored.cases[0]?.handshakes.established, 200);
    const [server] = childrenOf(serve.pid);
    assert.ok(server !== undefined);
    // A terminal sends Ctrl-C to both of them.
    serve.signal('SIGINT');
    process.kill(server, 'SIGINT');
    assert.equal((await serve.ends()).exitCode, 0);
    assert.deepEqual(readdirSync(home), []);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`ends with its server when it alone is asked to: ${signal}`, async (context) => {
      const { directory } = workplace(context);
      const serve = new Tool(context, directory, ['serve', 'basic', '--dir', directory]);
      await until('it said where', () => serve.stderr.includes('wkp'));
      await until('the pipe is there', () => readdirSync(directory).includes('wkp'));
      serve.signal(signal);
      assert.equal((await serve.ends()).exitCode, 0);
      assert.deepEqual(readdirSync(directory), ['servers']);
    });
  }
});

test('list names the patterns and the scenarios', async (context) => {
  const { stdout, exitCode } = await runTool(context, scratchDirectory(context), ['list']);
  assert.equal(exitCode, 0);
  for (const name of ['basic', 'forking', 'forking-unlink-first', 'default', 'handshake']) {
    assert.match(stdout, new RegExp(`^ *${name}$`, 'm'));
  }
});

test('a reader that leaves early ends nothing, and the run is saved', async (context) => {
  const { directory, place } = workplace(context);
  const load = ['run', '--server', 'basic', '--handshakes', '100', '--warmup', '0', ...place];
  const tool = new Tool(context, directory, load);
  tool.leave();
  const end = await tool.ends();
  const run = savedIn(directory);
  assertMeasured(end, run.validity);
  assert.match(end.stderr, /saved run\.json/);
  assert.equal(run.status, 'complete');
});
