// The check `refusal`: a server that refuses every seventh client. Each refusal must be counted as
// a failure of its kind, and no other handshake with it.

import type { CountFigure, SelftestFindings } from '../model/selftest.ts';
import type { SelftestBench } from './selftest-bench.ts';

const refuseEveryCount = 7;

/** Counts on both sides. */
export async function checkRefusal(bench: SelftestBench): Promise<SelftestFindings> {
  const handshakeCount = bench.isQuick ? 500 : 5_000;
  const { block, counters } = await bench.measureOne({
    behaviour: { refuseEveryCount },
    load: { clientCount: 10, threadCount: 2 },
    extent: { kind: 'handshakes', handshakeCount },
  });
  const refusedCount = Math.floor(handshakeCount / refuseEveryCount);
  const servedCount = handshakeCount - refusedCount;
  const { handshakes, failures, latencies } = block;
  const refusals = failures.find(({ phase, cause }) => phase === 'ack' && cause === 'refused');
  const count = (what: string, expectedCount: number, measuredCount: number): CountFigure => ({
    ...{ kind: 'count', what, expectedCount, measuredCount },
  });
  return {
    figures: [
      count('handshakes failed', refusedCount, handshakes.failed),
      count('of them refused before ack', refusedCount, refusals?.count ?? 0),
      count('refusals, by the server', refusedCount, counters.refused ?? 0),
      count('handshakes established', servedCount, handshakes.established),
      count('response times recorded', servedCount, latencies.response.count),
      count('sessions, by the server', servedCount, counters.established ?? 0),
    ],
    detail: null,
  };
}
