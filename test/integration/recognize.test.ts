// Servers that nobody has described: the examples are recognised, others get a profile or advice.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { parseProfile } from '../../src/profile/parse-profile.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { exampleServer } from '../support/example-servers.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool } from '../support/tool.ts';

const recognised: [server: string, profile: RegExp][] = [
  ['model', /^seed$/],
  ['text_upper', /^text10$/],
  ['successor_fork', /^number-successor$/],
  ['binary_number', /^binary-number$/],
  ['name_echo', /^echo-name-256$/],
  ['late_unlink', /^text10-mute$/],
  ['magic_length', /^magic-length-prefix$/],
  ['sequence_numbers', /^textbook-struct$/],
  ['send_file', /^textbook-line$/],
  ['two_pipes', /^two-private-fifos$/],
  ['greeting', /^script$/],
];

group('auto recognises, and 8 clients lose nothing:', () => {
  for (const [name, wanted] of recognised) {
    test(name, async (context) => {
      const directory = scratchDirectory(context);
      const pipe = join(directory, 'pipe');
      const command = exampleServer(name).argv(pipe).join(' ');
      const load = ['--clients', '8', '--handshakes', '200', '--timeout', '60s'];
      const argv = [
        'run',
        '--server',
        command,
        ...load,
        '--warmup',
        '0',
        '--operations',
        '2',
        '--format',
        'json',
      ];
      const end = await runTool(context, directory, [...argv, '--out', 'run.json']);
      const [only] = parseRun(end.stdout, 'run.json').cases;
      assert.ok(only?.server.kind === 'command', end.stderr);
      assert.match(only.server.profile.name, wanted);
      assert.equal(only.blocks[0]?.handshakes.established, 200);
      assert.equal(only.blocks[0]?.handshakes.failed, 0);
      assert.deepEqual(readdirSync(directory), ['run.json']);
    });
  }
});

/** Names in 100 bytes, read in full; 13 bytes of acknowledgement; replies as long as the text. */
const inferable = `#!/usr/bin/env python3
import os
def full(fd, size):
    data = b''
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece: return None
        data += piece
    return data
while True:
    os.mkfifo('to the server')
    up = os.open('to the server', os.O_RDONLY)
    name = full(up, 100)
    os.unlink('to the server')
    if name:
        down = os.open(name.rstrip(b'\\0'), os.O_WRONLY)
        os.write(down, b'hello client\\0')
        full(up, 13)
        while request := full(up, 64):
            os.write(down, request.rstrip(b'\\0').swapcase())
        os.close(down)
    os.close(up)
`;

/** Reads nothing, so that nobody can find out anything. */
const mute = `#!/bin/sh
mkfifo pipe
echo "waiting for clients" >&2
read line < pipe
sleep 60
`;

group('a server that no profile describes', () => {
  const place = (context: Parameters<typeof scratchDirectory>[0], text: string) => {
    const directory = scratchDirectory(context);
    writeFileSync(join(directory, 'mine'), text);
    chmodSync(join(directory, 'mine'), 0o755);
    return directory;
  };

  test('gets one made of what it does', async (context) => {
    const directory = place(context, inferable);
    const end = await runTool(context, directory, ['profile', 'find', './mine']);
    assert.equal(end.exitCode, 0, end.stderr);
    const profile = parseProfile(end.stdout, 'found');
    assert.equal(profile.wkp.path, 'to the server');
    assert.deepEqual(profile.connect, [{ text: '{id}', bytes: 100 }]);
    assert.deepEqual(profile.response, [{ text: '{ack}', bytes: 13 }]);
    assert.deepEqual(profile.operation.reply, [{ bytes: '{payloadBytes}' }]);
    assert.match(end.stderr, /one was inferred, and sessions came off/);
  });

  test('or advice, what it printed, and a draft to complete', async (context) => {
    const directory = place(context, mute);
    const end = await runTool(context, directory, ['run', '--server', './mine']);
    assert.equal(end.exitCode, 2);
    assert.match(end.stderr, /its well-known pipe is pipe/);
    assert.match(end.stderr, /it printed: waiting for clients/);
    assert.match(end.stderr, /no profile fits \.\/mine; complete profile\.yaml/);
    const draft = parseProfile(readFileSync(join(directory, 'profile.yaml'), 'utf8'), 'draft');
    assert.equal(draft.wkp.path, 'pipe');
  });

  test('never makes a pipe, and that is said, without a draft', async (context) => {
    const directory = place(context, '#!/bin/sh\necho "no settings" >&2\nexit 3\n');
    const end = await runTool(context, directory, ['profile', 'find', './mine']);
    assert.equal(end.exitCode, 2);
    assert.match(end.stderr, /no FIFO came: ended by itself \(exit status 3\)/);
    assert.match(end.stderr, /it printed: no settings/);
    assert.equal(existsSync(join(directory, 'profile.yaml')), false);
  });
});

/** Numbers in 10 bytes, of which the client sends the successor; then more of them without end. */
const pushing = `#!/usr/bin/env python3
import os, random, time
while True:
    os.mkfifo('numbers')
    up = os.open('numbers', os.O_RDONLY)
    os.unlink('numbers')
    name = os.read(up, 12)
    try:
        down = os.open(name.rstrip(b'\\0'), os.O_WRONLY)
        number = random.randrange(1000)
        os.write(down, str(number).encode().ljust(10, b'\\0'))
        if int(os.read(up, 10).rstrip(b'\\0')) == number + 1:
            while True:
                os.write(down, str(number).encode().ljust(10, b'\\0'))
                time.sleep(0.001)
    except (OSError, ValueError):
        pass
    os.close(down)
    os.close(up)
`;

test('a server that speaks without end is listened to only so long', async (context) => {
  const directory = scratchDirectory(context);
  writeFileSync(join(directory, 'mine'), pushing);
  chmodSync(join(directory, 'mine'), 0o755);
  const end = await runTool(context, directory, ['profile', 'find', './mine']);
  assert.equal(end.exitCode, 0, end.stderr);
  assert.equal(parseProfile(end.stdout, 'found').name, 'number-successor-push');
});

/** Serves a single client, half a second after it came, and takes its time to end. */
const single = `#!/usr/bin/env python3
import os, time
os.mkfifo('mine.fifo')
up = os.open('mine.fifo', os.O_RDONLY)
name = os.read(up, 100).rstrip(b'\\0')
os.remove('mine.fifo')
time.sleep(0.5)
down = os.open(name, os.O_WRONLY)
os.write(down, b'welcome to it')
os.read(up, 13)
while request := os.read(up, 256):
    os.write(down, request.upper())
time.sleep(0.2)
`;

test('a server for one client, which sleeps first, is said to be one', async (context) => {
  const directory = scratchDirectory(context);
  writeFileSync(join(directory, 'mine'), single);
  chmodSync(join(directory, 'mine'), 0o755);
  const end = await runTool(context, directory, ['profile', 'find', './mine']);
  assert.equal(end.exitCode, 0, end.stderr);
  const { server, connect } = parseProfile(end.stdout, 'found');
  assert.equal(server.maxSessions, 1);
  assert.ok((server.builtinDelayMs ?? 0) >= 500);
  assert.deepEqual(connect, [{ text: '{id}', bytes: 8 }]);
});
