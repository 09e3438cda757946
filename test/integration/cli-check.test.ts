// `fifobench check` from the command line: exit codes, formats, what is saved, and an interruption.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { exampleServer } from '../support/example-servers.ts';
import { areGone, descendantsOf, serversOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

function setting(context: TestContext) {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  const out = join(directory, 'check.json');
  const common = ['--dir', servers, '--out', out, '--timeout', '500ms'];
  const saved = () => storedRunSchema.parse(JSON.parse(readFileSync(out, 'utf8')));
  return { directory, servers, common, saved };
}

/** The command of an example server, as a user gives it. */
function command(name: string): string {
  return exampleServer(name).argv('').join(' ');
}

group('check', { concurrency: 3 }, () => {
  test('ends with 0 and says so where nothing is to be mended', async (context) => {
    const { directory, servers, common, saved } = setting(context);
    const end = await runTool(context, directory, ['check', 'basic', ...common, '--report']);
    assert.equal(end.exitCode, 0, end.stdout);
    assert.match(end.stdout, /basic: 18 of 18 probes passed\.\n$/);
    assert.equal(end.stderr, 'saved check.json\nsaved check.html\n');
    assert.match(readFileSync(join(directory, 'check.html'), 'utf8'), /same-pipe/);
    assert.deepEqual([saved().kind, saved().checks?.length], ['check', 1]);
    assert.deepEqual(readdirSync(servers), []);
  });

  test('ends with 6, the reason and advice where something is', async (context) => {
    const { directory, common, saved } = setting(context);
    const probes = ['--probe', 'stop-idle', '--probe', 'replies'];
    const argv = ['check', command('text_upper'), '--profile', 'text10', ...probes, ...common];
    const end = await runTool(context, directory, argv);
    assert.equal(end.exitCode, 6, end.stderr);
    assert.match(end.stdout, /stop-idle +leaks +Asked to end by SIGTERM/);
    assert.match(end.stdout, /nobody removes the pipe\.\n +Handle SIGTERM and SIGINT/);
    const [checked] = saved().checks ?? [];
    assert.deepEqual(
      checked?.probes.map(({ probe }) => probe),
      ['replies', 'stop-idle'],
    );
  });

  test('of several servers is a matrix, and a grading sheet', async (context) => {
    const { directory, common } = setting(context);
    const names = [command('text_upper'), command('hostile_stubborn')];
    const format = ['--format', 'markdown', '--probe', 'stop-idle'];
    const argv = ['check', ...names, '--profile', 'text10', ...format, ...common];
    const end = await runTool(context, directory, argv);
    assert.equal(end.exitCode, 6, end.stderr);
    assert.match(end.stdout, /\| probe \| text_upper \| hostile_stubborn \|/);
    assert.match(end.stdout, /\| `stop-idle` \| ❌ leaks \| ❌ hung \|/);
    assert.match(end.stdout, /\*Usually mended so:\* Install the handler with sigaction\(\)/);
  });

  test('ends with 4 where a server does not start, and says why', async (context) => {
    const { directory, servers, common } = setting(context);
    const names = [command('hostile_quitter'), command('hostile_silent'), 'basic'];
    const argv = ['check', ...names, '--profile', 'text10', '--probe', 'replies', ...common];
    const end = await runTool(context, directory, argv);
    assert.equal(end.exitCode, 4, end.stderr);
    const text = end.stdout.replace(/\s+/g, ' ');
    assert.match(
      text,
      /hostile_quitter\.sh: .*ended with status 3 before it was ready; it said: cannot/,
    );
    assert.match(text, /hostile_silent\.sh: .*no FIFO named mario within 5000 ms/);
    assert.match(text, /basic: 1 of 1 probe passed\./);
    assert.deepEqual(readdirSync(servers), []);
  });

  test('finds out how commands speak, and passes over strangers', async (context) => {
    const { directory, servers, common, saved } = setting(context);
    const names = [command('text_upper'), command('hostile_quitter'), command('text_upper')];
    const end = await runTool(context, directory, [
      ...['check', ...names, '--probe', 'replies', ...common],
    ]);
    assert.equal(end.exitCode, 4, end.stderr);
    assert.deepEqual(
      saved().checks?.map(({ server, profile }) => [server, profile]),
      [
        ['text_upper', 'text10'],
        ['text_upper (2)', 'text10'],
        [names[1], 'unknown'],
      ],
    );
    assert.match(saved().validity.causes.join(), /no profile fits hostile_quitter/);
    assert.deepEqual(readdirSync(servers), []);
  });

  test('is refused with a list of probes, or of what is missing', async (context) => {
    const { directory, common } = setting(context);
    const refused = async (argv: readonly string[]) => {
      const end = await runTool(context, directory, ['check', ...common, ...argv]);
      assert.equal(end.exitCode, 2, end.stdout);
      return end.stderr;
    };
    assert.match(await refused(['basic', '--probe', 'x']), /'x'; choose from session-twice, /);
    assert.match(await refused([]), /check tries one server or more; name them/);
    assert.match(await refused(['basic', '--timeout', '0s']), /--timeout/);
  });

  test('stops at Ctrl-C, keeps what it knows and leaves nothing behind', async (context) => {
    const { directory, servers, common, saved } = setting(context);
    const argv = ['check', command('text_upper'), '--profile', 'text10', ...common];
    const tool = new Tool(context, directory, argv);
    await until('a server runs', () => serversOf(tool.pid).length > 2);
    const family = descendantsOf(tool.pid);
    tool.signal('SIGINT');
    const end = await tool.ends();
    assert.equal(end.exitCode, 105, end.stderr);
    assert.equal(saved().status, 'interrupted');
    assert.ok((saved().checks?.[0]?.probes.length ?? 0) < 18);
    await areGone(family);
    assert.deepEqual(readdirSync(servers), []);
  });

  test('stops at Ctrl-C while it waits for a server, and does not blame it', async (context) => {
    const { directory, servers, common, saved } = setting(context);
    const argv = ['check', command('hostile_silent'), '--profile', 'text10', ...common];
    const tool = new Tool(context, directory, argv);
    await until('a server runs', () => serversOf(tool.pid).length > 0);
    const family = descendantsOf(tool.pid);
    tool.signal('SIGINT');
    const end = await tool.ends();
    assert.equal(end.exitCode, 105, end.stderr);
    assert.deepEqual([saved().checks, saved().validity.causes], [[], []]);
    await areGone(family);
    assert.deepEqual(readdirSync(servers), []);
  });
});
