// What the seed says about FIFOs, statement by statement, through the C calls of the addon: made by
// a function, named, one-way, without a size, and good for use after its name is gone.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { FifoEnd, makeFifo, removeFifo } from '../../src/engine/fifo.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const done = { ok: true, byteCount: 0 };
const failed = (error: string) => ({ ok: false, error });
const moved = (byteCount: number) => ({ ok: true, byteCount });

function readText(end: FifoEnd, byteCountMost = 4_096): string {
  const bytes = Buffer.alloc(byteCountMost);
  const result = end.read(bytes);
  assert.ok(result.ok, 'the read failed');
  return bytes.toString('utf8', 0, result.byteCount);
}

function writeText(end: FifoEnd, text: string): void {
  assert.deepEqual(end.write(Buffer.from(text)), moved(Buffer.byteLength(text)));
}

/** Both ends of the FIFO at `path`, the reading one first, since a writer needs a reader. */
function openBoth(path: string): { reader: FifoEnd; writer: FifoEnd } {
  const reader = new FifoEnd(path, 'read');
  const writer = new FifoEnd(path, 'write');
  assert.deepEqual([reader.opened, writer.opened], [done, done]);
  return { reader, writer };
}

group('the C function mkfifo', () => {
  test('returns 0 on success, and the FIFO is there', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    assert.deepEqual(makeFifo(mario), done);
    assert.ok(statSync(mario).isFIFO());
  });

  test('gives the FIFO to its owner alone: mode 0600', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    assert.equal(statSync(mario).mode & 0o777, 0o600);
  });

  const failures: readonly [name: string, error: string, why: string][] = [
    ['taken', 'EEXIST', 'a FIFO has the name already'],
    ['file', 'EEXIST', 'a file has the name already'],
    ['directory', 'EEXIST', 'a directory has the name already'],
    ['missing/mario', 'ENOENT', 'its directory does not exist'],
    ['file/mario', 'ENOTDIR', 'its directory is a file'],
    ['m'.repeat(256), 'ENAMETOOLONG', 'the name has more than 255 bytes'],
    ['', 'EEXIST', 'there is no name: the path is that of the directory'],
  ];
  for (const [name, error, why] of failures) {
    test(`fails with ${error} where ${why}`, (context) => {
      const directory = scratchDirectory(context);
      makeFifo(join(directory, 'taken'));
      writeFileSync(join(directory, 'file'), '');
      mkdirSync(join(directory, 'directory'));
      assert.deepEqual(makeFifo(join(directory, name)), failed(error));
    });
  }
});

group('a FIFO acts like a file', () => {
  test('is opened, written, read and removed by its name', (context) => {
    const directory = scratchDirectory(context);
    const mario = join(directory, 'mario');
    makeFifo(mario);
    const { reader, writer } = openBoth(mario);
    writeText(writer, 'it is me');
    assert.equal(readText(reader), 'it is me');
    assert.deepEqual(removeFifo(mario), done);
    assert.deepEqual(readdirSync(directory), []);
  });

  test('can be renamed: the name leads to the same pipe', (context) => {
    const directory = scratchDirectory(context);
    const [mario, luigi] = [join(directory, 'mario'), join(directory, 'luigi')] as const;
    makeFifo(mario);
    const reader = new FifoEnd(mario, 'read');
    renameSync(mario, luigi);
    writeText(new FifoEnd(luigi, 'write'), 'hello');
    assert.equal(readText(reader), 'hello');
  });

  const missing: readonly [string, (path: string) => unknown][] = [
    ['open for reading', (path) => new FifoEnd(path, 'read').opened],
    ['open for writing', (path) => new FifoEnd(path, 'write').opened],
    ['remove', removeFifo],
  ];
  for (const [call, attempt] of missing) {
    test(`is not there before it was made: ${call} fails with ENOENT`, (context) => {
      assert.deepEqual(attempt(join(scratchDirectory(context), 'mario')), failed('ENOENT'));
    });
  }

  test('gives the bytes in the order in which they went in', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    const { reader, writer } = openBoth(mario);
    for (const text of ['first ', 'in, ', 'first ', 'out']) {
      writeText(writer, text);
    }
    assert.equal(readText(reader, 6), 'first ');
    assert.equal(readText(reader), 'in, first out');
  });
});

group('a FIFO is unidirectional', () => {
  test('nothing can be read from the end for writing', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    const { writer } = openBoth(mario);
    writeText(writer, 'hello');
    assert.deepEqual(writer.read(Buffer.alloc(5)), failed('EBADF'));
  });

  test('nothing can be written into the end for reading', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    const { reader } = openBoth(mario);
    assert.deepEqual(reader.write(Buffer.from('hello')), failed('EBADF'));
  });
});

group('a FIFO does not exist on disk', () => {
  test('its size is 0, also with unread bytes in it', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    assert.equal(statSync(mario).size, 0);
    const { reader, writer } = openBoth(mario);
    writeText(writer, 'x'.repeat(4_096));
    assert.equal(statSync(mario).size, 0);
    assert.equal(statSync(mario).blocks, 0);
    assert.equal(readText(reader).length, 4_096);
  });

  test('what nobody read is gone when both ends are closed', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    const before = openBoth(mario);
    writeText(before.writer, 'lost');
    before.writer.close();
    before.reader.close();
    const { reader } = openBoth(mario);
    assert.deepEqual(reader.read(Buffer.alloc(4)), failed('EAGAIN'));
  });

  test('it holds a limited number of bytes, then the writer has to wait', (context) => {
    const mario = join(scratchDirectory(context), 'mario');
    makeFifo(mario);
    const { reader, writer } = openBoth(mario);
    const first = writer.write(Buffer.alloc(2 ** 21));
    assert.ok(first.ok && first.byteCount > 0 && first.byteCount < 2 ** 21);
    assert.deepEqual(writer.write(Buffer.from('x')), failed('EAGAIN'));
    assert.equal(writer.wait(0).ready, false);
    assert.ok(reader.read(Buffer.alloc(first.byteCount)).ok);
    assert.equal(writer.wait(0).ready, true);
  });
});
