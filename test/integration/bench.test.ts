// The micro-benchmarks as a person starts them: every one once, and interrupted on the way.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { microSubjects } from '../../bench/micro-index.ts';
import { microName } from '../../src/model/micro-result.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { childrenOf, descendantsOf, isAlive } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

/** A working directory with a place for FIFOs in it, and the options that name it. */
function workplace(context: TestContext) {
  const directory = scratchDirectory(context);
  const fifos = join(directory, 'fifos');
  mkdirSync(fifos);
  return { directory, fifos, place: ['--dir', fifos, '--out', join(directory, 'bench.json')] };
}

function savedRun(directory: string) {
  return parseRun(readFileSync(join(directory, 'bench.json'), 'utf8'), 'bench.json');
}

test('every micro-benchmark works, one operation each, and leaves nothing', async (context) => {
  const { directory, fifos, place } = workplace(context);
  const end = await runTool(context, directory, ['bench', '--smoke', ...place]);
  const { micro = [], validity } = savedRun(directory);
  assert.deepEqual(validity.causes, []);
  assert.equal(end.exitCode, 0);
  assert.equal(end.stderr, 'saved bench.json\n');
  assert.deepEqual(
    [...new Set(micro.map(({ subject }) => subject))],
    microSubjects.map(({ name }) => name),
  );
  for (const figure of micro) {
    assert.ok(figure.operationNs.mean > 0, microName(figure));
    assert.ok(end.stdout.includes(microName(figure)), microName(figure));
  }
  assert.deepEqual(readdirSync(fifos), []);
});

test('only the micro-benchmarks that are named are run', async (context) => {
  const { directory, place } = workplace(context);
  const words = ['bench', 'unlink', 'record', '--duration', '1ms', '--format', 'json', ...place];
  const end = await runTool(context, directory, words);
  assert.equal(end.exitCode, 0, end.stderr);
  assert.deepEqual(
    parseRun(end.stdout, 'standard output').micro?.map(({ subject }) => subject),
    ['mkfifo and unlink', 'histogram record', 'record over time'],
  );
});

test('Ctrl-C ends a long one at once, saves the run and leaves nothing', async (context) => {
  const { directory, fifos, place } = workplace(context);
  const tool = new Tool(context, directory, ['bench', 'basic', '--duration', '1h', ...place]);
  await until('the server is there', () => childrenOf(tool.pid).flatMap(childrenOf).length > 0);
  const descendants = descendantsOf(tool.pid);
  tool.signal('SIGINT');
  const end = await tool.ends();
  assert.equal(end.exitCode, 105, end.stderr);
  assert.equal(savedRun(directory).status, 'interrupted');
  assert.deepEqual(descendants.filter(isAlive), []);
  assert.deepEqual(readdirSync(fifos), []);
});

test('a name that fits none is refused with all that there are', async (context) => {
  const { directory } = workplace(context);
  const end = await runTool(context, directory, ['bench', 'juggle']);
  assert.equal(end.exitCode, 2);
  assert.match(end.stderr, /no micro-benchmark is called 'juggle'; .*histogram record/);
});

test('--list says what there is and measures nothing', async (context) => {
  const { directory } = workplace(context);
  const end = await runTool(context, directory, ['bench', '--list']);
  assert.equal(end.exitCode, 0);
  for (const { name } of microSubjects) {
    assert.ok(end.stdout.includes(name), name);
  }
});
