// What the kernel's files say, on machines that nobody has here.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  fieldOf,
  fileSystemOf,
  hasHypervisorFlag,
  mitigationSummary,
} from '../../../src/environment/kernel-text.ts';

const cpuInfo = [
  'processor\t: 0',
  'model name\t: Example CPU @ 2.50GHz: turbo',
  'flags\t\t: fpu vme hypervisor lahf_lm',
  '',
  'processor\t: 1',
  'model name\t: Another CPU',
].join('\n');

group('a field', () => {
  const rows: readonly [string, string | null, string][] = [
    ['model name', 'Example CPU @ 2.50GHz: turbo', 'the first one, with the colons of its value'],
    ['model', null, 'a name that only begins like one'],
    ['bogomips', null, 'a field that is not there'],
  ];
  for (const [name, value, what] of rows) {
    test(`'${name}': ${what}`, () => {
      assert.equal(fieldOf(cpuInfo, name), value);
    });
  }

  test('without a value is unknown', () => {
    assert.equal(fieldOf('flags :\n', 'flags'), null);
    assert.equal(fieldOf('', 'flags'), null);
  });
});

test('a virtual machine is known by its flag, and by that word alone', () => {
  assert.equal(hasHypervisorFlag(cpuInfo), true);
  assert.equal(hasHypervisorFlag('flags : fpu nohypervisor\n'), false);
  assert.equal(hasHypervisorFlag(''), false);
});

group('the file system', () => {
  const mounts = [
    '/dev/vda / ext4 rw 0 0',
    'tmpfs /dev/shm tmpfs rw 0 0',
    '/dev/vdb /data xfs rw 0 0',
    '/dev/vdc /data/my\\040runs btrfs rw 0 0',
    'tmpfs /over tmpfs rw 0 0',
    '/dev/vdd /over ext2 rw 0 0',
  ].join('\n');
  const rows: readonly [string, string, string][] = [
    ['/', 'ext4', 'the root itself'],
    ['/home/me', 'ext4', 'anything below the root'],
    ['/dev/shm', 'tmpfs', 'a mount point'],
    ['/dev/shm/run', 'tmpfs', 'below a mount point'],
    ['/dev/shmoo', 'ext4', 'a name that only begins like a mount point'],
    ['/data/my runs/1', 'btrfs', 'the longest of several, with a space in its name'],
    ['/over', 'ext2', 'the last of two on one point hides the first'],
  ];
  for (const [path, type, why] of rows) {
    test(`of ${path} is ${type}: ${why}`, () => {
      assert.equal(fileSystemOf(mounts, path), type);
    });
  }

  test('is unknown where no mount is listed', () => {
    assert.equal(fileSystemOf('', '/home'), null);
  });
});

group('the mitigations', () => {
  test('are those that concern this processor, in order, without the word itself', () => {
    const summary = mitigationSummary(
      new Map([
        ['spectre_v2', 'Mitigation: Retpolines; STIBP: disabled\n'],
        ['meltdown', 'Not affected'],
        ['retbleed', 'Vulnerable'],
      ]),
    );
    assert.equal(summary, 'retbleed: Vulnerable | spectre_v2: Retpolines; STIBP: disabled');
  });

  test('are not needed where nothing concerns it', () => {
    assert.equal(mitigationSummary(new Map([['meltdown', 'Not affected\n']])), 'none needed');
  });

  test('are unknown where the kernel does not say', () => {
    assert.equal(mitigationSummary(new Map()), null);
  });
});
