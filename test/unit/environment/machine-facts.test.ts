// Machines made of files: what the doctor reads from them, and what it leaves unknown.

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { canCountSystemCalls } from '../../../src/engine/system-calls.ts';
import { readLimitFacts } from '../../../src/environment/limit-facts.ts';
import { readMachineFacts } from '../../../src/environment/machine-facts.ts';
import { readProcessorFacts } from '../../../src/environment/processor-facts.ts';
import { readRunDirectoryFacts } from '../../../src/environment/run-directory-facts.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { writeTree } from '../../support/write-tree.ts';

const cpu = 'sys/devices/system/cpu';
const clock = 'sys/devices/system/clocksource/clocksource0';

group('the processors', () => {
  test('are described by their files', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, {
      'proc/self/status': 'Cpus_allowed_list:\t0-1\n',
      'proc/self/timerslack_ns': '50000\n',
      [`${cpu}/online`]: '0-3,6\n',
      [`${cpu}/isolated`]: '3,6\n',
      [`${cpu}/smt/active`]: '1\n',
      [`${cpu}/intel_pstate/no_turbo`]: '0\n',
      [`${clock}/current_clocksource`]: 'hpet\n',
      [`${clock}/available_clocksource`]: 'tsc hpet acpi_pm\n',
    });
    const facts = await readProcessorFacts(root);
    assert.deepEqual(facts.usableCpus, [0, 1]);
    assert.deepEqual(facts.onlineCpus, [0, 1, 2, 3, 6]);
    assert.deepEqual(facts.isolatedCpus, [3, 6]);
    assert.equal(facts.isThreaded, true);
    assert.deepEqual(facts.boost, { isOn: true, file: `/${cpu}/intel_pstate/no_turbo` });
    assert.equal(facts.clockSource, 'hpet');
    assert.deepEqual(facts.availableClockSources, ['tsc', 'hpet', 'acpi_pm']);
    assert.equal(facts.timerSlackNs, 50_000);
    assert.equal(facts.quotaCoreCount, null);
  });

  test('that tell nothing are all taken for online, and the rest is unknown', async (context) => {
    const facts = await readProcessorFacts(scratchDirectory(context));
    assert.deepEqual(facts.onlineCpus, facts.usableCpus);
    assert.deepEqual([facts.boost, facts.isThreaded, facts.timerSlackNs], [null, null, null]);
    assert.deepEqual(facts.isolatedCpus, []);
  });

  test('without a switch of Intel tell by the general one whether they boost', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, { [`${cpu}/cpufreq/boost`]: '0\n' });
    const { boost } = await readProcessorFacts(root);
    assert.deepEqual(boost, { isOn: false, file: `/${cpu}/cpufreq/boost` });
  });
});

const quotas: readonly [claim: string, files: Record<string, string>, coreCount: number | null][] =
  [
    [
      'is the narrowest of the groups above',
      {
        'proc/self/cgroup': '0::/a/b\n',
        'sys/fs/cgroup/a/b/cpu.max': 'max 100000\n',
        'sys/fs/cgroup/a/cpu.max': '150000 100000\n',
        'sys/fs/cgroup/cpu.max': '400000 100000\n',
      },
      1.5,
    ],
    [
      'is read from groups of the first version too',
      {
        'proc/self/cgroup': '3:cpuset:/\n2:cpu,cpuacct:/a\n0::/\n',
        'sys/fs/cgroup/cpu/a/cpu.cfs_quota_us': '50000\n',
        'sys/fs/cgroup/cpu/a/cpu.cfs_period_us': '100000\n',
        'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
        'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
      0.5,
    ],
    [
      'is none where it is unlimited',
      { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n' },
      null,
    ],
  ];

group('the quota of a control group', () => {
  for (const [claim, files, coreCount] of quotas) {
    test(claim, async (context) => {
      const root = scratchDirectory(context);
      writeTree(root, files);
      assert.equal((await readProcessorFacts(root)).quotaCoreCount, coreCount);
    });
  }
});

group('the limits', () => {
  test('are those of kernel and process', (context) => {
    const root = scratchDirectory(context);
    writeTree(root, {
      'proc/self/limits': [
        'Limit                     Soft Limit           Hard Limit           Units',
        'Max processes             unlimited            unlimited            processes',
        'Max open files            1024                 524288               files\n',
      ].join('\n'),
      'proc/sys/fs/pipe-max-size': '1048576\n',
      'proc/sys/fs/pipe-user-pages-soft': '16384\n',
      'proc/sys/kernel/pid_max': '4194304\n',
      'proc/sys/fs/inotify/max_user_instances': '128\n',
      'proc/sys/fs/inotify/max_user_watches': '65536\n',
    });
    const { isPrivileged, canCountSystemCalls: mayCount, ...limits } = readLimitFacts(root);
    assert.equal(isPrivileged, process.geteuid?.() === 0);
    assert.equal(mayCount, canCountSystemCalls());
    assert.deepEqual(limits, {
      pipeMaxBytes: 1_048_576,
      pipePagesCountMax: 16_384,
      openFilesCountMax: 1_024,
      openFilesCountHardMax: 524_288,
      processCountMax: Number.POSITIVE_INFINITY,
      pidMax: 4_194_304,
      inotifyInstanceCountMax: 128,
      inotifyWatchCountMax: 65_536,
    });
  });

  test('that nobody tells are unknown', (context) => {
    const facts = readLimitFacts(scratchDirectory(context));
    const { isPrivileged: _, canCountSystemCalls: __, ...limits } = facts;
    assert.ok(Object.values(limits).every((limit) => limit === null));
  });
});

group('the run directory', () => {
  test('has room, and leftovers only where no process has to do with them', async (context) => {
    const root = scratchDirectory(context);
    const parent = scratchDirectory(context);
    for (const name of ['aaaaaa', 'bbbbbb', 'cccccc', 'dddddd']) {
      mkdirSync(join(parent, `fifobench-${name}`, 's'), { recursive: true });
    }
    writeTree(parent, {
      'fifobench-eeeeee': 'a file',
      'another/file': '',
      'fifobench-long-name': '',
    });
    writeTree(root, {
      'proc/self/mounts': `tmpfs ${parent} tmpfs rw 0 0\n`,
      'proc/41/cmdline': `server\0--dir\0${parent}/fifobench-aaaaaa/s\0`,
      'proc/42/fd/1': '',
      'proc/43/cmdline': 'init\0',
    });
    symlinkSync(join(parent, 'fifobench-bbbbbb'), join(root, 'proc/42/fd/3'));
    symlinkSync(join(parent, 'fifobench-cccccc', 's'), join(root, 'proc/43/cwd'));
    const facts = await readRunDirectoryFacts(parent, root);
    assert.deepEqual(facts.leftoverPaths, [join(parent, 'fifobench-dddddd')]);
    assert.equal(facts.fileSystem, 'tmpfs');
    assert.ok(facts.freeBytes !== null && facts.freeBytes > 0);
  });

  test('that does not exist has neither room nor leftovers', async (context) => {
    const facts = await readRunDirectoryFacts('/not/there', scratchDirectory(context));
    assert.deepEqual(facts, {
      ...{ path: '/not/there', fileSystem: null, freeBytes: null, freeFileCount: null },
      leftoverPaths: [],
    });
  });
});

group('the machine', () => {
  test('tells its load and its swapped memory', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, {
      'proc/loadavg': '1.25 0.80 0.40 1/149 16239\n',
      'proc/swaps': 'Filename Type Size Used Priority\n/a partition 100 7 -2\n/b file 100 5 -3\n',
    });
    const { loadAverage, swapUsedBytes } = await readMachineFacts(root, root);
    assert.deepEqual([loadAverage, swapUsedBytes], [1.25, 12 * 1_024]);
  });

  test('that is this one is read without complaint', async () => {
    const facts = await readMachineFacts('/dev/shm');
    assert.ok(facts.processors.usableCpus.length >= 1);
    assert.ok((facts.limits.openFilesCountMax ?? 0) > 0);
  });
});
