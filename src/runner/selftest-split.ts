// The check `split`: load that does not divide evenly among the threads. Every client must have its
// turn, and every handshake that was asked for must be there.

import type { SelftestFindings } from '../model/selftest.ts';
import type { SelftestBench } from './selftest-bench.ts';

const clientCount = 101;
const threadCount = 3;
/** Longer than the block: each client comes once, so that a missing client is a missing count. */
const thinkNs = 60_000_000_000;
const handshakeCount = 1_001;
/** The clients come in its first moment; as long as a thread may be kept from running. */
const durationNs = 1_000_000_000;

/** Counts clients, then handshakes. */
export async function checkSplit(bench: SelftestBench): Promise<SelftestFindings> {
  const once = await bench.measureOne({
    load: { clientCount, threadCount, thinkNs },
    extent: { kind: 'duration', durationNs },
  });
  const many = await bench.measureOne({
    load: { clientCount: 5, threadCount: 2 },
    extent: { kind: 'handshakes', handshakeCount },
  });
  return {
    figures: [
      {
        ...{ kind: 'count', what: '101 clients on 3 threads' },
        ...{ expectedCount: clientCount, measuredCount: once.block.handshakes.established },
      },
      {
        ...{ kind: 'count', what: 'the same, by the server' },
        ...{ expectedCount: clientCount, measuredCount: once.counters.established ?? 0 },
      },
      {
        ...{ kind: 'count', what: '1,001 handshakes on 2 threads' },
        ...{ expectedCount: handshakeCount, measuredCount: many.block.handshakes.established },
      },
      {
        ...{ kind: 'count', what: 'the same, by the server' },
        ...{ expectedCount: handshakeCount, measuredCount: many.counters.established ?? 0 },
      },
    ],
    detail: null,
  };
}
