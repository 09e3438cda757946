// What the limits of kernel and process mean for a load of many clients, in words. A limit that
// nobody knows is left out.

import type { Finding } from '../model/finding.ts';
import type { LimitFacts } from '../model/machine.ts';
import { formatBytes, formatCount } from './format-quantity.ts';

const mebibyteBytes = 1_048_576;
/** Pages of a pipe as the kernel makes it: 64 KiB. */
const usualPipePageCount = 16;

/** One finding for each limit that is known. */
export function limitFindings(facts: LimitFacts): Finding[] {
  return [
    ...openFiles(facts),
    ...atLeast(facts.processCountMax, {
      id: 'processes',
      subject: 'processes of a user',
      enoughCount: 4_096,
      reason: 'A forking server has a process for each session and fails when there are no more.',
      cure: 'sudo prlimit --pid $$ --nproc=unlimited',
    }),
    ...atLeast(facts.pidMax, {
      id: 'process-numbers',
      subject: 'process numbers',
      enoughCount: 32_768,
      reason: 'A forking server uses them up by the thousand each second.',
      cure: 'sudo sysctl -w kernel.pid_max=4194304',
    }),
    ...pipeSize(facts),
    ...pipePages(facts),
    ...atLeast(facts.inotifyInstanceCountMax, {
      id: 'inotify-instances',
      subject: 'inotify instances',
      enoughCount: 128,
      reason: 'Each thread of clients watches the directory of each server with one.',
      cure: 'sudo sysctl -w fs.inotify.max_user_instances=512',
    }),
    ...atLeast(facts.inotifyWatchCountMax, {
      id: 'inotify-watches',
      subject: 'inotify watches',
      enoughCount: 1_024,
      reason: 'Each thread of clients watches the directory of each server with one.',
      cure: 'sudo sysctl -w fs.inotify.max_user_watches=65536',
    }),
    systemCalls(facts),
  ];
}

function openFiles({ openFilesCountMax: found, openFilesCountHardMax: hard }: LimitFacts) {
  const wantedCount = 65_536;
  const canRaise = found !== null && hard !== null && hard > found;
  const findings = atLeast(found, {
    id: 'open-files',
    subject: 'open files',
    enoughCount: 16_384,
    reason: 'A client in its session holds up to 3, and so does the server.',
    cure: canRaise
      ? `ulimit -n ${Math.min(hard, wantedCount)}`
      : `sudo prlimit --pid $$ --nofile=${wantedCount}`,
  });
  const isHopeless = found !== null && found < 64;
  return isHopeless
    ? findings.map((each) => ({ ...each, severity: 'problem' as const }))
    : findings;
}

function pipeSize({ pipeMaxBytes }: LimitFacts): Finding[] {
  if (pipeMaxBytes === null) {
    return [];
  }
  const isEnough = pipeMaxBytes >= mebibyteBytes;
  return [
    {
      id: 'pipe-size',
      severity: isEnough ? 'good' : 'note',
      subject: 'largest pipe',
      found: formatBytes(pipeMaxBytes),
      reason: 'A server that enlarges its pipes for large payloads cannot go beyond.',
      cure: isEnough ? null : `sudo sysctl -w fs.pipe-max-size=${mebibyteBytes}`,
    },
  ];
}

function pipePages({ pipePagesCountMax, isPrivileged }: LimitFacts): Finding[] {
  if (pipePagesCountMax === null) {
    return [];
  }
  const isFree = isPrivileged || pipePagesCountMax === 0;
  const pipeCount = formatCount(Math.floor(pipePagesCountMax / usualPipePageCount));
  return [
    {
      id: 'pipe-pages',
      severity: isFree ? 'good' : 'note',
      subject: 'pipes at full size',
      found: isFree ? 'any number' : `${pipeCount} of 64 KiB`,
      reason: 'Pipes that a user opens beyond this number hold one or two pages each.',
      cure: isFree ? null : 'sudo sysctl -w fs.pipe-user-pages-soft=0',
    },
  ];
}

function systemCalls({ canCountSystemCalls }: LimitFacts): Finding {
  return {
    id: 'system-calls',
    severity: canCountSystemCalls ? 'good' : 'note',
    subject: 'system calls',
    found: canCountSystemCalls ? 'can be counted' : 'cannot be counted by this user',
    reason: 'How many a handshake takes is exact, and tells two servers apart where times do not.',
    cure: canCountSystemCalls
      ? null
      : 'sudo sysctl -w kernel.perf_event_paranoid=1 && ' +
        'sudo mount -t tracefs -o mode=755,gid=$(id -g) nodev /sys/kernel/tracing',
  };
}

interface CountLimit extends Pick<Finding, 'id' | 'subject' | 'reason'> {
  /** From this number on nothing need be done. */
  readonly enoughCount: number;
  readonly cure: string;
}

function atLeast(count: number | null, { enoughCount, cure, ...rest }: CountLimit): Finding[] {
  if (count === null) {
    return [];
  }
  const isEnough = count >= enoughCount;
  return [
    {
      ...rest,
      severity: isEnough ? 'good' : 'warning',
      found: Number.isFinite(count) ? formatCount(count) : 'unlimited',
      cure: isEnough ? null : cure,
    },
  ];
}
