// The check `plan`: open load on two threads. As many handshakes as were planned must start, spread
// over the time of the plan: in that time, and each when the server is done with the one before.

import type { SelftestFindings } from '../model/selftest.ts';
import { constantArrivals, type SelftestBench } from './selftest-bench.ts';

const perSecond = 242;
const durationNs = 500_000_000;
/** Half the space between two arrivals, so that any two that come together meet. */
const ackDelayNs = 2_000_000;
const spanAllowedRatio = 0.03;
/** A late first arrival shortens the span; all in one burst are served within half of it. */
const spanLeastRatio = 0.75;
/** A client that sleeps until its time begins some tens of µs late; to meet another costs 2 ms. */
const meetingAllowedRatio = 0.1;

/** Counts on both sides, and measures how long it took. */
export async function checkPlan(bench: SelftestBench): Promise<SelftestFindings> {
  const { block, counters } = await bench.measureOne({
    behaviour: { ackDelayNs },
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
  // By as much as any began too late, the first one may have.
  const certainNs = Math.max(0, spanNs - (block.latencies.lag.maxNs ?? 0));
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
        ...{ kind: 'duration', what: 'response p50, as service', leastNs: 0 },
        expectedNs: block.latencies.service.percentileNs(0.5) ?? 0,
        measuredNs: block.latencies.response.percentileNs(0.5),
        allowedRatio: meetingAllowedRatio,
      },
      {
        ...{ kind: 'duration', what: 'from first to last', allowedRatio: spanAllowedRatio },
        ...{ expectedNs: spanNs, measuredNs: block.busyNs },
        leastNs: Math.min(spanLeastRatio * spanNs, certainNs),
      },
    ],
    detail: null,
  };
}
