// What the processors of a machine mean for a measurement, in words, with the command that mends
// it.

import type { Finding } from '../model/finding.ts';
import type { ProcessorFacts } from '../model/machine.ts';
import { formatAverage, formatCounted, formatDuration } from './format-quantity.ts';

const cpuDirectory = '/sys/devices/system/cpu';

/** Clocks that are read without a system call. */
const fastClockSources = ['tsc', 'kvm-clock', 'hyperv_clocksource_tsc_page', 'arch_sys_counter'];
/** Linux's own slack. */
const usualSlackNs = 50_000;
/** With fewer processors none can be spared for isolation. */
const isolableCoreCount = 4;

/** One finding for each property of the processors; those that this machine lacks are left out. */
export function processorFindings(facts: ProcessorFacts): Finding[] {
  return [
    cores(facts),
    ...(facts.quotaCoreCount === null ? [] : [quota(facts.quotaCoreCount)]),
    governor(facts),
    boost(facts),
    ...(facts.isThreaded === null ? [] : [threads(facts.isThreaded)]),
    ...(facts.usableCpus.length < isolableCoreCount ? [] : [isolation(facts)]),
    hypervisor(facts),
    ...(facts.mitigations === null ? [] : [mitigations(facts.mitigations)]),
    ...(facts.clockSource === null ? [] : [clock(facts)]),
    ...(facts.timerSlackNs === null ? [] : [timerSlack(facts.timerSlackNs)]),
  ];
}

function cores({ usableCpus, onlineCpus }: ProcessorFacts): Finding {
  const isCut = usableCpus.length < onlineCpus.length;
  const online = isCut ? `, of ${onlineCpus.length} online` : '';
  return {
    id: 'cores',
    severity: usableCpus.length === 1 ? 'warning' : isCut ? 'note' : 'good',
    subject: 'processors',
    found: `${formatCounted(usableCpus.length, 'core')} (CPU ${ranges(usableCpus)})${online}`,
    reason:
      usableCpus.length === 1
        ? 'Server and clients share one core, so that nothing can be measured across cores.'
        : 'Server and clients get cores of their own only among those that may be used.',
    cure: isCut ? `taskset -p -c ${ranges(onlineCpus)} $$` : null,
  };
}

function quota(quotaCoreCount: number): Finding {
  return {
    id: 'quota',
    severity: 'warning',
    subject: 'processor quota',
    found: `${formatAverage(quotaCoreCount)} of a core's time, by the control group`,
    reason: 'A group that has used up its quota stands still for up to 100 ms.',
    cure: 'sudo systemd-run --scope --uid=$(id -u) bash',
  };
}

function governor({ governor: found }: ProcessorFacts): Finding {
  const isSteady = found === 'performance';
  return {
    id: 'governor',
    severity: found === null ? 'note' : isSteady ? 'good' : 'warning',
    subject: 'frequency governor',
    found: found ?? 'not exposed; the host decides',
    reason: 'Any governor but performance lowers the clock whenever a client waits.',
    cure:
      found === null || isSteady
        ? null
        : `echo performance | sudo tee ${cpuDirectory}/cpu*/cpufreq/scaling_governor`,
  };
}

function boost({ boost: found }: ProcessorFacts): Finding {
  const offWord = found?.file.endsWith('no_turbo') ? '1' : '0';
  return {
    id: 'turbo',
    severity: found?.isOn === false ? 'good' : 'note',
    subject: 'turbo',
    found: found === null ? 'not exposed; the host decides' : found.isOn ? 'on' : 'off',
    reason: 'With turbo the clock depends on heat and on what the other cores do.',
    cure: found?.isOn ? `echo ${offWord} | sudo tee ${found.file}` : null,
  };
}

function threads(isThreaded: boolean): Finding {
  return {
    id: 'smt',
    severity: isThreaded ? 'note' : 'good',
    subject: 'threads of a core',
    found: isThreaded ? 'two or more (SMT)' : 'one',
    reason: 'Two processors that are threads of one core slow each other down.',
    cure: isThreaded ? `echo off | sudo tee ${cpuDirectory}/smt/control` : null,
  };
}

function isolation({ isolatedCpus }: ProcessorFacts): Finding {
  const isIsolated = isolatedCpus.length > 0;
  return {
    id: 'isolation',
    severity: isIsolated ? 'good' : 'note',
    subject: 'isolated processors',
    found: isIsolated ? `CPU ${ranges(isolatedCpus)}` : 'none',
    reason: 'Only on processors isolated at boot (isolcpus=) nothing else is ever scheduled.',
    cure: null,
  };
}

function hypervisor({ hypervisor: found }: ProcessorFacts): Finding {
  return {
    id: 'hypervisor',
    severity: found === null ? 'good' : 'note',
    subject: 'virtual machine',
    found: found === null ? 'no' : found === 'unknown' ? 'yes' : `yes (${found})`,
    reason: 'A host gives its processors to others too, and waking an idle one goes through it.',
    cure: null,
  };
}

function mitigations(found: string): Finding {
  const isFree = found === 'none needed';
  return {
    id: 'mitigations',
    severity: isFree ? 'good' : 'note',
    subject: 'mitigations',
    found: isFree
      ? found
      : `for ${found
          .split(' | ')
          .map((each) => each.split(':')[0])
          .join(', ')}`,
    reason: 'They make system calls dearer: compare only with machines that have the same.',
    cure: null,
  };
}

function clock({ clockSource, availableClockSources }: ProcessorFacts): Finding {
  const isFast = fastClockSources.includes(clockSource ?? '');
  const better = fastClockSources.find((source) => availableClockSources.includes(source));
  const file = '/sys/devices/system/clocksource/clocksource0/current_clocksource';
  return {
    id: 'clock',
    severity: isFast ? 'good' : 'warning',
    subject: 'clock source',
    found: clockSource ?? '',
    reason: 'A slow clock makes a system call of every time stamp, about 1 µs each.',
    cure: isFast || better === undefined ? null : `echo ${better} | sudo tee ${file}`,
  };
}

function timerSlack(timerSlackNs: number): Finding {
  const isUsual = timerSlackNs <= usualSlackNs;
  return {
    id: 'timer-slack',
    severity: isUsual ? 'good' : 'note',
    subject: 'timer slack',
    found: formatDuration(timerSlackNs),
    reason:
      'Servers that sleep wake up this much too late; the clients here set their own to 1 ns.',
    cure: isUsual ? null : `echo ${usualSlackNs} | sudo tee /proc/$$/timerslack_ns`,
  };
}

/** Ascending numbers as the kernel writes them: `0-2,4`. */
function ranges(cpus: readonly number[]): string {
  const parts: { first: number; last: number }[] = [];
  for (const cpu of cpus) {
    const open = parts.at(-1);
    if (open !== undefined && open.last === cpu - 1) {
      open.last = cpu;
    } else {
      parts.push({ first: cpu, last: cpu });
    }
  }
  return parts.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',');
}
