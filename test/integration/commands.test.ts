// Servers given as commands, and profiles from the command line, as a user calls them.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { findProfile } from '../../bench/profile-index.ts';
import { formatProfile } from '../../src/profile/format-profile.ts';
import { parseProfile } from '../../src/profile/parse-profile.ts';
import { profileDraftText } from '../../src/profile/profile-draft.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import { establishedIn } from '../../src/stats/time-grid.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { exampleServer } from '../support/example-servers.ts';
import { assertMeasured } from '../support/measured-end.ts';
import { assertNothingLeft } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool } from '../support/tool.ts';

const [model = ''] = exampleServer('model').argv('');

/** A directory with the model under these names, and in it one for its runs. */
function workplace(context: TestContext, names: readonly string[]) {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  for (const name of names) {
    copyFileSync(model, join(directory, name));
  }
  const place = ['--dir', 'servers', '--out', 'run.json', '--timeout', '30s'];
  return { directory, servers, place };
}

group('run --server COMMAND', () => {
  test('drives a server of the user, started where it is told to be', async (context) => {
    const { directory, servers, place } = workplace(context, ['mine']);
    const load = ['--handshakes', '500', '--warmup', '0', '--format', 'json'];
    const argv = ['run', '--server', './mine', '--profile', 'seed', ...load];
    const end = await runTool(context, directory, [...argv, ...place]);
    const run = parseRun(end.stdout, 'run.json');
    assertMeasured(end, run.validity);
    const [only] = run.cases;
    assert.ok(only?.server.kind === 'command');
    assert.equal(only.server.name, './mine');
    assert.equal(only.server.profile.name, 'seed');
    assert.equal(only.blocks[0]?.handshakes.established, 500);
    assert.equal(only.blocks[0]?.handshakes.failed, 0);
    await assertNothingLeft(servers);
  });

  test('says how it ended and what it printed where it does not start', async (context) => {
    const directory = scratchDirectory(context);
    const [quitter = ''] = exampleServer('hostile_quitter').argv('');
    const argv = ['run', '--server', quitter, '--profile', 'text10'];
    const end = await runTool(context, directory, argv);
    assert.equal(end.exitCode, 4);
    assert.match(end.stderr, /status 3 before it was ready; it said: cannot open settings\.conf/);
  });
});

group('compare COMMAND COMMAND', () => {
  test('puts a version before against one after', async (context) => {
    const { directory, servers, place } = workplace(context, ['before', 'after']);
    const design = ['--pairs', '6', '--block', '40ms', '--cpus', 'server=0,clients=0'];
    const argv = ['compare', './before', './after', '--profile', 'seed', ...design];
    const end = await runTool(context, directory, [...argv, ...place]);
    const run = parseRun(readFileSync(join(directory, 'run.json'), 'utf8'), 'run.json');
    assertMeasured(end, run.validity);
    const names = new Set(run.cases.map(({ server }) => server.name));
    assert.deepEqual([...names], ['./before', './after']);
    await assertNothingLeft(servers);
  });
});

group('profile', () => {
  test('init writes a draft, and never over a file', async (context) => {
    const directory = scratchDirectory(context);
    const end = await runTool(context, directory, ['profile', 'init', 'mine.yaml']);
    assert.equal(end.exitCode, 0, end.stderr);
    const path = join(directory, 'mine.yaml');
    assert.equal(readFileSync(path, 'utf8'), profileDraftText);
    writeFileSync(path, 'mine');
    const again = await runTool(context, directory, ['profile', 'init', 'mine.yaml']);
    assert.equal(again.exitCode, 2);
    assert.match(again.stderr, /mine\.yaml cannot be written.*EEXIST/);
    assert.equal(readFileSync(path, 'utf8'), 'mine');
  });

  test('check lists every mistake, one a line', async (context) => {
    const directory = scratchDirectory(context);
    const text = profileDraftText.replace('{name}', '{nam}').replace("'{id}'", 'fixed');
    writeFileSync(join(directory, 'mine.yaml'), text);
    const end = await runTool(context, directory, ['profile', 'check', 'mine.yaml']);
    assert.equal(end.exitCode, 2);
    assert.equal(end.stdout.trim().split('\n').length, 3);
    assert.match(end.stdout, /^connect\[0\]\.text: unknown placeholder \{nam\}/m);
    assert.match(end.stderr, /mine\.yaml: 3 mistakes/);
    writeFileSync(join(directory, 'mine.yaml'), profileDraftText);
    const mended = await runTool(context, directory, ['profile', 'check', 'mine.yaml']);
    assert.equal(mended.stdout, 'mine.yaml: the profile my-server is in order\n');
  });

  test('show prints a profile that can be kept and changed', async (context) => {
    const { stdout } = await runTool(context, scratchDirectory(context), [
      ...['profile', 'show', 'text10'],
    ]);
    assert.equal(parseProfile(stdout, 'shown').name, 'text10');
  });
});

/** The server by hand of docs/protocol.md, which ends after its third client. */
const threeSessions = `
import os, struct
def receive(fd, size):
    data = b''
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece: return None
        data += piece
    return data
for session in range(3):
    os.mkfifo('wkp', 0o600)
    up = os.open('wkp', os.O_RDONLY)
    message = receive(up, 64)
    os.unlink('wkp')
    down = os.open(message[4:].rstrip(b'\\0'), os.O_WRONLY)
    os.write(down, b'ACK\\0' + message[4:])
    receive(up, 64)
    while head := receive(up, 8):
        os.write(down, head + receive(up, struct.unpack('<I', head[4:])[0]))
    os.close(down)
    os.close(up)
`;

group('limits of a server', () => {
  test('one that ends by itself is started again as often as it takes', async (context) => {
    const { directory, servers, place } = workplace(context, []);
    writeFileSync(join(directory, 'three.py'), threeSessions);
    const limits = { maxSessions: 3, maxConcurrent: 2 };
    const profile = { ...seedProfile, server: { ...seedProfile.server, ...limits } };
    writeFileSync(join(directory, 'three.yaml'), formatProfile(profile));
    const load = ['--clients', '4', '--handshakes', '10', '--warmup', '0', '--operations', '1'];
    const server = ['--server', 'python3 three.py', '--profile', 'three.yaml'];
    const argv = ['run', ...server, ...load];
    const end = await runTool(context, directory, [...argv, '--format', 'json', ...place]);
    const run = parseRun(end.stdout, 'run.json');
    assertMeasured(end, run.validity);
    const [block, ...others] = run.cases[0]?.blocks ?? [];
    assert.equal(others.length, 0);
    assert.equal(block?.handshakes.established, 10);
    assert.equal(block?.handshakes.failed, 0);
    assert.equal(block?.serverFault, null);
    const { spanNs = 0, columns = [] } = block?.overTime ?? {};
    assert.equal(
      columns.reduce((sum, column) => sum + establishedIn(column), 0),
      10,
    );
    assert.ok(spanNs >= (block?.latencies.service.maxNs ?? 0), 'times go on');
    assert.equal(run.cases[0]?.load.clientCount, 2);
    assert.match(run.notes.join('\n'), /^2 clients instead of 4/);
    assert.match(run.notes.join('\n'), /^4 servers were started one after the other/m);
    await assertNothingLeft(servers);
  });

  test('servers with one absolute pipe are compared in whole blocks', async (context) => {
    const { directory, place } = workplace(context, []);
    const pipe = join(directory, 'pipe');
    const [sequence = ''] = exampleServer('sequence_numbers').argv(pipe);
    const book = findProfile('textbook-struct');
    assert.ok(book);
    const fifos = { ...book.fifos, down: `${pipe}.{id}`, nameMaxBytes: 500 };
    const profile = { ...book, wkp: { ...book.wkp, path: pipe }, fifos };
    writeFileSync(join(directory, 'mine.yaml'), formatProfile(profile));
    const command = `${sequence} ${pipe}`;
    const design = ['--pairs', '6', '--block', '40ms', '--cpus', 'server=0,clients=0'];
    const argv = ['compare', command, command, '--profile', 'mine.yaml', ...design];
    const end = await runTool(context, directory, [...argv, ...place]);
    const run = parseRun(readFileSync(join(directory, 'run.json'), 'utf8'), 'run.json');
    assertMeasured(end, run.validity);
    assert.equal(run.design?.kind, 'blocks');
    assert.match(run.notes.join('\n'), /there is only one .*pipe/);
    assert.ok(
      run.cases.every(({ blocks }) => blocks.every(({ handshakes }) => handshakes.failed === 0)),
    );
    const left = readdirSync(directory).filter((name) => name.startsWith('pipe'));
    assert.deepEqual(left, []);
  });
});
