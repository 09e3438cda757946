// The files that a server is started from: which words of a command they are, and that their
// content, not their name, says which program it is.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ServerSpec } from '../../../src/model/server-spec.ts';
import { seedProfile } from '../../../src/profile/seed.ts';
import { identify, programsOf, withPrograms } from '../../../src/target/programs.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

function command(argv: readonly string[]): ServerSpec {
  return { kind: 'command', name: 'mine', model: 'basic', argv, profile: seedProfile };
}

test('a command has its program and the files that its arguments name', (context) => {
  const directory = scratchDirectory(context);
  const script = join(directory, 'server.sh');
  writeFileSync(script, 'one');
  mkdirSync(join(directory, 'd'));
  const server = command(['sh', script, '--dir', join(directory, 'd'), '{dir}', 'server.sh']);
  const programs = programsOf(server);
  assert.deepEqual(
    programs.map(({ name }) => name),
    ['sh', 'server.sh'],
  );
  const moved = withPrograms(server, ['/kept/a', '/kept/b']);
  assert.deepEqual(moved.kind === 'command' && moved.argv.slice(0, 3), [
    '/kept/a',
    '/kept/b',
    '--dir',
  ]);
});

test('the same content under another name is the same program, other content is not', (context) => {
  const directory = scratchDirectory(context);
  const write = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return identify(join(directory, name)).sha256;
  };
  assert.equal(write('a', 'one'), write('b', 'one'));
  assert.notEqual(write('a', 'one'), write('a', 'two'));
  // sha256sum of an empty file.
  assert.match(
    write('empty', ''),
    /^e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855$/,
  );
});

test('a built-in server is started from the build of this program, or from another', () => {
  const basic: ServerSpec = { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' };
  const [program] = programsOf(basic);
  assert.equal(program?.name, 'fifobench-server');
  assert.deepEqual(withPrograms(basic, ['/before']), { ...basic, executable: '/before' });
  assert.deepEqual(withPrograms(basic, []), basic);
});

test('a server that is attached to has none that we know of', () => {
  const attached: ServerSpec = { kind: 'attached', name: 'x', model: 'basic', directory: '/x' };
  assert.deepEqual(programsOf(attached), []);
  assert.equal(withPrograms(attached, ['/a']), attached);
});
