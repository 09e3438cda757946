// What a user may call a server: a pattern, a profile's file, a command; and what becomes of names.

import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import {
  attachedServer,
  namedServers,
  resolveServer,
  resolveServers,
} from '../../../src/cli/command-choice.ts';
import { describe } from '../../../src/errors.ts';
import { formatProfile } from '../../../src/profile/format-profile.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const text10 = findProfile('text10');
assert.ok(text10);

/** A directory with a program, a file that is none, and a profile. */
function place(context: TestContext) {
  const directory = scratchDirectory(context);
  const program = join(directory, 'server');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  writeFileSync(join(directory, 'server.py'), '');
  return { directory, program };
}

group('a server by name', () => {
  test('built-in servers need no profile', async () => {
    const servers = await resolveServers(['basic', 'forking', 'basic', 'basic'], {});
    const names = servers.map(({ name }) => name);
    assert.deepEqual(names, ['basic', 'forking', 'basic (2)', 'basic (3)']);
    assert.deepEqual(await resolveServers([], {}), []);
  });

  test('a command is split into words, its files are given as absolute paths', async (context) => {
    const { directory, program } = place(context);
    const text = `'${program}' -n 5 ${join(directory, 'server.py')} missing.py`;
    const server = await resolveServer(text, { profile: 'text10' });
    assert.ok(server.kind === 'command');
    const argv = [program, '-n', '5', join(directory, 'server.py'), 'missing.py'];
    assert.deepEqual(server.argv, argv);
    assert.deepEqual(server.profile, text10);
    assert.equal(server.model, 'basic');
  });

  test('the same command twice has two names', async (context) => {
    const { program } = place(context);
    const servers = await resolveServers([program, program], { profile: 'text10' });
    assert.deepEqual(new Set(servers.map(({ name }) => name)).size, 2);
  });

  test("a profile's file names its server where it says how that is started", async (context) => {
    const { directory, program } = place(context);
    const file = join(directory, 'mine.yaml');
    const profile = { ...text10, name: 'mine', server: { ...text10.server, argv: [program] } };
    writeFileSync(file, formatProfile(profile));
    const server = await resolveServer(file, {});
    assert.deepEqual(server, {
      kind: 'command',
      name: 'mine',
      argv: [program],
      model: 'basic',
      profile,
    });
  });

  test('a profile alone names its server, beside a server it says how that speaks', () => {
    assert.deepEqual(namedServers([], { profile: 'mine.yaml' }), ['mine.yaml']);
    assert.deepEqual(namedServers(['./a'], { profile: 'mine.yaml' }), ['./a']);
    assert.deepEqual(namedServers([], { profile: 'auto' }), []);
    assert.deepEqual(namedServers([], {}), []);
  });

  test('the profile that built-in servers speak may be said', async () => {
    const [server] = await resolveServers(['basic'], { profile: 'seed' });
    assert.equal(server?.kind, 'pattern');
  });

  test('a server that runs already may have a profile', async () => {
    const server = await attachedServer('/run/x', { profile: 'two-private-fifos' });
    assert.equal(server.model, 'forking');
    assert.equal(server.kind === 'attached' && server.profile?.name, 'two-private-fifos');
    assert.equal((await attachedServer('/run/x', {})).model, 'basic');
  });
});

group('mistakes are told with their remedy', () => {
  const rows: [string, { profile?: string }, RegExp][] = [
    ['nonesuch', { profile: 'text10' }, /no server is called 'nonesuch'/],
    ['nonesuch', {}, /or give a command such as '\.\/my_server'/],
    ['text10', {}, /text10 does not say how its server is started; write --server/],
    ['/tmp', {}, /\/tmp is no program; name a program/],
    ['./nonesuch', { profile: 'text10' }, /there is no program \.\/nonesuch; name a program/],
    ['python3 server.py', { profile: 'nonesuch' }, /no profile and no file 'nonesuch'/],
    ['missing.yaml', {}, /no profile and no file 'missing.yaml'/],
    ["./a 'b", { profile: 'text10' }, /a quote is not closed/],
  ];
  for (const [text, flags, wanted] of rows) {
    test(text, async () => {
      await assert.rejects(resolveServer(text, flags), (error) => wanted.test(describe(error)));
    });
  }

  test('a program here whose name lacks its ./', (context) => {
    const { directory } = place(context);
    const before = process.cwd();
    process.chdir(directory);
    context.after(() => process.chdir(before));
    return assert.rejects(resolveServer('server', {}), (error) =>
      /write \.\/server for the program/.test(describe(error)),
    );
  });

  test('a program that may not be run', async (context) => {
    const { directory } = place(context);
    const refused = resolveServer(join(directory, 'server.py'), { profile: 'text10' });
    await assert.rejects(refused, (error) => /chmod \+x .*server\.py/.test(describe(error)));
  });

  test('a profile that does not start a server', async (context) => {
    const file = join(place(context).directory, 'mine.yaml');
    writeFileSync(file, formatProfile(text10));
    await assert.rejects(resolveServer(file, {}), (error) =>
      /add server\.argv/.test(describe(error)),
    );
  });

  test('a server that runs already, of which nothing is said', async () => {
    const refused = attachedServer('/run/x', { profile: 'auto' });
    await assert.rejects(refused, (error) => /takes fresh instances/.test(describe(error)));
  });

  test('a profile that nobody needs', async () => {
    const refused = resolveServers(['basic'], { profile: 'text10' });
    await assert.rejects(refused, (error) => /speak the profile seed/.test(describe(error)));
  });
});
