// A machine that nobody has, on which everything is as it should be, so that a test can spoil one
// property at a time.

import type { MachineFacts, NoiseFacts } from '../../src/model/machine.ts';

/** The machine. */
export const soundMachine: MachineFacts = {
  processors: {
    usableCpus: [0, 1, 2, 3],
    onlineCpus: [0, 1, 2, 3],
    isolatedCpus: [2, 3],
    quotaCoreCount: null,
    governor: 'performance',
    boost: { isOn: false, file: '/sys/devices/system/cpu/cpufreq/boost' },
    isThreaded: false,
    hypervisor: null,
    mitigations: 'none needed',
    clockSource: 'tsc',
    availableClockSources: ['tsc', 'hpet'],
    timerSlackNs: 50_000,
  },
  limits: {
    pipeMaxBytes: 1_048_576,
    pipePagesCountMax: 0,
    isPrivileged: false,
    openFilesCountMax: 524_288,
    openFilesCountHardMax: 524_288,
    processCountMax: Number.POSITIVE_INFINITY,
    pidMax: 4_194_304,
    inotifyInstanceCountMax: 128,
    inotifyWatchCountMax: 65_536,
    canCountSystemCalls: true,
  },
  runDirectory: {
    path: '/dev/shm',
    fileSystem: 'tmpfs',
    freeBytes: 8_589_934_592,
    freeFileCount: 1_000_000,
    leftoverPaths: [],
  },
  loadAverage: 0.1,
  swapUsedBytes: 0,
};

/** Its noise. */
export const quietNoise: NoiseFacts = {
  disturbance: {
    elapsedNs: 2_000_000_000,
    stealRatio: 0,
    otherCoreCount: 0.01,
    pressureRatio: 0.002,
    queueWaitRatio: 0,
    contextSwitchesPerSecond: 240,
    forksPerSecond: 10,
    isDisturbed: false,
    causes: [],
  },
  stalls: [
    { cpu: 0, elapsedNs: 1e9, stallCount: 12, stalledNs: 600_000, stallNsMax: 90_000 },
    { cpu: 1, elapsedNs: 1e9, stallCount: 15, stalledNs: 1_200_000, stallNsMax: 130_000 },
  ],
};
