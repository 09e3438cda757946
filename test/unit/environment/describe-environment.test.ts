// A machine made of files, one that tells nothing, and the one that these tests run on.

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { availableCpus } from '../../../src/environment/available-cpus.ts';
import { describeEnvironment } from '../../../src/environment/describe-environment.ts';
import { SystemFiles } from '../../../src/environment/system-files.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';
import { writeTree } from '../../support/write-tree.ts';

const machine = {
  'proc/cpuinfo': 'model name : Example CPU\nflags : fpu hypervisor\n',
  'proc/self/status': 'Name: node\nCpus_allowed_list:\t0-1,3\n',
  'proc/self/mounts': '/dev/vda / ext4 rw 0 0\n',
  'proc/sys/fs/pipe-max-size': '1048576\n',
  'sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
  'sys/devices/system/cpu/cpu1/cpufreq/scaling_governor': 'performance\n',
  'sys/devices/system/cpu/cpu2/cpufreq/scaling_governor': 'schedutil\n',
  'sys/devices/system/cpu/cpu3/cpufreq/scaling_governor': 'powersave\n',
  'sys/devices/system/cpu/vulnerabilities/meltdown': 'Mitigation: PTI\n',
  'sys/devices/system/clocksource/clocksource0/current_clocksource': 'tsc\n',
  'sys/class/dmi/id/sys_vendor': 'QEMU\n',
  'sys/class/dmi/id/product_name': 'Standard PC\n',
};

group('a machine', () => {
  test('is described by its files', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, machine);
    const environment = await describeEnvironment('/', root);
    assert.equal(environment.cpuModel, 'Example CPU');
    assert.equal(environment.coreCount, 3);
    assert.equal(environment.governor, 'performance, powersave');
    assert.equal(environment.mitigations, 'meltdown: PTI');
    assert.equal(environment.hypervisor, 'QEMU Standard PC');
    assert.equal(environment.fileSystem, 'ext4');
    assert.equal(environment.pipeMaxBytes, 1_048_576);
    assert.equal(environment.clockSource, 'tsc');
    assert.equal(environment.node, process.version);
  });

  test('that tells nothing is still described, with what is unknown as null', async (context) => {
    const environment = await describeEnvironment('/', scratchDirectory(context));
    assert.deepEqual(
      [environment.governor, environment.mitigations, environment.hypervisor],
      [null, null, null],
    );
    assert.deepEqual([environment.pipeMaxBytes, environment.clockSource], [null, null]);
    assert.equal(environment.fileSystem, 'unknown');
    assert.ok(environment.coreCount >= 1);
    assert.match(environment.fingerprint, /^[0-9a-f]{12}$/);
  });

  test('that names its hypervisor is taken at its word', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, { ...machine, 'sys/hypervisor/type': 'xen\n' });
    assert.equal((await describeEnvironment('/', root)).hypervisor, 'xen');
  });

  test('that is virtual but nameless is not taken for a real one', async (context) => {
    const root = scratchDirectory(context);
    writeTree(root, { 'proc/cpuinfo': 'flags : hypervisor\n' });
    assert.equal((await describeEnvironment('/', root)).hypervisor, 'unknown');
  });

  test('has the file system that links lead to, even for what is not there', async (context) => {
    const root = scratchDirectory(context);
    const other = scratchDirectory(context);
    symlinkSync(other, join(root, 'link'));
    writeTree(root, { 'proc/self/mounts': `/dev/a / ext4 rw 0 0\ntmpfs ${other} tmpfs rw 0 0\n` });
    const typeOf = async (path: string) => (await describeEnvironment(path, root)).fileSystem;
    assert.equal(await typeOf(join(root, 'link', 'not', 'there', 'yet')), 'tmpfs');
    assert.equal(await typeOf(root), 'ext4');
  });

  test('of one kind has one fingerprint, and this one is described in full', async () => {
    const [one, other] = [
      await describeEnvironment('/dev/shm'),
      await describeEnvironment('/dev/shm'),
    ];
    assert.deepEqual(one, other);
    assert.notEqual(one.cpuModel, '');
    assert.ok(one.memoryBytes > 0);
  });
});

group('the processors that may be used', () => {
  test('are those that the kernel allows this process', (context) => {
    const root = scratchDirectory(context);
    writeTree(root, machine);
    assert.deepEqual(availableCpus(root), [0, 1, 3]);
  });

  test('are all of them where the kernel does not say, and never none', (context) => {
    const root = scratchDirectory(context);
    assert.ok(availableCpus(root).length >= 1);
    writeTree(root, { 'proc/self/status': 'Cpus_allowed_list: nonsense\n' });
    assert.ok(availableCpus(root).length >= 1);
  });

  test('of this machine are at least one, ascending', () => {
    const cpus = availableCpus();
    assert.ok(cpus.length >= 1);
    assert.deepEqual(
      cpus,
      [...cpus].sort((left, right) => left - right),
    );
  });
});

group('a file of the system', () => {
  test('that is missing, empty or a directory is null, not an error', (context) => {
    const root = scratchDirectory(context);
    writeTree(root, { empty: '\n', 'directory/file': 'text\n' });
    const files = new SystemFiles(root);
    assert.equal(files.read('missing'), null);
    assert.equal(files.read('empty'), null);
    assert.equal(files.read('directory'), null);
    assert.equal(files.read('directory/file'), 'text');
  });

  test('of a directory comes with its name; no directory gives none', (context) => {
    const root = scratchDirectory(context);
    writeTree(root, { 'd/b': '2\n', 'd/a': '1\n', 'd/below/c': '3\n' });
    const files = new SystemFiles(root);
    assert.deepEqual(
      [...files.readAll('d')],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    );
    assert.equal(files.readAll('missing').size, 0);
  });
});
