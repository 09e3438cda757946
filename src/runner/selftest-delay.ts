// The check `delay`: a server that spins for a known time before it acknowledges takes longer by
// exactly that time, and takes it in the phase in which it spins.

import type { Block } from '../model/block.ts';
import type { DurationFigure, SelftestFindings } from '../model/selftest.ts';
import type { LatencyHistogram } from '../stats/latency-histogram.ts';
import type { SelftestBench } from './selftest-bench.ts';

const delayNs = 1_000_000;
const serviceAllowedRatio = 0.02;
/** Whether the switch to the server falls into `connect` or into `ack` is up to the scheduler. */
const phaseAllowedRatio = 0.05;
/**
 * Between two sessions, so that each finds the server at rest: to one that has just spun, the
 * scheduler owes nothing, and a client that comes at once would wait for the well-known pipe.
 */
const thinkNs = 300_000;

/** Measures the delayed server and a prompt one in alternating slices. */
export async function checkDelay(bench: SelftestBench): Promise<SelftestFindings> {
  const [prompt, delayed] = await bench.measure({
    behaviours: [{}, { ackDelayNs: delayNs }],
    load: { thinkNs },
    extent: { kind: 'handshakes', handshakeCount: bench.isQuick ? 300 : 1_000 },
  });
  const medianNs = (block: Block | undefined, pick: (block: Block) => LatencyHistogram) =>
    block === undefined ? null : pick(block).percentileNs(0.5);
  const longer = (
    what: string,
    allowedRatio: number,
    pick: (block: Block) => LatencyHistogram,
  ): DurationFigure => {
    const [promptNs, delayedNs] = [prompt, delayed].map((each) => medianNs(each?.block, pick));
    const isKnown = typeof promptNs === 'number' && typeof delayedNs === 'number';
    const measuredNs = isKnown ? delayedNs - promptNs : null;
    return { kind: 'duration', what, expectedNs: delayNs, measuredNs, allowedRatio, leastNs: 0 };
  };
  const service = ({ latencies }: Block) => latencies.service;
  return {
    figures: [
      longer('service p50, longer by', serviceAllowedRatio, service),
      longer('of it in the phase ack', phaseAllowedRatio, ({ latencies }) => latencies.phases.ack),
    ],
    detail: {
      kind: 'delay',
      promptP50Ns: medianNs(prompt?.block, service) ?? 0,
      delayedP50Ns: medianNs(delayed?.block, service) ?? 0,
    },
  };
}
