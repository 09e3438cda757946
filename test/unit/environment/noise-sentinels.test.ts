// Sentinels read from a made-up /proc, and from this machine's.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { readSentinels } from '../../../src/environment/noise-sentinels.ts';
import { disturbanceOf } from '../../../src/model/disturbance.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { writeTree } from '../../support/write-tree.ts';

const tickNs = 10_000_000;

/** A line of /proc/PID/stat whose four times are `ticks`; the rest is of no interest. */
function processStat(pid: number, name: string, ticks: readonly number[]): string {
  const rest = ticks.concat([20, 0, 1, 0]).join(' ');
  return `${pid} (${name}) S 1 1 1 0 -1 4194560 1 2 3 4 ${rest}\n`;
}

const machine = {
  'proc/stat': [
    'cpu  100 2 30 400 50 6 7 80 9 10',
    'cpu0 50 1 15 200 25 3 4 40 5 5',
    'cpu1 50 1 15 200 25 3 3 40 4 5',
    'intr 1 2 3',
    'ctxt 12345',
    'processes 678\n',
  ].join('\n'),
  'proc/pressure/cpu': 'some avg10=1.00 avg60=0.10 avg300=0.00 total=9876\nfull avg10=0 total=1\n',
  'proc/7/schedstat': '111 222 333\n',
  'proc/7/stat': processStat(7, 'node', [1, 2, 3, 4]),
  'proc/7/task/7/children': '8 9 \n',
  'proc/8/stat': processStat(8, 'a (b) c', [10, 20, 30, 40]),
  'proc/8/task/8/children': '10\n',
  'proc/9/stat': processStat(9, 'warden', [0, 0, 0, 0]),
  'proc/10/stat': processStat(10, 'server', [100, 0, 0, 0]),
  'proc/11/stat': processStat(11, 'stranger', [5_000, 0, 0, 0]),
};

group('the sentinels', () => {
  test('are read from the counters of the kernel', (context) => {
    const systemRoot = scratchDirectory(context);
    writeTree(systemRoot, machine);
    const nowNs = () => 100_000 * tickNs;
    const reading = readSentinels({ systemRoot, pid: 7, nowNs });
    assert.deepEqual(reading, {
      atNs: 100_000 * tickNs,
      cpuCount: 2,
      busyNs: (200_000 - 450 - 80) * tickNs,
      stealNs: 80 * tickNs,
      ownBusyNs: 210 * tickNs,
      contextSwitchCount: 12_345,
      forkCount: 678,
      pressureNs: 9_876_000,
      queueWaitNs: 222,
    });
  });

  test('of a machine that tells nothing are quiet', (context) => {
    const systemRoot = scratchDirectory(context);
    const before = readSentinels({ systemRoot, nowNs: () => 0 });
    const after = readSentinels({ systemRoot, nowNs: () => 1e9 });
    assert.equal(disturbanceOf(before, after).isDisturbed, false);
    assert.deepEqual([after.pressureNs, after.queueWaitNs, after.ownBusyNs], [null, null, 0]);
  });

  test('of this machine never go back', () => {
    const before = readSentinels();
    const after = readSentinels();
    assert.ok(before.cpuCount >= 1);
    assert.ok(before.contextSwitchCount > 0 && before.forkCount > 0);
    assert.ok(after.atNs > before.atNs);
    assert.ok(after.contextSwitchCount >= before.contextSwitchCount);
    assert.ok(after.ownBusyNs >= before.ownBusyNs);
  });
});
