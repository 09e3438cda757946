// What the seed says about FIFOs in two terminals, with the real commands: `mkfifo mario`, then
// `cat mario` in terminal A and `cat > mario` in terminal B.

import assert from 'node:assert/strict';
import { statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { makeFifo } from '../../src/engine/fifo.ts';
import { hasOpen } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { openWriteEnd } from '../support/seed-client.ts';
import { type CommandEnd, TerminalCommand } from '../support/terminal-command.ts';
import { until } from '../support/until.ts';

const endedWell: CommandEnd = { status: 0, signal: null };

/** A directory with terminals in it. */
function room(context: TestContext) {
  const directory = scratchDirectory(context);
  const open = (line: string) => new TerminalCommand(context, { directory, line });
  return { mario: join(directory, 'mario'), open };
}

/** Waits until each command has its end of the FIFO. */
async function haveOpened(path: string, commands: readonly TerminalCommand[]): Promise<void> {
  for (const { pid } of commands) {
    await until('the command opened the FIFO', () => hasOpen(pid, path));
  }
}

/** The room after `mkfifo mario`, with `cat mario` in A and `cat > mario` in B. */
async function twoTerminals(context: TestContext) {
  const { mario, open } = room(context);
  assert.deepEqual(await open('mkfifo mario').ends(), endedWell);
  const [a, b] = [open('cat mario'), open('cat > mario')] as const;
  await haveOpened(mario, [a, b]);
  return { mario, open, a, b };
}

group('the shell command mkfifo', () => {
  test('makes a FIFO', async (context) => {
    const { mario, open } = room(context);
    assert.deepEqual(await open('mkfifo mario').ends(), endedWell);
    assert.ok(statSync(mario).isFIFO());
  });

  test('refuses a name that is taken', async (context) => {
    const { mario, open } = room(context);
    makeFifo(mario);
    const again = open('mkfifo mario');
    assert.equal((await again.ends()).status, 1);
    assert.match(again.complaint, /mario.*exists/i);
  });
});

group('two terminals', () => {
  test('what is typed into B arrives in A, line by line', async (context) => {
    const { a, b } = await twoTerminals(context);
    b.type('type stuff in TB');
    await a.prints('type stuff in TB\n');
    b.type('+ enter');
    await a.prints('type stuff in TB\n+ enter\n');
  });

  test('the other program needs nothing but the name', async (context) => {
    const { mario, open } = room(context);
    makeFifo(mario);
    const a = open('cat mario');
    const writer = await openWriteEnd(mario);
    writer.write(Buffer.from('from a stranger\n'));
    writer.close();
    assert.deepEqual(await a.ends(), endedWell);
    assert.equal(a.output, 'from a stranger\n');
  });

  test('cat waits, before a writer comes, without having opened anything', async (context) => {
    const { mario, open } = room(context);
    makeFifo(mario);
    const a = open('cat mario');
    const b = open('cat > mario');
    await haveOpened(mario, [a, b]);
    assert.equal(a.hasEnded, false);
    assert.equal(a.output, '');
  });

  test('the size is 0 all the time', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    b.type('hello');
    await a.prints('hello\n');
    const stat = open('stat -c %s mario');
    await stat.ends();
    assert.equal(stat.output, '0\n');
    assert.equal(statSync(mario).size, 0);
  });
});

group('quitting one end', () => {
  test('B quits with Ctrl-D: A also quits, by itself', async (context) => {
    const { a, b } = await twoTerminals(context);
    b.endInput();
    assert.deepEqual(await b.ends(), endedWell);
    assert.deepEqual(await a.ends(), endedWell);
  });

  test('B quits with Ctrl-C: A also quits, by itself', async (context) => {
    const { a, b } = await twoTerminals(context);
    b.quit();
    assert.deepEqual(await b.ends(), { status: null, signal: 'SIGINT' });
    assert.deepEqual(await a.ends(), endedWell);
  });

  test('A quits: B waits for its input, and notices only with the next line', async (context) => {
    const { a, b } = await twoTerminals(context);
    b.type('received');
    await a.prints('received\n');
    a.quit();
    await a.ends();
    assert.equal(b.hasEnded, false);
    b.type('last message');
    assert.deepEqual(await b.ends(), { status: null, signal: 'SIGPIPE' });
  });

  test('the last message is not received, not even by the next reader', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    a.quit();
    await a.ends();
    b.type('last message');
    await b.ends();
    const [nextA, nextB] = [open('cat mario'), open('cat > mario')] as const;
    await haveOpened(mario, [nextA, nextB]);
    nextB.type('next message');
    nextB.endInput();
    await nextA.ends();
    assert.equal(nextA.output, 'next message\n');
  });
});

group('more than two terminals', () => {
  test('two can write, and A quits when the second of them does', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    const c = open('cat > mario');
    await haveOpened(mario, [c]);
    b.type('from B');
    await a.prints('from B\n');
    c.type('from C');
    await a.prints('from B\nfrom C\n');
    b.endInput();
    await b.ends();
    c.type('C is still there');
    await a.prints('C is still there\n');
    c.endInput();
    assert.deepEqual(await a.ends(), endedWell);
  });

  test('two can read, and each line goes to one of them', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    const c = open('cat mario');
    await haveOpened(mario, [c]);
    const lines = Array.from({ length: 20 }, (_, number) => `line ${100 + number}`);
    for (const line of lines) {
      b.type(line);
      await until('one of them printed it', () => (a.output + c.output).includes(line));
    }
    b.endInput();
    await Promise.all([a.ends(), c.ends()]);
    const printed = `${a.output}${c.output}`.trim().split('\n');
    assert.deepEqual(printed.toSorted(), lines);
  });
});

group('removing the FIFO in the middle', () => {
  test('it becomes an unnamed pipe: the two go on', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    assert.deepEqual(await open('rm mario').ends(), endedWell);
    assert.throws(() => statSync(mario), { code: 'ENOENT' });
    b.type('still here');
    await a.prints('still here\n');
  });

  test('making it again does not interrupt them, nor join others to them', async (context) => {
    const { mario, open, a, b } = await twoTerminals(context);
    unlinkSync(mario);
    await open('mkfifo mario').ends();
    const [newA, newB] = [open('cat mario'), open('cat > mario')] as const;
    await haveOpened(mario, [newA, newB]);
    newB.type('new');
    await newA.prints('new\n');
    b.type('old');
    await a.prints('old\n');
    newB.endInput();
    assert.deepEqual(await newA.ends(), endedWell);
    assert.equal(a.hasEnded, false);
    assert.deepEqual([a.output, newA.output], ['old\n', 'new\n']);
  });
});
