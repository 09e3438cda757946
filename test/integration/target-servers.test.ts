// Servers as the runner gets and loses them: started all ready, stopped without a trace, and
// reported when they die, refuse to start or were never there.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { FifobenchError } from '../../src/errors.ts';
import { type LoadOptions, runLoad } from '../../src/runner/run-load.ts';
import { startServer } from '../../src/target/running-server.ts';
import { Warden } from '../../src/target/warden.ts';
import { liveServer, patternSpec } from '../support/live-server.ts';
import { assertNothingLeft, isAlive, serversOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { inTime, until } from '../support/until.ts';

function wardenOf(
  context: TestContext,
  { command, readyTimeoutMs = 60_000 }: { command: readonly string[]; readyTimeoutMs?: number },
): Warden {
  const parentDirectory = scratchDirectory(context, assertNothingLeft);
  return new Warden({ argv: command, parentDirectory, cpus: [], readyTimeoutMs });
}

/** Ten minutes of load on a pattern, whose progress and abort a test can watch and cause. */
function longLoad(parentDirectory: string, changes: Partial<LoadOptions> = {}): LoadOptions {
  return {
    server: patternSpec('forking'),
    load: {
      ...{ clientCount: 4, threadCount: 2, operationCount: 1, payloadBytes: 64, thinkNs: 0 },
      ...{ timeoutNs: 30_000_000_000, admission: 'gate' },
    },
    placement: { name: 'unpinned', serverCpus: [], clientCpus: [] },
    extent: { kind: 'duration', durationNs: 600_000_000_000 },
    ...{ warmupNs: 0, scenario: 'long', group: '4 clients', parentDirectory, seed: 1 },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  };
}

group('a server that does not start', () => {
  const starts: readonly [string, Parameters<typeof wardenOf>[1], RegExp][] = [
    ['is not there', { command: ['/nonexistent/server'] }, /cannot run it: No such file/],
    ['ends at once', { command: ['sh', '-c', 'echo alas; exit 7'] }, /status 7.*it said: alas/],
    [
      'makes no pipe',
      { command: ['sleep', '600'], readyTimeoutMs: 300 },
      /no FIFO named wkp within 300 ms/,
    ],
  ];
  for (const [what, start, message] of starts) {
    test(`is reported with its reason when it ${what}`, async (context) => {
      const ready = inTime('the refusal', wardenOf(context, start).ready());
      await assert.rejects(ready, (error: unknown) => {
        assert.ok(error instanceof FifobenchError);
        assert.match(error.message, message);
        return error.code === 'server-start';
      });
    });
  }

  test('nor does one in a directory where nothing can be made', async () => {
    const started = startServer(patternSpec('basic'), { parentDirectory: '/proc', cpus: [] });
    await assert.rejects(started, /cannot make a directory in \/proc/);
  });
});

group('a server that runs', () => {
  test('is ready when it is handed over, and is gone when it was stopped', async (context) => {
    const { directory, pid, stop } = await liveServer(context, 'basic');
    assert.deepEqual(readdirSync(directory).toSorted(), ['c', 'wkp']);
    assert.ok(isAlive(pid));
    const { fault, usage } = await stop();
    assert.equal(fault, null);
    assert.ok(usage !== null && usage.userNs + usage.systemNs >= 0);
  });

  test('can be stopped twice', async (context) => {
    const server = await liveServer(context, 'forking');
    const [first, second] = await Promise.all([server.stop(), server.stop()]);
    assert.deepEqual(first, second);
  });

  test('tells by what it was killed', async (context) => {
    const { pid, exited } = await liveServer(context, 'basic');
    process.kill(pid, 'SIGKILL');
    assert.match(await inTime('its end', exited), /SIGKILL/);
  });

  test('that ignores the request to end is killed, and that is reported', async (context) => {
    const script = 'trap "" TERM; mkfifo "$0/wkp"; while :; do sleep 1; done';
    const warden = wardenOf(context, { command: ['sh', '-c', script, '{dir}'] });
    await warden.ready();
    const stopped = await warden.stop();
    assert.deepEqual([stopped?.forced, stopped?.signal], [true, 'SIGKILL']);
  });
});

group('a server that is killed under load', () => {
  test('leaves what there was, an invalid run and its cause', async (context) => {
    const parentDirectory = scratchDirectory(context);
    let victim: number | undefined;
    const onProgress: LoadOptions['onProgress'] = ({ establishedCount }) => {
      if (victim === undefined && establishedCount > 50) {
        [victim] = serversOf(process.pid);
        if (victim !== undefined) {
          process.kill(victim, 'SIGKILL');
        }
      }
    };
    const load = runLoad(longLoad(parentDirectory, { onProgress }));
    const run = await inTime('the end of the run', load);
    assert.deepEqual([run.status, run.validity.valid], ['failed', false]);
    assert.match(run.validity.causes.join(), /forking.*SIGKILL/);
    assert.ok((run.cases[0]?.blocks[0]?.handshakes.established ?? 0) > 50);
    await assertNothingLeft(parentDirectory);
  });
});

group('a run that is aborted', () => {
  test('ends soon, keeps what there was and says that it was interrupted', async (context) => {
    const parentDirectory = scratchDirectory(context);
    const controller = new AbortController();
    const onProgress: LoadOptions['onProgress'] = ({ establishedCount }) => {
      if (establishedCount > 0) {
        controller.abort();
      }
    };
    const load = runLoad(longLoad(parentDirectory, { signal: controller.signal, onProgress }));
    const run = await inTime('the end of the run', load);
    assert.deepEqual([run.status, run.validity.valid], ['interrupted', true]);
    await assertNothingLeft(parentDirectory);
  });

  test('before it begins measures nothing and leaves nothing', async (context) => {
    const parentDirectory = scratchDirectory(context);
    const signal = AbortSignal.abort();
    const run = await inTime('its end', runLoad(longLoad(parentDirectory, { signal })));
    assert.equal(run.status, 'interrupted');
    await assertNothingLeft(parentDirectory);
  });
});

group('an attached server', () => {
  test('is neither stopped nor robbed of its pipe', async (context) => {
    const { directory, pid } = await liveServer(context, 'basic');
    const spec = { kind: 'attached', name: 'mine', model: 'basic', directory } as const;
    const attached = await startServer(spec, { parentDirectory: '/nowhere', cpus: [] });
    const report = await attached.stop();
    assert.deepEqual([report.usage, report.fault], [null, null]);
    assert.ok(isAlive(pid));
    await until('its pipe is there', () => readdirSync(directory).includes('wkp'));
  });

  test('must have a well-known pipe', async (context) => {
    const directory = scratchDirectory(context);
    const spec = { kind: 'attached', name: 'none', model: 'basic', directory } as const;
    const started = startServer(spec, { parentDirectory: join(directory, 'x'), cpus: [] });
    await assert.rejects(started, (error: unknown) => {
      return error instanceof FifobenchError && error.code === 'directory';
    });
  });
});
