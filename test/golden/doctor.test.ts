// The doctor's report against golden files: a machine with findings of every severity, and a sound
// one.

import { test } from 'node:test';
import type { MachineFacts, NoiseFacts } from '../../src/model/machine.ts';
import { machineFindings, renderDoctor, renderDoctorJson } from '../../src/report/doctor.ts';
import { assertGolden } from '../support/golden.ts';
import { quietNoise, soundMachine } from '../support/sample-machine.ts';

const ailing: MachineFacts = {
  ...soundMachine,
  processors: {
    ...soundMachine.processors,
    usableCpus: [0, 1, 3],
    governor: 'powersave',
    boost: { isOn: true, file: '/sys/devices/system/cpu/intel_pstate/no_turbo' },
    isThreaded: true,
    hypervisor: 'Example Cloud',
    mitigations: 'meltdown: PTI | spectre_v1: barriers | spectre_v2: Retpolines; STIBP: disabled',
    clockSource: 'hpet',
  },
  limits: { ...soundMachine.limits, openFilesCountMax: 1_024, pipePagesCountMax: 16_384 },
  runDirectory: {
    path: '/var/tmp/my pipes',
    fileSystem: 'ext4',
    freeBytes: 524_288,
    freeFileCount: 20_000,
    leftoverPaths: ['/var/tmp/my pipes/fifobench-a1B2c3', '/var/tmp/my pipes/fifobench-d4E5f6'],
  },
  swapUsedBytes: 73_400_320,
};

const noisy: NoiseFacts = {
  disturbance: { ...quietNoise.disturbance, otherCoreCount: 0.97, stealRatio: 0.034 },
  stalls: [{ cpu: 1, elapsedNs: 1e9, stallCount: 40, stalledNs: 4.8e8, stallNsMax: 1.6e7 }],
};

const reports: readonly [fileName: string, columns: number, colour: boolean][] = [
  ['doctor-80.txt', 80, false],
  ['doctor-80-colour.txt', 80, true],
];

for (const [fileName, columns, colour] of reports) {
  test(`the report on an ailing machine looks as in ${fileName}`, () => {
    assertGolden(fileName, renderDoctor(machineFindings(ailing, noisy), { columns, colour }));
  });
}

test('the report on a sound machine looks as in doctor-sound-80.txt', () => {
  const findings = machineFindings(soundMachine, quietNoise);
  assertGolden('doctor-sound-80.txt', renderDoctor(findings, { columns: 80, colour: false }));
});

test('the findings for scripts look as in doctor.json', () => {
  assertGolden('doctor.json', renderDoctorJson(machineFindings(ailing, noisy).slice(0, 3)));
});
