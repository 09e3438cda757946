// What the place of the run directories and the state of the memory mean for a measurement, in
// words.

import type { Finding } from '../model/finding.ts';
import type { MachineFacts, RunDirectoryFacts } from '../model/machine.ts';
import { formatBytes, formatCount, formatCounted } from './format-quantity.ts';

const memoryFileSystems = ['tmpfs', 'ramfs'];
const mebibyteBytes = 1_048_576;

/** One finding for each property that is known. */
export function placeFindings({ runDirectory, swapUsedBytes }: MachineFacts): Finding[] {
  return [
    ...(runDirectory.fileSystem === null ? [] : [fileSystem(runDirectory)]),
    ...(runDirectory.freeBytes === null ? [] : [room(runDirectory)]),
    leftovers(runDirectory),
    ...(swapUsedBytes === null ? [] : [swap(swapUsedBytes)]),
  ];
}

function fileSystem({ path, fileSystem: found }: RunDirectoryFacts): Finding {
  const isMemory = memoryFileSystems.includes(found ?? '');
  return {
    id: 'file-system',
    severity: isMemory ? 'good' : 'warning',
    subject: 'run directory',
    found: `${path} (${found})`,
    reason: 'Every handshake makes and removes a FIFO: on a disk that is mostly the disk.',
    cure: isMemory ? null : `sudo mount -t tmpfs tmpfs ${shellWord(path)}`,
  };
}

function room({ path, freeBytes, freeFileCount }: RunDirectoryFacts): Finding {
  const sizeBytes = freeBytes ?? 0;
  const isHopeless = sizeBytes < mebibyteBytes || (freeFileCount ?? 64) < 64;
  const isEnough = sizeBytes >= 64 * mebibyteBytes && (freeFileCount ?? 16_384) >= 16_384;
  const files = freeFileCount === null ? '' : `, ${formatCounted(freeFileCount, 'file')}`;
  return {
    id: 'room',
    severity: isHopeless ? 'problem' : isEnough ? 'good' : 'warning',
    subject: 'room in it',
    found: `${formatBytes(sizeBytes)}${files}`,
    reason: 'Each client that waits or is served has a FIFO there, and each server a log.',
    cure: isEnough ? null : `du -a ${shellWord(path)} | sort -rn | head`,
  };
}

function leftovers({ leftoverPaths }: RunDirectoryFacts): Finding {
  const count = leftoverPaths.length;
  return {
    id: 'leftovers',
    severity: count === 0 ? 'good' : 'note',
    subject: 'leftover directories',
    found: count === 0 ? 'none' : `${formatCount(count)} of runs that were killed`,
    reason: 'They disturb nothing, but they take room and nobody else will remove them.',
    cure: count === 0 ? null : `rm -r ${leftoverPaths.map(shellWord).join(' ')}`,
  };
}

function swap(swapUsedBytes: number): Finding {
  return {
    id: 'swap',
    severity: swapUsedBytes === 0 ? 'good' : 'note',
    subject: 'swapped memory',
    found: swapUsedBytes === 0 ? 'none' : formatBytes(swapUsedBytes),
    reason: 'A page that has to come back from disk costs more than any handshake.',
    cure: swapUsedBytes === 0 ? null : 'sudo swapoff -a && sudo swapon -a',
  };
}

/** A path as one word of a shell command. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
