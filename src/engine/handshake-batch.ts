// A few handshakes of one client on the calling thread, for micro-benchmarks: the hot path of a
// real load, without a pool and without operations.

import { FifobenchError } from '../errors.ts';
import { Coordination } from './coordination.ts';
import { errorName } from './fifo.ts';
import type { NativeTarget } from './native-addon.ts';
import { runBlock } from './run-block.ts';

const timeoutNs = 1_000_000_000;

/** What became of a batch of handshakes. */
export interface HandshakeBatch {
  readonly establishedCount: number;
  readonly failedCount: number;
  /** Of those established, from the making of the private FIFO until the response is written. */
  readonly meanNs: number;
}

/**
 * Shakes hands so many times, one after the other. `cpus`: where the client runs; empty: anywhere.
 * Throws FifobenchErrors of codes `native`, and `measurement-invalid` where none was established.
 */
export function runHandshakes(
  target: NativeTarget,
  { handshakeCount, cpus }: { handshakeCount: number; cpus: readonly number[] },
): HandshakeBatch {
  const { records, faultOperation, faultError } = runBlock(
    {
      ...{ targets: [target], cpus, threadIndex: 0, threadCount: 1, clientCount: 1 },
      ...{ operationCount: 0, payloadBytes: 0, thinkNs: 0, timeoutNs, race: false },
      ...{ warmupHandshakeCount: 0, warmupNs: 0, sliceHandshakeCount: 0 },
      ...{ discardHandshakeCount: 0, handshakeLimit: handshakeCount, durationNs: 0 },
      ...{ recordedBeforeNs: 0, countsSystemCalls: false, seed: 1 },
    },
    new Coordination({ threadCount: 1, targetCount: 1 }).memory,
  );
  if (faultOperation !== null) {
    throw new FifobenchError('native', `cannot ${faultOperation}: ${errorName(faultError)}`);
  }
  const [record] = records;
  if (record === undefined || record.established === 0) {
    throw new FifobenchError('measurement-invalid', 'no handshake was established');
  }
  const { valuesNs, counts } = record.histograms.service;
  const sumNs = valuesNs.reduce((sum, valueNs, bar) => sum + valueNs * (counts[bar] ?? 0), 0);
  const { established: establishedCount, failed: failedCount } = record;
  return { establishedCount, failedCount, meanNs: sumNs / establishedCount };
}
