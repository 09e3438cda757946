// The native unit tests are one executable; here it takes part in the count of all tests.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const executable = fileURLToPath(
  new URL('../../../build/Release/fifobench-native-test', import.meta.url),
);

test('every native unit test passes', { timeout: 120_000 }, () => {
  const { status, stdout, stderr, error } = spawnSync(executable, { encoding: 'utf8' });
  assert.equal(error, undefined);
  assert.equal(status, 0, `${stdout}${stderr}`);
  const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(lastLine) ?? [];
  assert.ok(Number(passed) > 0, `the last line is '${lastLine}', not 'N passed, M failed'`);
  assert.equal(Number(failed), 0);
});
