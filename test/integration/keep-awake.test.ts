// `--keep-awake`: a thread of the lowest priority on each processor while servers are loaded, said
// and stored, and none left afterwards, however the program ends.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { keepAwake } from '../../src/engine/awake-cores.ts';
import { availableCpus } from '../../src/environment/available-cpus.ts';
import { FifobenchError } from '../../src/errors.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { assertMeasured } from '../support/measured-end.ts';
import { areGone, lowestPriorityThreadCount } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

const cpu = availableCpus()[0] ?? 0;

function tool(context: TestContext, ...argv: string[]) {
  const directory = scratchDirectory(context);
  mkdirSync(join(directory, 'servers'));
  const place = ['--dir', join(directory, 'servers'), '--out', 'run.json', '--quiet'];
  return new Tool(context, directory, [...argv, '--keep-awake', ...place]);
}

group('processors kept awake', () => {
  /** Who waits for a thread's end hears of it a moment before it is out of the kernel's list. */
  const noneIsLeft = async () =>
    await until('no thread is left', () => lowestPriorityThreadCount(process.pid) === 0);

  test('have one thread each, until they are released', async () => {
    const cores = keepAwake(availableCpus());
    assert.equal(lowestPriorityThreadCount(process.pid), availableCpus().length);
    cores.release();
    await noneIsLeft();
    cores.release();
  });

  test('that this process may not use are an error, and leave no thread', async () => {
    assert.throws(
      () => keepAwake([cpu, 8_000]),
      (error) => error instanceof FifobenchError && error.code === 'cpus',
    );
    await noneIsLeft();
  });

  test('may be none', () => {
    keepAwake([]).release();
  });
});

group('--keep-awake', () => {
  test('is in the name of the case, in the report and in what is stored', async (context) => {
    const placed = ['--cpus', `server=${cpu},clients=${cpu}`, '--handshakes', '50'];
    const argv = ['run', '--server', 'basic', ...placed, '--warmup', '0', '--format', 'json'];
    const end = await tool(context, ...argv).ends();
    const run = parseRun(end.stdout, 'the output');
    assertMeasured(end, run.validity);
    const [only] = run.cases;
    assert.equal(only?.placement.isKeptAwake, true);
    assert.equal(only?.group, '1 client, custom, kept awake');
  });

  test('of a comparison holds every processor that may be used, pair by pair', async (context) => {
    const argv = ['compare', 'basic', 'forking', '--scenario', 'handshake', '--pairs', '6'];
    const running = tool(context, ...argv, '--block', '100ms', '--fail-on', 'none');
    await until('every processor is held', () => {
      return lowestPriorityThreadCount(running.pid) === availableCpus().length;
    });
    const end = await running.ends();
    assert.equal(end.exitCode, 0, end.stderr);
    assert.match(end.stdout, /kept awake/);
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    test(`leaves no thread and no process behind after ${signal}`, async (context) => {
      const running = tool(context, 'run', '--server', 'basic', '--duration', '1h');
      await until('the processors are held', () => lowestPriorityThreadCount(running.pid) > 0);
      running.signal(signal);
      await running.ends();
      await areGone([running.pid]);
    });
  }
});
