// The names of errors, and the single FIFO calls where they fail without waiting for anybody.

import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { describe as group, test } from 'node:test';
import { errorName, FifoEnd, makeFifo, removeFifo } from '../../../src/engine/fifo.ts';

group('errorName', () => {
  for (const name of ['EEXIST', 'ENOENT', 'ENXIO', 'EPIPE', 'EBADF', 'EMFILE'] as const) {
    test(`knows ${name}`, () => assert.equal(errorName(constants.errno[name]), name));
  }

  for (const unknown of [0, 12_345, -1]) {
    test(`says the number where ${unknown} has no name`, () => {
      assert.equal(errorName(unknown), `errno ${unknown}`);
    });
  }
});

group('calls that fail give the name of the error', () => {
  const missing = { ok: false, error: 'ENOENT' };
  const bad = { ok: false, error: 'EBADF' };

  test('makeFifo in a directory that is not there', () => {
    assert.deepEqual(makeFifo('/nonexistent/fifo'), missing);
  });

  test('removeFifo of a name that is not there', () => {
    assert.deepEqual(removeFifo('/nonexistent'), missing);
  });

  test('an end that did not open: each call says so, and none throws', () => {
    const end = new FifoEnd('/nonexistent', 'read');
    assert.deepEqual(end.opened, missing);
    assert.deepEqual(end.read(new Uint8Array(1)), bad);
    assert.deepEqual(end.write(new Uint8Array(1)), bad);
    end.close();
    end.close();
  });
});
