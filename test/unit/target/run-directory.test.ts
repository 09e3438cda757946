// Where servers run, as far as it can be told without starting one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FifobenchError } from '../../../src/errors.ts';
import { runDirectoryParent } from '../../../src/target/run-directory.ts';

const thisFile = fileURLToPath(import.meta.url);

test('a directory that was chosen is taken as it is', () => {
  assert.equal(runDirectoryParent('/tmp'), '/tmp');
});

test('without a choice there is one all the same', () => {
  assert.match(runDirectoryParent(), /^\//);
});

const refused: readonly [what: string, path: string][] = [
  ['missing', '/nonexistent/directory'],
  ['a file', thisFile],
  ['below a file', `${thisFile}/directory`],
  ['nothing', ''],
];
for (const [what, path] of refused) {
  test(`a directory that is ${what} is refused by its option`, () => {
    assert.throws(() => runDirectoryParent(path), { code: 'directory', message: /^--dir: / });
  });
}

test('refuses a directory in which nothing can be made, whatever its permissions say', () => {
  assert.throws(
    () => runDirectoryParent('/proc'),
    (error) => error instanceof FifobenchError && error.code === 'directory',
  );
});
