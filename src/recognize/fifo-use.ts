// Whether a process uses a FIFO: has it open, or waits in an open of it. The FIFO is not touched.
// In a directory that many use, this tells the server's pipe from everybody else's.

import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import { resolve } from 'node:path';

/** Longest path that is read from another process. */
const pathBytesMax = 4_096;

/** Whether the process, or a child of it, uses the FIFO at this absolute path. */
export function usesFifo(pid: number, path: string): boolean {
  return [pid, ...childrenOf(pid)].some((each) => hasOpen(each, path) || waitsFor(each, path));
}

function childrenOf(pid: number): number[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) ?? '';
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}

function hasOpen(pid: number, path: string): boolean {
  const wanted = identityOf(path);
  const names = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return wanted !== null && names.some((name) => identityOf(`/proc/${pid}/fd/${name}`) === wanted);
}

function identityOf(path: string): string | null {
  const status = attempt(() => statSync(path));
  return status === null ? null : `${status.dev} ${status.ino}`;
}

/** A process that waits for the other side of a FIFO has only told the kernel its path so far. */
function waitsFor(pid: number, path: string): boolean {
  const [, ...words] = (attempt(() => readFileSync(`/proc/${pid}/syscall`, 'utf8')) ?? '').split(
    ' ',
  );
  const directory = attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '/';
  return words.slice(0, 2).some((word) => {
    const written = attempt(() => textAt(pid, BigInt(word)));
    return written !== null && written !== '' && resolve(directory, written) === path;
  });
}

function textAt(pid: number, address: bigint): string {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const bytes = Buffer.alloc(pathBytesMax);
    const position = address;
    const byteCount = readSync(memory, bytes, { position });
    const end = bytes.indexOf(0);
    return end > 0 && end < byteCount ? bytes.toString('utf8', 0, end) : '';
  } finally {
    closeSync(memory);
  }
}

/** What belongs to another process may be gone at any moment, or not be ours to read. */
function attempt<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch {
    return null;
  }
}
