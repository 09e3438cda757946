// Counts the system calls of a handshake once the times of a case are known: on a fresh server,
// under its load, for a moment that is not measured. Counting slows every system call of the
// machine, so neither must happen during the other.

import { canCountSystemCalls } from '../engine/system-calls.ts';
import { FifobenchError } from '../errors.ts';
import type { Load } from '../model/load.ts';
import type { CaseResult } from '../model/run.ts';
import { countedCalls, type SystemCalls } from '../model/system-calls.ts';
import { sessionLimitOf } from './fresh-servers.ts';
import type { LoadPool } from './load-pool.ts';
import { ProgressTicker } from './progress.ts';
import { runRound } from './round.ts';

/** Some hundred handshakes of a slow server, which is plenty for a count. */
const durationNs = 250_000_000;

/** What the measurement of the case was made with. */
export interface CountingMeans {
  readonly pool: LoadPool;
  readonly parentDirectory: string;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/**
 * The case with its system calls; as it was where they cannot be counted: the kernel does not let
 * us, a handshake of it failed, the server is not ours to start, or it does not serve long enough.
 * Throws what `runRound` throws, except that a server that does not start this time costs nothing.
 */
export async function withSystemCalls(
  caseResult: CaseResult,
  means: CountingMeans,
): Promise<CaseResult> {
  const isAborted = () => means.signal.aborted;
  if (isAborted() || !isSound(caseResult) || !canCountSystemCalls()) {
    return caseResult;
  }
  try {
    const systemCalls = await count(caseResult, means);
    // What was cut off may have been cut off in the middle of a handshake.
    return isAborted() || systemCalls === null ? caseResult : { ...caseResult, systemCalls };
  } catch (error) {
    if (error instanceof FifobenchError && error.code === 'server-start') {
      return caseResult;
    }
    throw error;
  }
}

function isSound({ server, blocks }: CaseResult): boolean {
  return (
    blocks.length > 0 &&
    blocks.every(
      ({ serverFault, handshakes }) => serverFault === null && handshakes.failed === 0,
    ) &&
    server.kind !== 'attached' &&
    sessionLimitOf(server) === null
  );
}

async function count(
  { server, load, placement }: CaseResult,
  { pool, parentDirectory, seed, signal }: CountingMeans,
): Promise<SystemCalls | null> {
  const { blocks } = await runRound(
    {
      ...{ servers: [server], load: countedLoad(load), placement, seed },
      extent: { kind: 'duration', durationNs },
      warmup: { handshakeCount: 0, durationNs: 0 },
      ...{ sliceHandshakeCount: 0, countsSystemCalls: true, pair: null, pairKind: null },
    },
    {
      ...{ pool, parentDirectory, signal, ticker: new ProgressTicker() },
      position: {
        ...{ label: 'system calls', caseOrdinal: 1, caseCount: 1 },
        ...{ pairOrdinal: 0, pairCount: 0, doneRoundCount: 0, roundCount: 1 },
      },
    },
  );
  const [block] = blocks;
  if (block === undefined || block.serverFault !== null || block.handshakes.failed > 0) {
    return null;
  }
  const clients = load.open === undefined ? countedCalls(block.clientUse) : null;
  return { server: countedCalls(block.serverUse), clients };
}

/**
 * Clients do not pause, which costs no system calls worth counting. A server does for a client of
 * open load what it does for any other; the clients themselves are not counted then.
 */
function countedLoad({ open, ...closed }: Load): Load {
  const clientCount = open === undefined ? closed.clientCount : closed.threadCount;
  return { ...closed, clientCount, thinkNs: 0 };
}
