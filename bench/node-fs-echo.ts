// A partner in plain JavaScript: a worker thread that sends every message back through a second
// FIFO, and this side's ends of the two. The FIFOs lose their names as soon as both are open.

import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeFifo } from '../src/engine/fifo.ts';
import { pinThisThread } from '../src/engine/micro.ts';
import { availableCpus } from '../src/environment/available-cpus.ts';
import { FifobenchError } from '../src/errors.ts';
import type { MicroSetting } from '../src/model/micro-subject.ts';
import type { EchoRequest } from '../workers/messages.ts';

/** This side's ends, which block. */
export interface Echo {
  readonly readFd: number;
  readonly writeFd: number;
  /** Ends the partner and gives this thread its processors back. */
  readonly finish: () => Promise<void>;
}

/**
 * Starts the partner and puts both sides where the placement wants them. Throws FifobenchErrors of
 * codes `native` and `cpus`.
 */
export async function startEcho(
  { parentDirectory, placement }: MicroSetting,
  messageBytes: number,
): Promise<Echo> {
  const cpusBefore = availableCpus();
  const [there, back] = openFifos(parentDirectory);
  const workerData: EchoRequest = {
    ...{ readFd: there.readFd, writeFd: back.writeFd, messageBytes },
    cpus: placement.serverCpus,
  };
  const worker = new Worker(new URL('../workers/echo.js', import.meta.url), {
    workerData,
    // Not those of this process, which may make sense for its main module only.
    execArgv: [],
    // The worker closes descriptors that were opened here.
    trackUnmanagedFds: false,
  });
  const exited = once(worker, 'exit');
  const finish = async () => {
    pinThisThread(cpusBefore);
    closeSync(there.writeFd);
    closeSync(back.readFd);
    await exited;
  };
  try {
    await once(worker, 'message');
    if (placement.clientCpus.length > 0) {
      pinThisThread(placement.clientCpus);
    }
  } catch (error) {
    await finish();
    throw error;
  }
  return { readFd: back.readFd, writeFd: there.writeFd, finish };
}

interface FifoEnds {
  readonly readFd: number;
  readonly writeFd: number;
}

function openFifos(parentDirectory: string): [there: FifoEnds, back: FifoEnds] {
  const directory = mkdtempSync(join(parentDirectory, 'fifobench-micro-'));
  try {
    return [openFifo(join(directory, 'there')), openFifo(join(directory, 'back'))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** No open waits for the other side: the first does not block, and the others find it there. */
function openFifo(path: string): FifoEnds {
  const made = makeFifo(path);
  if (!made.ok) {
    throw new FifobenchError('native', `no FIFO can be made in ${path}: ${made.error}`);
  }
  const opener = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY);
  // Without a time stamp for each read, as the native batches have it.
  const readFd = openSync(path, constants.O_RDONLY | constants.O_NOATIME);
  closeSync(opener);
  return { readFd, writeFd };
}
