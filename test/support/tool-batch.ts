// Many command lines, one after the other in one process: starting the program costs far more than
// being refused by it, and refusals are what is tried here.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inTime } from './until.ts';

/** What a command line came to. */
export interface BatchEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const mainModule = new URL('../../src/cli/main.js', import.meta.url).href;

// What is written is collected; `process.exit` would lose the rest and so fails the whole batch.
const program = `import { writeSync } from 'node:fs';
import { main } from '${mainModule}';
const ends = [];
for (const argv of JSON.parse(process.argv[1])) {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    process[stream].write = (text) => ((said[stream] += text), true);
  }
  ends.push({ exitCode: await main(argv), ...said });
}
writeSync(1, JSON.stringify(ends));`;

/** Runs the command lines in `directory` and returns their ends in order. */
export async function runBatch(
  directory: string,
  commandLines: readonly (readonly string[])[],
): Promise<BatchEnd[]> {
  const words = ['--input-type=module', '--eval', program, '--', JSON.stringify(commandLines)];
  const child = spawn(process.execPath, words, {
    ...{ cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  try {
    const [exitCode] = await inTime('the end of the batch', once(child, 'close'), 180_000);
    assert.equal(exitCode, 0, 'the batch ended before its end');
  } finally {
    child.kill('SIGKILL');
  }
  return JSON.parse(output) as BatchEnd[];
}
