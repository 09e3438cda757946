// What /proc tells about processes, so that tests can count what is there and what was left. Only
// pids that a test found below itself are ever signalled.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { until } from './until.ts';

/** The children of a process, over all its threads; zombies count. Empty: none, or it is gone. */
export function childrenOf(pid: number): number[] {
  return entriesOf(`/proc/${pid}/task`).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((word) => word.trim() !== '')
      .map(Number),
  );
}

/** Everything below a process: children first, then theirs. */
export function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

/** One letter, such as `S` for sleeping or `Z` for a zombie; empty: the process is gone. */
export function stateOf(pid: number): string {
  return /^State:\s+(\S)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? '';
}

/** Whether the process is there and no zombie. */
export function isAlive(pid: number): boolean {
  return !['', 'Z', 'X'].includes(stateOf(pid));
}

/** Whether the process has the file of that path open. */
export function hasOpen(pid: number, path: string): boolean {
  const links = entriesOf(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  return links.includes(path);
}

/** How many threads of a process have the lowest priority, SCHED_IDLE. */
export function lowestPriorityThreadCount(pid: number): number {
  return entriesOf(`/proc/${pid}/task`).filter((thread) => {
    const stat = textOf(`/proc/${pid}/task/${thread}/stat`);
    // The name may hold spaces: fields are counted after it. The policy is the 41st.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38] === '5';
  }).length;
}

/** How many descriptors this process has open. */
export function openDescriptorCount(): number {
  return entriesOf('/proc/self/fd').length;
}

/** The servers that the wardens of `toolPid` started: its grandchildren. */
export function serversOf(toolPid: number): number[] {
  return childrenOf(toolPid).flatMap(childrenOf);
}

/** Waits until all these processes are gone, zombies included. */
export async function areGone(pids: readonly number[]): Promise<void> {
  await until(`${pids.join(', ')} are gone`, () => pids.every((pid) => stateOf(pid) === ''));
}

/**
 * Asserts that this process has no children any more, and that `parentDirectory` is empty: every
 * server, warden and run directory is gone.
 */
export async function assertNothingLeft(parentDirectory: string): Promise<void> {
  await until('no child process is left', () => childrenOf(process.pid).length === 0);
  assert.deepEqual(readdirSync(parentDirectory), []);
}

// A process may end between two looks; what is not there any more tells nothing.
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function entriesOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
