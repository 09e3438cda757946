// A server that dies under load, for certain: whether a kill hit it at work or at its end, when
// nobody misses it any more, only the journal tells.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { serversOf } from './processes.ts';
import type { Tool } from './tool.ts';
import { until } from './until.ts';

/** Where a program measures, and keeps what it measured. */
export interface KillPlace {
  /** Where servers get their directories. */
  readonly servers: string;
  /** The file of the run; its journal lies beside it. */
  readonly out: string;
}

/** Kills servers of a program while clients are at work, until it has missed one. */
export async function killServerUnderLoad(tool: Tool, { servers, out }: KillPlace): Promise<void> {
  const journal = `${out}.journal`;
  const isMissed = () => existsSync(journal) && readFileSync(journal, 'utf8').includes('SIGKILL');
  await until('a server that was killed is missed', () => {
    if (isMissed()) {
      return true;
    }
    if (isUnderLoad(servers)) {
      killOne(serversOf(tool.pid));
    }
    return false;
  });
}

/** Whether a client has its private FIFO in any of the run directories. */
function isUnderLoad(servers: string): boolean {
  try {
    const names = readdirSync(servers, { recursive: true }) as string[];
    return names.some((name) => /\/c\/\d+$/.test(name));
  } catch {
    // A directory was removed while it was read.
    return false;
  }
}

function killOne([victim]: readonly number[]): void {
  try {
    if (victim !== undefined) {
      process.kill(victim, 'SIGKILL');
    }
  } catch {
    // It had just ended.
  }
}
