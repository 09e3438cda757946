// The threads that carry load, kept from block to block. Each takes one share of a block; all
// shares run at once, since the threads wait for each other at every turn.

import { Piscina } from 'piscina';
import type { BlockRequest, BlockResponse } from '../../workers/messages.ts';
import { Coordination } from '../engine/coordination.ts';
import { errorName } from '../engine/fifo.ts';
import type { NativeBlockPlan, NativeRecord } from '../engine/native-addon.ts';
import { FifobenchError } from '../errors.ts';
import { requireDescriptors } from './descriptor-need.ts';
import { splitEvenly } from './split.ts';

/** A block before it is shared out: the plan of one thread, with the clients of all. */
export type WholeBlockPlan = Omit<NativeBlockPlan, 'threadIndex'>;

/** What all threads recorded. */
export interface WholeBlockResult {
  /** For each target, in the order of the plan, the records of all threads. */
  readonly recordsByTarget: readonly (readonly NativeRecord[])[];
  readonly gaveUp: boolean;
}

/** A block under way. */
export interface BlockInProgress {
  readonly coordination: Coordination;
  readonly result: Promise<WholeBlockResult>;
}

/** A fixed number of worker threads. */
export class LoadPool {
  readonly #piscina: Piscina<BlockRequest, BlockResponse>;

  /** `threadCount`: the most that any block will ask for, 1 to 64. */
  constructor(threadCount: number) {
    this.#piscina = new Piscina<BlockRequest, BlockResponse>({
      filename: new URL('../../workers/load.js', import.meta.url).href,
      name: 'runBlock',
      minThreads: threadCount,
      maxThreads: threadCount,
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
    });
  }

  /**
   * Starts a block; its coordination shows how far it is, and can stop it. Throws a FifobenchError
   * of code `descriptors` where this process may not open files enough.
   */
  startBlock(plan: WholeBlockPlan): BlockInProgress {
    requireDescriptors(plan);
    const { threadCount, targets } = plan;
    const coordination = new Coordination({ threadCount, targetCount: targets.length });
    const result = this.#runShares(plan, coordination);
    // A thread in a native call cannot be ended: without the flag, leaving would wait for the
    // block.
    const stop = () => coordination.requestStop();
    process.once('exit', stop);
    const release = () => process.off('exit', stop);
    result.then(release, release);
    return { coordination, result };
  }

  async #runShares(plan: WholeBlockPlan, coordination: Coordination): Promise<WholeBlockResult> {
    const shares = splitEvenly({ total: plan.clientCount, partCount: plan.threadCount });
    const runs = shares.map(async (clientCount, threadIndex) => {
      const share = { ...plan, ...openShare(plan, threadIndex), clientCount, threadIndex };
      const request = { plan: share, memory: coordination.memory };
      try {
        return await this.#piscina.run(request);
      } catch (cause) {
        // The others would wait for this thread at the end of the turn.
        coordination.requestStop();
        throw new FifobenchError('worker', 'a load thread failed', { cause });
      }
    });
    const settled = await Promise.allSettled(runs);
    const results = settled.map((each) => {
      if (each.status === 'rejected') {
        throw each.reason;
      }
      return each.value;
    });
    results.forEach(refuseFault);
    return {
      recordsByTarget: plan.targets.map((_, target) =>
        results.flatMap(({ records }) => records[target] ?? []),
      ),
      gaveUp: results.some(({ gaveUp }) => gaveUp),
    };
  }

  /** Ends the threads; none may be running a block. */
  async close(): Promise<void> {
    await this.#piscina.destroy();
  }
}

/** Every n-th arrival for each of n threads, so that each carries the rate of every moment. */
function openShare({ open, threadCount }: WholeBlockPlan, threadIndex: number) {
  if (open === undefined) {
    return {};
  }
  const arrivalsNs = open.arrivalsNs.filter((_, index) => index % threadCount === threadIndex);
  return { open: { ...open, arrivalsNs } };
}

function refuseFault({ faultOperation, faultError }: BlockResponse): void {
  if (faultOperation === null) {
    return;
  }
  const error = errorName(faultError);
  const descriptorLimit = error === 'EMFILE' || error === 'ENFILE';
  throw new FifobenchError(
    descriptorLimit ? 'descriptors' : 'native',
    `cannot ${faultOperation}: ${error}`,
    { remedy: descriptorLimit ? 'raise the limit with ulimit -n' : null },
  );
}
