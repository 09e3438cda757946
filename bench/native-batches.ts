// How a subject declares that a native batch is all of it.

import { type MicroOperation, runMicroBatch } from '../src/engine/micro.ts';
import type { MicroSubject } from '../src/model/micro-subject.ts';

/** Size of the messages that the subjects pass, as in a handshake. */
export const payloadBytes = 64;

/** The `prepare` of a subject whose batches are native; there is nothing to be made ready. */
export function nativeBatches(operation: MicroOperation): MicroSubject['prepare'] {
  return async ({ parentDirectory, placement }) => {
    const [own, partner] = [placement.clientCpus[0], placement.serverCpus[0]];
    const cpus = own === undefined || partner === undefined ? null : { own, partner };
    return {
      run: (operationCount) =>
        runMicroBatch({ operation, operationCount, parentDirectory, payloadBytes, cpus }),
      finish: async () => [],
    };
  };
}
