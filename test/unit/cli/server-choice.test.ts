// What a user may call a server, and what becomes of the same name twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseServer, chooseServers } from '../../../src/cli/server-choice.ts';
import { describe, FifobenchError } from '../../../src/errors.ts';
import { serverPatterns } from '../../../src/model/server-spec.ts';

for (const { name, model } of serverPatterns) {
  test(`${name} is the built-in server of that name`, () => {
    assert.deepEqual(chooseServer(name), { kind: 'pattern', name, pattern: name, model });
  });
}

for (const name of ['', 'Basic', 'basic ', 'constructor', '__proto__']) {
  test(`'${name}' is refused, with the names that there are`, () => {
    assert.throws(
      () => chooseServer(name),
      (error: unknown) => {
        assert.ok(error instanceof FifobenchError);
        assert.match(describe(error), /basic, forking, forking-unlink-first/);
        return error.code === 'unknown-pattern';
      },
    );
  });
}

test('a server that is named again gets a number, so that names differ', () => {
  const servers = chooseServers(['basic', 'forking', 'basic', 'basic']);
  const names = servers.map(({ name }) => name);
  assert.deepEqual(names, ['basic', 'forking', 'basic (2)', 'basic (3)']);
});

test('no name gives no server', () => assert.deepEqual(chooseServers([]), []));
