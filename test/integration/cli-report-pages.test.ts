// `fifobench report --open` and `--serve`: a real program that opens pages, real requests over
// HTTP, and what has to be kept from them.

import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { saveRun } from '../../src/store/run-file.ts';
import { RunJournal } from '../../src/store/run-journal.ts';
import { request } from '../support/http.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { sampleRun } from '../support/sample-run.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { writeSimulatedRuns } from '../support/simulated-runs.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

const fixture = join(projectDirectory(), 'test', 'fixtures', 'run-v1.json');

/** Sets variables for the programs that the test starts, until its end. */
function setVariables(context: TestContext, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    context.after(() => {
      delete process.env[name];
      Object.assign(process.env, before === undefined ? {} : { [name]: before });
    });
  }
}

/**
 * A desktop of its own: a directory for private files, and a program of the name that writes down
 * what it was called with, a word a line, and ends with `exitCode`. There is no other program.
 */
function desktop(
  context: TestContext,
  { program, exitCode = 0, browser = '' }: { program: string; exitCode?: number; browser?: string },
) {
  const directory = scratchDirectory(context);
  const [bin, temporary] = ['bin', 'private'].map((name) => join(directory, name));
  assert.ok(bin && temporary);
  mkdirSync(bin);
  mkdirSync(temporary);
  const words = join(directory, 'words');
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >'${words}'\nexit ${exitCode}\n`;
  writeFileSync(join(bin, program), script);
  chmodSync(join(bin, program), 0o755);
  setVariables(context, { PATH: bin, TMPDIR: temporary, BROWSER: browser });
  return {
    ...{ directory, temporary },
    openedWith: () => readFileSync(words, 'utf8').trimEnd().split('\n'),
  };
}

group('report --open', () => {
  test('writes the page where nobody else can read it, and has it opened', async (context) => {
    const { directory, temporary, openedWith } = desktop(context, { program: 'xdg-open' });
    const end = await runTool(context, directory, ['report', fixture, '--open']);
    assert.deepEqual([end.exitCode, end.stdout], [0, ''], end.stderr);
    const [address = '', ...more] = openedWith();
    const path = fileURLToPath(address);
    assert.deepEqual([more, dirname(dirname(path))], [[], temporary]);
    assert.equal(end.stderr, `saved ${path}\n`);
    assert.match(readFileSync(path, 'utf8'), /^<!doctype html>/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
    assert.match(dirname(path), /fifobench-\w{6,}$/);
  });

  test('reads no word of a path as a command, and honours BROWSER', async (context) => {
    const browser = 'absent:looker --new %s';
    const { directory, openedWith } = desktop(context, { program: 'looker', browser });
    writeSimulatedRuns({ directory: join(directory, 'runs'), runCount: 2 });
    const out = 'a $(touch ran) `touch ran`; touch ran.html';
    const end = await runTool(context, directory, ['report', 'runs', '--open', '--out', out]);
    assert.equal(end.exitCode, 0, end.stderr);
    const [option, address = ''] = openedWith();
    assert.deepEqual([option, fileURLToPath(address)], ['--new', join(directory, out)]);
    assert.match(readFileSync(join(directory, out), 'utf8'), /fifobench history/);
    assert.ok(!existsSync(join(directory, 'ran')));
  });

  test('says where the page is where nothing opens it', async (context) => {
    const setting = { program: 'xdg-open', exitCode: 3 };
    const { directory, temporary } = desktop(context, setting);
    const end = await runTool(context, directory, ['report', fixture, '--open']);
    assert.equal(end.exitCode, 2);
    const [saved = '', said = ''] = end.stderr.split('\n');
    const path = saved.replace(/^saved /, '');
    assert.match(path, new RegExp(`^${temporary}/`));
    assert.match(said, /^fifobench: no program here opens file:\/\/\S+; open it yourself/);
    assert.ok(said.includes(path) && existsSync(path));
  });

  test('shows nothing but pages', async (context) => {
    const directory = scratchDirectory(context);
    for (const wrong of [
      ['--open', '--format', 'csv'],
      ['--serve', '--format', 'html'],
      ['--serve', '--out', 'x.html'],
      ['--serve', '65536'],
      ['--serve', 'nowhere'],
      ['more', '--serve', 'elsewhere'],
    ]) {
      const end = await runTool(context, directory, ['report', ...wrong]);
      assert.equal(end.exitCode, 2, wrong.join(' '));
      assert.match(end.stderr, /^fifobench: [^\n]+; [^\n]+\n$/);
    }
  });
});

/** A folder of twelve runs that is served, and the port where. */
async function served(context: TestContext) {
  const directory = scratchDirectory(context);
  const runs = join(directory, 'runs');
  writeSimulatedRuns({ directory: runs, runCount: 12 });
  const tool = new Tool(context, directory, ['report', '--serve', 'runs']);
  await until('the address is told', () => /Ctrl-C ends it\n/.test(tool.stderr), 60_000);
  const port = Number(/http:\/\/127\.0\.0\.1:(\d+)\//.exec(tool.stderr)?.[1]);
  return { directory, runs, tool, port };
}

/** Where the links above a page lead to. */
function waysAbove(page: string): string[] {
  const [navigation = ''] = /<nav .*?<\/nav>/s.exec(page) ?? [];
  return [...navigation.matchAll(/<a href="([^"]*)"/g)].map(([, to = '']) => to);
}

group('report --serve', () => {
  test('shows the history with a way to every run, and new ones as they come', async (context) => {
    const { runs, port, tool } = await served(context);
    const first = await request(port);
    assert.equal(first.statusCode, 200);
    assert.match(first.body, /^<!doctype html>[\s\S]*12 runs<\/span> in runs/);
    assert.doesNotMatch(first.body, /<script/);
    assert.equal(first.headers.get('refresh'), '10');
    assert.equal((await request(port, { path: '/?still' })).headers.get('refresh'), undefined);
    const pages = new Set([...first.body.matchAll(/href="(\/runs\/[^"]+)"/g)].map(([, to]) => to));
    assert.equal(pages.size, 12);
    const list = await request(port, { path: '/runs/' });
    assert.equal([...list.body.matchAll(/href="\/runs\/[^"]+"/g)].length, 12);
    const [page = ''] = pages;
    const run = await request(port, { path: page });
    assert.deepEqual([run.statusCode, /fifobench run/.test(run.body)], [200, true]);
    assert.equal(run.headers.get('refresh'), undefined);
    assert.deepEqual(
      [first, list, run].map(({ body }) => waysAbove(body)),
      [[], ['/'], ['/', '/runs/']],
    );
    assert.equal((await request(port, { path: page })).body, run.body);

    await saveRun(sampleRun({ startedAt: '2025-06-01T00:00:00.000Z' }), { directory: runs });
    const second = await request(port);
    assert.match(second.body, /13 runs<\/span> in runs[\s\S]*2025-06-01 00:00:00/);
    tool.signal('SIGINT');
    const end = await tool.ends();
    assert.deepEqual([end.exitCode, end.signal, end.stdout], [0, null, '']);
  });

  test('shows a run without an end, and survives files that are no runs', async (context) => {
    const { runs, port } = await served(context);
    const journal = new RunJournal(join(runs, 'out of order.json.journal'));
    journal.append(sampleRun());
    writeFileSync(join(runs, 'half.json'), '{"schemaVersion":1,');
    writeFileSync(join(runs, 'half.journal'), '{"schemaVersion":1,');
    const index = await request(port);
    assert.match(index.body, /Unfinished[\s\S]*\/runs\/out%20of%20order\.json\.journal/);
    assert.match(index.body, /Files that hold no run[\s\S]*half\.json[\s\S]*half\.journal/);
    const page = await request(port, { path: '/runs/out%20of%20order.json.journal' });
    assert.deepEqual([page.statusCode, /did not come to its end/.test(page.body)], [200, true]);
    assert.deepEqual(waysAbove(page.body), ['/', '/runs/']);
    for (const name of ['half.json', 'half.journal']) {
      const broken = await request(port, { path: `/runs/${name}` });
      assert.equal(broken.statusCode, 500);
      assert.match(broken.body, /This cannot be shown[\s\S]*half\./);
      assert.deepEqual(waysAbove(broken.body), ['/', '/runs/']);
    }
    assert.equal((await request(port)).statusCode, 200);
  });

  test('lets nothing be read but the folder, and by nobody but this machine', async (context) => {
    const { directory, runs, port } = await served(context);
    writeFileSync(join(directory, 'secret.json'), readFileSync(fixture));
    symlinkSync(join(directory, 'secret.json'), join(runs, 'link.json'));
    for (const path of [
      ...['/runs/../secret.json', '/runs/..%2fsecret.json', '/runs/%2e%2e/secret.json'],
      ...['/runs/link.json', `/runs/${directory}/secret.json`, '/runs', '/secret.json'],
      ...['/runs/%00', '//evil.example/', `http://127.0.0.1:${port}/`, '/favicon.ico'],
    ]) {
      const { statusCode, body } = await request(port, { path });
      assert.deepEqual([statusCode, /Example CPU/.test(body)], [404, false], path);
    }
    assert.equal((await request(port, { path: '/%ff' })).statusCode, 400);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '']) {
      const { statusCode, body } = await request(port, { host });
      assert.ok([400, 403].includes(statusCode) && !body.includes('runs'), `${host} ${statusCode}`);
    }
    for (const host of [`localhost:${port}`, 'LOCALHOST', `[::1]:${port}`]) {
      assert.equal((await request(port, { host })).statusCode, 200, host);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await request(port, { method });
      assert.deepEqual([refused.statusCode, refused.headers.get('allow')], [405, 'GET, HEAD']);
    }
    const whole = await request(port);
    const head = await request(port, { method: 'HEAD' });
    assert.deepEqual([head.statusCode, head.body], [200, '']);
    assert.equal(head.headers.get('content-length'), whole.headers.get('content-length'));
    assert.match(whole.headers.get('content-security-policy') ?? '', /^default-src 'none';/);
    assert.equal(whole.headers.get('cache-control'), 'no-store');
    assert.deepEqual(listeningAddresses(port), ['0100007F']);
  });

  test('says in one line that a port is in use', async (context) => {
    const { directory } = await served(context);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    context.after(() => void other.close());
    const { port } = other.address() as { port: number };
    const end = await runTool(context, directory, ['report', 'runs', '--serve', String(port)]);
    assert.equal(end.exitCode, 2);
    assert.match(end.stderr, new RegExp(`^fifobench: --serve: port ${port} is in use[^\n]*\n$`));
    assert.deepEqual(readdirSync(directory), ['runs']);
  });
});

/** The local addresses, in the kernel's hexadecimal, at which somebody listens on the port. */
function listeningAddresses(port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '0A')
      .map(([, local = '']) => local.replace(/:.*/, '')),
  );
}
