// Describes this machine as far as it influences a figure. Nothing here changes a setting, and what
// cannot be found out is `null`: an unknown fact never stops a measurement.

import { realpathSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Environment } from '../model/run.ts';
import { availableCpus } from './available-cpus.ts';
import { fingerprintOf } from './fingerprint.ts';
import { fieldOf, fileSystemOf, hasHypervisorFlag, mitigationSummary } from './kernel-text.ts';
import { SystemFiles } from './system-files.ts';

/**
 * The machine and its settings. `runDirectory` is where the FIFOs will be; where it does not exist
 * yet, its nearest parent answers for it. `systemRoot` is the directory that holds `proc` and
 * `sys`. Never throws for a missing fact.
 */
export async function describeEnvironment(
  runDirectory: string,
  systemRoot = '/',
): Promise<Environment> {
  const files = new SystemFiles(systemRoot);
  const cpuInfo = files.read('proc/cpuinfo') ?? '';
  const allowedCpus = availableCpus(systemRoot);
  const mounts = files.read('proc/self/mounts') ?? '';
  const facts = {
    kernel: release(),
    cpuModel: fieldOf(cpuInfo, 'model name') ?? cpus()[0]?.model ?? 'unknown',
    coreCount: allowedCpus.length,
    governor: governorOf(files, allowedCpus),
    mitigations: mitigationSummary(files.readAll('sys/devices/system/cpu/vulnerabilities')),
    hypervisor: hypervisorOf(files, cpuInfo),
    libc: libcOfProcess(),
    node: process.version,
    fileSystem: fileSystemOf(mounts, existingPath(runDirectory)) ?? 'unknown',
    pipeMaxBytes: integerOf(files.read('proc/sys/fs/pipe-max-size')),
  };
  return {
    fingerprint: fingerprintOf(facts),
    ...facts,
    memoryBytes: totalmem(),
    clockSource: files.read('sys/devices/system/clocksource/clocksource0/current_clocksource'),
  };
}

/** The governors of the processors, each once: as a rule one; `null` where none is exposed. */
function governorOf(files: SystemFiles, allowedCpus: readonly number[]): string | null {
  const governors = allowedCpus.map((cpu) =>
    files.read(`sys/devices/system/cpu/cpu${cpu}/cpufreq/scaling_governor`),
  );
  const known = [...new Set(governors.filter((governor) => governor !== null))].sort();
  return known.length === 0 ? null : known.join(', ');
}

/** What the virtual machine calls itself; `null` on bare metal. */
function hypervisorOf(files: SystemFiles, cpuInfo: string): string | null {
  const named = files.read('sys/hypervisor/type');
  if (named !== null || !hasHypervisorFlag(cpuInfo)) {
    return named;
  }
  const product = ['sys_vendor', 'product_name'].flatMap(
    (file) => files.read(`sys/class/dmi/id/${file}`) ?? [],
  );
  return product.length === 0 ? 'unknown' : product.join(' ');
}

/** Node's own report knows the version of glibc that it runs on, and of no other C library. */
function libcOfProcess(): string | null {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const version = report.header?.glibcVersionRuntime;
  return version === undefined ? null : `glibc ${version}`;
}

/** The nearest existing ancestor, or the path itself, without links. */
function existingPath(path: string): string {
  let candidate = resolve(path);
  while (candidate !== dirname(candidate)) {
    try {
      return realpathSync(candidate);
    } catch {
      candidate = dirname(candidate);
    }
  }
  return candidate;
}

function integerOf(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
