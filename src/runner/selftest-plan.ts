// The check `plan`: open load on two threads. As many handshakes as were planned must start, and
// they must take as long to come as the plan takes, not a moment.

import type { SelftestFindings } from '../model/selftest.ts';
import { constantArrivals, type SelftestBench } from './selftest-bench.ts';

const perSecond = 802;
const durationNs = 500_000_000;
const allowedRatio = 0.03;

/** Counts on both sides, and measures how long it took. */
export async function checkPlan(bench: SelftestBench): Promise<SelftestFindings> {
  const { block, counters } = await bench.measureOne({
    load: {
      ...{ clientCount: 100, threadCount: 2 },
      ...constantArrivals({ perSecond, durationNs }),
    },
    extent: { kind: 'duration', durationNs },
  });
  const { established, failed, unfinished } = block.handshakes;
  const plannedCount = Math.round((perSecond * durationNs) / 1e9);
  // From the first arrival to the last there is one space less than there are arrivals.
  const spanNs = ((plannedCount - 1) * 1e9) / perSecond;
  return {
    figures: [
      {
        ...{ kind: 'count', what: 'arrivals that started' },
        expectedCount: plannedCount,
        measuredCount: established + failed + unfinished,
      },
      {
        ...{ kind: 'count', what: 'arrivals dropped' },
        ...{ expectedCount: 0, measuredCount: block.open?.droppedCount ?? plannedCount },
      },
      {
        ...{ kind: 'count', what: 'response times recorded' },
        ...{ expectedCount: plannedCount, measuredCount: block.latencies.response.count },
      },
      {
        ...{ kind: 'count', what: 'sessions, by the server' },
        ...{ expectedCount: plannedCount, measuredCount: counters.established ?? 0 },
      },
      {
        ...{ kind: 'duration', what: 'from first to last', allowedRatio },
        ...{ expectedNs: spanNs, measuredNs: block.busyNs, leastNs: 0.99 * spanNs },
      },
    ],
    detail: null,
  };
}
