// One property of a sound machine is spoilt at a time: exactly one finding changes, and it names
// the command that mends it.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Finding, Severity } from '../../../src/model/finding.ts';
import type { MachineFacts, NoiseFacts } from '../../../src/model/machine.ts';
import { machineFindings } from '../../../src/report/doctor.ts';
import { quietNoise, soundMachine } from '../../support/sample-machine.ts';

interface Change {
  readonly processors?: Partial<MachineFacts['processors']>;
  readonly limits?: Partial<MachineFacts['limits']>;
  readonly runDirectory?: Partial<MachineFacts['runDirectory']>;
  readonly machine?: Partial<Pick<MachineFacts, 'loadAverage' | 'swapUsedBytes'>>;
  readonly disturbance?: Partial<NoiseFacts['disturbance']>;
  readonly stalls?: NoiseFacts['stalls'];
}

function findingsAfter(change: Change): Finding[] {
  const machine: MachineFacts = {
    ...{ ...soundMachine, ...change.machine },
    processors: { ...soundMachine.processors, ...change.processors },
    limits: { ...soundMachine.limits, ...change.limits },
    runDirectory: { ...soundMachine.runDirectory, ...change.runDirectory },
  };
  const disturbance = { ...quietNoise.disturbance, ...change.disturbance };
  return machineFindings(machine, { disturbance, stalls: change.stalls ?? quietNoise.stalls });
}

/** `cure` is a part of the command; `null`: there must be none. */
type Spoilt = readonly [id: string, severity: Severity, cure: string | null, change: Change];

const slowLoop = { cpu: 1, elapsedNs: 1e9, stallCount: 9, stalledNs: 3e8, stallNsMax: 1e7 };
const boostFile = '/sys/devices/system/cpu/intel_pstate/no_turbo';

const spoilt: readonly Spoilt[] = [
  ['cores', 'note', 'taskset -p -c 0-3 $$', { processors: { usableCpus: [1, 3, 0] } }],
  ['quota', 'warning', 'systemd-run --scope', { processors: { quotaCoreCount: 1.5 } }],
  ['governor', 'warning', 'echo performance', { processors: { governor: 'powersave' } }],
  ['governor', 'note', null, { processors: { governor: null } }],
  ['turbo', 'note', `echo 1 | sudo tee ${boostFile}`, boosted(boostFile)],
  ['turbo', 'note', 'echo 0 | sudo tee /b/boost', boosted('/b/boost')],
  ['smt', 'note', 'echo off', { processors: { isThreaded: true } }],
  ['isolation', 'note', null, { processors: { isolatedCpus: [] } }],
  ['hypervisor', 'note', null, { processors: { hypervisor: 'Example' } }],
  ['mitigations', 'note', null, { processors: { mitigations: 'meltdown: PTI' } }],
  ['clock', 'warning', 'echo tsc', { processors: { clockSource: 'hpet' } }],
  ['timer-slack', 'note', 'timerslack_ns', { processors: { timerSlackNs: 1e8 } }],
  ['open-files', 'warning', 'ulimit -n 65536', { limits: { openFilesCountMax: 1_024 } }],
  ['open-files', 'problem', 'ulimit -n 65536', { limits: { openFilesCountMax: 20 } }],
  ['processes', 'warning', '--nproc=unlimited', { limits: { processCountMax: 100 } }],
  ['process-numbers', 'warning', 'kernel.pid_max', { limits: { pidMax: 1_000 } }],
  ['pipe-size', 'note', 'fs.pipe-max-size', { limits: { pipeMaxBytes: 65_536 } }],
  ['pipe-pages', 'note', 'pipe-user-pages-soft=0', { limits: { pipePagesCountMax: 16_384 } }],
  ['inotify-instances', 'warning', 'instances', { limits: { inotifyInstanceCountMax: 8 } }],
  ['inotify-watches', 'warning', 'watches', { limits: { inotifyWatchCountMax: 8 } }],
  ['system-calls', 'note', 'perf_event_paranoid', { limits: { canCountSystemCalls: false } }],
  ['file-system', 'warning', 'mount -t tmpfs', { runDirectory: { fileSystem: 'ext4' } }],
  ['room', 'warning', 'du -a /dev/shm', { runDirectory: { freeBytes: 2e7 } }],
  ['room', 'problem', 'du -a /dev/shm', { runDirectory: { freeFileCount: 3 } }],
  ['leftovers', 'note', "rm -r /a '/b c'", { runDirectory: { leftoverPaths: ['/a', '/b c'] } }],
  ['swap', 'note', 'swapoff', { machine: { swapUsedBytes: 5e6 } }],
  ['load', 'warning', 'top', { machine: { loadAverage: 9 } }],
  ['other-work', 'warning', 'top', { disturbance: { otherCoreCount: 1 } }],
  ['steal', 'warning', null, { disturbance: { stealRatio: 0.06 } }],
  ['pressure', 'note', 'top', { disturbance: { pressureRatio: 0.1 } }],
  ['switches', 'note', 'top', { disturbance: { contextSwitchesPerSecond: 9_000 } }],
  ['forks', 'warning', 'etimes', { disturbance: { forksPerSecond: 900 } }],
  ['stalls', 'warning', 'top', { stalls: [...quietNoise.stalls, slowLoop] }],
];

function boosted(file: string): Change {
  return { processors: { boost: { isOn: true, file } } };
}

group('a sound machine', () => {
  test('is good throughout, and needs no cure', () => {
    const findings = findingsAfter({});
    assert.deepEqual([...new Set(findings.map(({ severity }) => severity))], ['good']);
    assert.ok(findings.every(({ cure }) => cure === null));
  });

  test('has findings of different names, each with a reason of one sentence', () => {
    const findings = findingsAfter({});
    assert.equal(new Set(findings.map(({ id }) => id)).size, findings.length);
    assert.ok(findings.every(({ reason }) => reason.endsWith('.')));
  });
});

group('a machine that is spoilt in one way', () => {
  for (const [id, severity, cure, change] of spoilt) {
    test(`has a ${severity} on ${id} and on nothing else`, () => {
      const bad = findingsAfter(change).filter((finding) => finding.severity !== 'good');
      assert.deepEqual(
        bad.map((finding) => [finding.id, finding.severity]),
        [[id, severity]],
      );
      const command = bad[0]?.cure ?? null;
      assert.ok(cure === null ? command === null : command?.includes(cure), String(command));
    });
  }
});

group('a machine of one core', () => {
  test('is warned of, and nothing is said of isolation', () => {
    const only = { usableCpus: [0], onlineCpus: [0], isolatedCpus: [] };
    const findings = findingsAfter({ processors: only });
    assert.equal(findings.find(({ id }) => id === 'cores')?.severity, 'warning');
    assert.ok(findings.every(({ id }) => id !== 'isolation'));
  });
});

group('a machine that tells nothing', () => {
  test('gets no findings on what is unknown', () => {
    const unknown = (facts: object) =>
      Object.fromEntries(Object.keys(facts).map((name) => [name, null]));
    const findings = findingsAfter({
      limits: unknown(soundMachine.limits),
      runDirectory: { fileSystem: null, freeBytes: null, freeFileCount: null },
      processors: { isThreaded: null, mitigations: null, clockSource: null, timerSlackNs: null },
      disturbance: { pressureRatio: null },
      machine: { loadAverage: null, swapUsedBytes: null },
      stalls: [],
    });
    const ids = ['other-work', 'steal', 'switches', 'forks', 'cores', 'governor', 'turbo'];
    assert.deepEqual(
      findings.map(({ id }) => id),
      [...ids, 'isolation', 'hypervisor', 'leftovers', 'system-calls'],
    );
  });
});
