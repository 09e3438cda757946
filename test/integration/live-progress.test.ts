// The progress line at a real terminal: what it says while a server is measured, and that nothing
// of it is left on the screen afterwards, however the command ends.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { projectDirectory } from '../support/project-directory.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { screenOf } from '../support/screen.ts';
import { TerminalCommand } from '../support/terminal-command.ts';

const interrupt = '\u0003';
const escapeCharacter = '\u001b';
const terminal = join(projectDirectory(), 'test', 'support', 'pseudo-terminal.py');
const program = join(projectDirectory(), 'src', 'setup', 'fifobench.mjs');

/** `fifobench run` of a built-in server at a terminal, in a directory of its own. */
function runAtTerminal(
  context: TestContext,
  { columns, flags, environment = '' }: { columns: number; flags: string; environment?: string },
): TerminalCommand {
  const directory = scratchDirectory(context);
  const words = [terminal, columns, 'env', environment, process.execPath, program];
  // What other work does to the figures is not what this is about.
  const plan = '--server basic --warmup 0 --fail-on none';
  const run = `run ${plan} --dir '${directory}' --out run.json ${flags}`;
  return new TerminalCommand(context, { directory, line: `python3 ${words.join(' ')} ${run}` });
}

/** Long enough to be interrupted in it on any machine. */
const untilInterrupted = '--duration 600s';

test('the line tells percentiles and the time left, and is gone in the end', async (context) => {
  const columns = 100;
  const command = runAtTerminal(context, { columns, flags: '--duration 3s --no-color' });
  assert.equal((await command.ends()).status, 0);
  assert.match(
    command.output,
    /\[1\/1\] basic, 1 client, unpinned .*p50 .*s {2}\d+:\d\d, \d+:\d\d left/,
  );
  const lines = screenOf(command.output, columns);
  assert.equal(lines[0], 'fifobench run');
  assert.ok(lines.every((line) => !line.includes('[1/1]')));
  assert.match(lines.at(-1) ?? '', /^saved run\.json/);
});

test('the line keeps to a narrow terminal', async (context) => {
  const columns = 40;
  const command = runAtTerminal(context, { columns, flags: '--duration 1s --no-color' });
  assert.equal((await command.ends()).status, 0);
  assert.match(command.output, /\[1\/1\] /);
  // A line that had run over would not have been erased whole.
  assert.equal(screenOf(command.output, columns)[0], 'fifobench run');
});

test('Ctrl-C takes the line away, says what happens, and leaves the figures', async (context) => {
  const columns = 100;
  const command = runAtTerminal(context, { columns, flags: `${untilInterrupted} --no-color` });
  await command.prints('p50 ');
  command.press(interrupt);
  assert.equal((await command.ends()).status, 105);
  const lines = screenOf(command.output, columns).filter((line) => line !== '');
  assert.equal(lines[0], 'fifobench: stopping; press Ctrl-C again to stop at once');
  assert.equal(lines[1], 'fifobench run');
  assert.ok(lines.every((line) => !line.includes('[1/1]')));
});

test('Ctrl-C twice leaves no line either', async (context) => {
  const columns = 100;
  const command = runAtTerminal(context, { columns, flags: `${untilInterrupted} --no-color` });
  await command.prints('p50 ');
  command.press(`${interrupt}${interrupt}`);
  await command.ends();
  const lines = screenOf(command.output, columns);
  assert.ok(
    lines.every((line) => !line.includes('[1/1]')),
    lines.join('\n'),
  );
});

for (const [what, change] of [
  ['--quiet', { flags: '--quiet --no-color' }],
  ['NO_COLOR', { flags: '', environment: 'NO_COLOR=1' }],
  ['a dumb terminal', { flags: '', environment: 'TERM=dumb' }],
] as const) {
  test(`with ${what} the terminal is sent no control characters`, async (context) => {
    const flags = `--duration 1s ${change.flags}`;
    const command = runAtTerminal(context, { columns: 100, ...change, flags });
    assert.equal((await command.ends()).status, 0);
    assert.match(command.output, /^fifobench run/);
    assert.ok(!command.output.includes(escapeCharacter));
  });
}
