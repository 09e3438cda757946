// Version and commit, read from files that a test lays out.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { toolIdentity } from '../../../src/environment/tool-identity.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { writeTree } from '../../support/write-tree.ts';

const manifest = JSON.stringify({ name: 'fifobench', version: '1.2.3' }, null, 2);
const commit = '0123456789abcdef0123456789abcdef01234567';

group('the commit', () => {
  const repositories: readonly [Readonly<Record<string, string>>, string, string][] = [
    [{ '.git/HEAD': `${commit}\n` }, '0123456789ab', 'a commit that was checked out by itself'],
    [
      { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${commit}\n` },
      '0123456789ab',
      'a branch with a file of its own',
    ],
    [
      {
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/packed-refs': `# pack-refs\n${commit} refs/heads/main\n`,
      },
      '0123456789ab',
      'a branch that was packed',
    ],
    [{ '.git/HEAD': 'ref: refs/heads/main\n' }, 'unknown', 'a branch without a commit yet'],
    [{ '.git': 'gitdir: elsewhere\n' }, 'unknown', 'a repository that is not there'],
    [
      {
        '.git': 'gitdir: main/.git/worktrees/second\n',
        'main/.git/worktrees/second/HEAD': 'ref: refs/heads/second\n',
        'main/.git/worktrees/second/commondir': '../..\n',
        'main/.git/refs/heads/second': `${commit}\n`,
      },
      '0123456789ab',
      'a branch in a further working tree',
    ],
    [{}, 'unknown', 'no repository'],
  ];
  for (const [files, expected, what] of repositories) {
    test(`is ${expected} of ${what}`, async (context) => {
      const directory = scratchDirectory(context);
      writeTree(directory, { 'package.json': manifest, ...files });
      assert.equal((await toolIdentity(directory)).commit, expected);
    });
  }
});

group('the version', () => {
  test('is found in a directory above', async (context) => {
    const directory = scratchDirectory(context);
    writeTree(directory, { 'package.json': manifest, 'dist/src/environment/x.js': '' });
    const { version } = await toolIdentity(join(directory, 'dist', 'src', 'environment'));
    assert.equal(version, '1.2.3');
  });

  test('is not that of another package in between', async (context) => {
    const directory = scratchDirectory(context);
    const other = JSON.stringify({ name: 'other', version: '9.9.9' }, null, 2);
    writeTree(directory, { 'package.json': manifest, 'dist/package.json': other });
    assert.equal((await toolIdentity(join(directory, 'dist'))).version, '1.2.3');
  });

  test('is unknown where no package.json is ours', async (context) => {
    const identity = await toolIdentity(scratchDirectory(context));
    assert.deepEqual(identity, { name: 'fifobench', version: 'unknown', commit: 'unknown' });
  });
});
