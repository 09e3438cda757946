// What a built-in server may be called.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseServer } from '../../../src/cli/server-choice.ts';
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
