// What the seed says about the two ends of a FIFO and whoever holds them: several writers, several
// readers, one side that leaves, and a name that is removed and made again during it all.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { FifoEnd, type FifoResult, makeFifo, removeFifo } from '../../src/engine/fifo.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const failed = (error: string) => ({ ok: false, error });
const moved = (byteCount: number) => ({ ok: true, byteCount });

/** A fresh FIFO and the means to open it. */
function freshFifo(context: TestContext) {
  const path = join(scratchDirectory(context), 'mario');
  assert.ok(makeFifo(path).ok);
  return { path, read: () => new FifoEnd(path, 'read'), write: () => new FifoEnd(path, 'write') };
}

function take(end: FifoEnd, byteCount = 100): string | FifoResult {
  const bytes = Buffer.alloc(byteCount);
  const result = end.read(bytes);
  return result.ok ? bytes.toString('utf8', 0, result.byteCount) : result;
}

group('opening', () => {
  test('a writer without a reader is refused, where it does not want to wait: ENXIO', (context) => {
    assert.deepEqual(freshFifo(context).write().opened, failed('ENXIO'));
  });

  test('a reader without a writer is let in, and reads an end of file', (context) => {
    const reader = freshFifo(context).read();
    assert.deepEqual(reader.opened, moved(0));
    assert.equal(take(reader), '');
  });

  test('a reader that has never had a writer is not told of a hang-up', (context) => {
    const reader = freshFifo(context).read();
    assert.deepEqual(reader.wait(0), { ready: false, hungUp: false });
  });
});

group('when one end quits', () => {
  test('the reader reads what is left, then the end of the file', (context) => {
    const fifo = freshFifo(context);
    const reader = fifo.read();
    const writer = fifo.write();
    writer.write(Buffer.from('bye'));
    writer.close();
    assert.deepEqual(reader.wait(0), { ready: true, hungUp: true });
    assert.equal(take(reader), 'bye');
    assert.equal(take(reader), '');
  });

  test('the file ends only when the last writer leaves', (context) => {
    const fifo = freshFifo(context);
    const reader = fifo.read();
    const [first, last] = [fifo.write(), fifo.write()] as const;
    first.close();
    assert.deepEqual(take(reader), failed('EAGAIN'));
    last.close();
    assert.equal(take(reader), '');
  });

  test('the writer is told at its next write: EPIPE, and the message is lost', (context) => {
    const fifo = freshFifo(context);
    const reader = fifo.read();
    const writer = fifo.write();
    reader.close();
    assert.equal(writer.wait(0).hungUp, true);
    assert.deepEqual(writer.write(Buffer.from('last message')), failed('EPIPE'));
    const late = fifo.read();
    assert.deepEqual(take(late), failed('EAGAIN'));
  });

  test('a new reader makes the writer work again', (context) => {
    const fifo = freshFifo(context);
    fifo.read().close();
    const reader = fifo.read();
    const writer = fifo.write();
    reader.close();
    const successor = fifo.read();
    assert.deepEqual(writer.write(Buffer.from('again')), moved(5));
    assert.equal(take(successor), 'again');
  });
});

group('more than one at an end', () => {
  test('two writers can write', (context) => {
    const fifo = freshFifo(context);
    const reader = fifo.read();
    const [one, two] = [fifo.write(), fifo.write()] as const;
    one.write(Buffer.from('one '));
    two.write(Buffer.from('two '));
    one.write(Buffer.from('one'));
    assert.equal(take(reader), 'one two one');
  });

  test('two readers share what comes: each byte goes to exactly one of them', (context) => {
    const fifo = freshFifo(context);
    const readers = [fifo.read(), fifo.read()] as const;
    const sent = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    fifo.write().write(sent);
    const parts: Buffer[] = [];
    for (let turn = 0; turn < 16; turn += 1) {
      const part = Buffer.alloc(16);
      assert.deepEqual(readers[turn % 2]?.read(part), moved(16));
      parts.push(part);
    }
    assert.deepEqual(Buffer.concat(parts), sent);
    readers.forEach((reader) => assert.deepEqual(take(reader), failed('EAGAIN')));
  });
});

group('removing the FIFO during it all', () => {
  test('leaves an unnamed pipe that works on', (context) => {
    const fifo = freshFifo(context);
    const reader = fifo.read();
    const writer = fifo.write();
    writer.write(Buffer.from('before, '));
    assert.ok(removeFifo(fifo.path).ok);
    writer.write(Buffer.from('after'));
    assert.equal(take(reader), 'before, after');
    writer.close();
    assert.equal(take(reader), '');
  });

  test('lets nobody else in', (context) => {
    const fifo = freshFifo(context);
    fifo.read();
    removeFifo(fifo.path);
    assert.deepEqual(fifo.write().opened, failed('ENOENT'));
  });

  test('and making it again gives another FIFO, which disturbs nobody', (context) => {
    const fifo = freshFifo(context);
    const old = { inode: statSync(fifo.path).ino, reader: fifo.read(), writer: fifo.write() };
    removeFifo(fifo.path);
    assert.ok(makeFifo(fifo.path).ok);
    assert.notEqual(statSync(fifo.path).ino, old.inode);
    const present = { reader: fifo.read(), writer: fifo.write() };
    old.writer.write(Buffer.from('old'));
    present.writer.write(Buffer.from('new'));
    assert.equal(take(old.reader), 'old');
    assert.equal(take(present.reader), 'new');
  });

  test('a removed FIFO does not come back to those who kept it open', (context) => {
    const fifo = freshFifo(context);
    const oldReader = fifo.read();
    removeFifo(fifo.path);
    makeFifo(fifo.path);
    assert.deepEqual(fifo.write().opened, failed('ENXIO'));
    assert.equal(take(oldReader), '');
  });
});
