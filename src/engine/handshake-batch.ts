// A few handshakes of one client on the calling thread, for micro-benchmarks: the hot path of a real
// load, without a pool and without operations.

import { FifobenchError } from '../errors.ts';
import { Coordination } from './coordination.ts';
import { errorName } from './fifo.ts';
import type { NativeTarget } from './native-addon.ts';
import { runBlock } from './run-block.ts';

const timeoutNs = 1_000_000_000;

/**
 * The time of that many handshakes together, in nanoseconds: from the making of the private FIFO until
 * the response is written, as a histogram of three digits knows it. `cpus`: where the client runs;
 * empty: anywhere. Throws FifobenchErrors of codes `native`, and `measurement-invalid` where a
 * handshake failed.
 */
export function timeHandshakes(
  target: NativeTarget,
  { handshakeCount, cpus }: { handshakeCount: number; cpus: readonly number[] },
): number {
  const { records, faultOperation, faultError } = runBlock(
    {
      ...{ targets: [target], cpus, threadIndex: 0, threadCount: 1, clientCount: 1 },
      ...{ operationCount: 0, payloadBytes: 0, thinkNs: 0, timeoutNs, race: false },
      ...{ warmupHandshakeCount: 0, warmupNs: 0, sliceHandshakeCount: 0 },
      ...{ discardHandshakeCount: 0, handshakeLimit: handshakeCount, durationNs: 0, seed: 1 },
    },
    new Coordination(1).memory,
  );
  if (faultOperation !== null) {
    throw new FifobenchError('native', `cannot ${faultOperation}: ${errorName(faultError)}`);
  }
  const [record] = records;
  if (record === undefined || record.established < handshakeCount) {
    const lost = handshakeCount - (record?.established ?? 0);
    throw new FifobenchError(
      'measurement-invalid',
      `${lost} of ${handshakeCount} handshakes failed`,
    );
  }
  const { valuesNs, counts } = record.histograms.service;
  return valuesNs.reduce((sum, valueNs, bar) => sum + valueNs * (counts[bar] ?? 0), 0);
}
