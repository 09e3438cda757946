// Who uses a FIFO, told from outside.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFifo } from '../../src/engine/fifo.ts';
import { usesFifo } from '../../src/recognize/fifo-use.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { until } from '../support/until.ts';

const cases: [claim: string, script: string][] = [
  ['a process that waits in an open', 'exec 3<pipe'],
  ['a process that has it open', 'exec 3<>pipe; while true; do sleep 1; done'],
  ['a child that waits in an open', 'cat pipe & wait'],
];
for (const [claim, script] of cases) {
  test(`${claim} uses it, and no other pipe`, async (context) => {
    const directory = scratchDirectory(context);
    makeFifo(join(directory, 'pipe'));
    makeFifo(join(directory, 'other'));
    const child = spawn('sh', ['-c', script], { cwd: directory, detached: true });
    const pid = child.pid ?? 0;
    try {
      await until(`${claim} is seen`, () => usesFifo(pid, join(directory, 'pipe')));
      assert.equal(usesFifo(pid, join(directory, 'other')), false);
    } finally {
      process.kill(-pid, 'SIGKILL');
      await once(child, 'exit');
    }
    assert.equal(usesFifo(pid, join(directory, 'pipe')), false);
  });
}
