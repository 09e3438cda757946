// Reads which processors there are, who may take them away, and what changes their speed.

import { dirname } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { ProcessorFacts } from '../model/machine.ts';
import { parseCpuList } from '../units.ts';
import { availableCpus } from './available-cpus.ts';
import { describeEnvironment } from './describe-environment.ts';
import { SystemFiles } from './system-files.ts';

const cpuDirectory = 'sys/devices/system/cpu';
const clockDirectory = 'sys/devices/system/clocksource/clocksource0';
/** Levels of control groups that are looked at. */
const highestGroupDepth = 16;

/** Reads the facts; `systemRoot` is the directory that holds `proc` and `sys`. */
export async function readProcessorFacts(systemRoot = '/'): Promise<ProcessorFacts> {
  const files = new SystemFiles(systemRoot);
  const environment = await describeEnvironment('/', systemRoot);
  const { governor, hypervisor, mitigations, clockSource } = environment;
  const usableCpus = availableCpus(systemRoot);
  const onlineCpus = cpusOf(files.read(`${cpuDirectory}/online`));
  const threading = files.read(`${cpuDirectory}/smt/active`);
  const slack = files.read('proc/self/timerslack_ns');
  return {
    usableCpus,
    onlineCpus: onlineCpus.length === 0 ? usableCpus : onlineCpus,
    isolatedCpus: cpusOf(files.read(`${cpuDirectory}/isolated`)),
    quotaCoreCount: quotaOf(files),
    governor,
    boost: boostOf(files),
    isThreaded: threading === null ? null : threading === '1',
    hypervisor,
    mitigations,
    clockSource,
    availableClockSources: wordsOf(files.read(`${clockDirectory}/available_clocksource`)),
    timerSlackNs: slack === null ? null : Number(slack),
  };
}

function boostOf(files: SystemFiles): ProcessorFacts['boost'] {
  const switches = [
    { file: `${cpuDirectory}/intel_pstate/no_turbo`, on: '0' },
    { file: `${cpuDirectory}/cpufreq/boost`, on: '1' },
  ];
  for (const { file, on } of switches) {
    const text = files.read(file);
    if (text !== null) {
      return { isOn: text === on, file: `/${file}` };
    }
  }
  return null;
}

/** The narrowest quota of the control groups above this process, of either version. */
function quotaOf(files: SystemFiles): number | null {
  const lines = (files.read('proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'));
  const quotas = lines.flatMap(([, controllers = '', path = '/']) => {
    const isOld = controllers.split(',').includes('cpu');
    if (controllers !== '' && !isOld) {
      return [];
    }
    return groupsAbove(path).flatMap((group) => (isOld ? oldQuota : newQuota)(files, group) ?? []);
  });
  return quotas.length === 0 ? null : Math.min(...quotas);
}

function groupsAbove(path: string): string[] {
  const groups = [path];
  for (let depth = 0; depth < highestGroupDepth && groups.at(-1) !== '/'; depth += 1) {
    groups.push(dirname(groups.at(-1) ?? '/'));
  }
  return groups;
}

function newQuota(files: SystemFiles, group: string): number | null {
  return ratioOf(wordsOf(files.read(`sys/fs/cgroup${group}/cpu.max`)));
}

function oldQuota(files: SystemFiles, group: string): number | null {
  const read = (name: string) => files.read(`sys/fs/cgroup/cpu${group}/cpu.cfs_${name}_us`) ?? '';
  return ratioOf([read('quota'), read('period')]);
}

/** Quota over period; no quota is written `max` or -1. */
function ratioOf([quota = '', period = '']: readonly string[]): number | null {
  const ratio = Number(quota) / Number(period);
  return quota !== '' && Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** The kernel joins ranges by commas; an empty or strange list names no processor. */
function cpusOf(list: string | null): number[] {
  try {
    return list === null ? [] : parseCpuList(list.replaceAll(',', '+'));
  } catch (error) {
    if (!(error instanceof FifobenchError)) {
      throw error;
    }
    return [];
  }
}

function wordsOf(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
