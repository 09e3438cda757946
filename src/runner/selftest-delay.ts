// The check `delay`: a server that spins for a known time before it acknowledges takes longer by
// exactly that time, and takes it between the client's name and its acknowledgement.

import type { Block } from '../model/block.ts';
import type { DurationFigure, SelftestFindings } from '../model/selftest.ts';
import type { SelftestBench, SelftestMeasurement } from './selftest-bench.ts';

const delayNs = 1_000_000;
const serviceAllowedRatio = 0.02;
/** Of means, which a single handshake that had to wait lengthens. */
const phasesAllowedRatio = 0.05;
/** What the bars of a histogram can take from a value, and more. */
const barRatio = 0.002;
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
  const longer = (
    what: string,
    allowedRatio: number,
    pickNs: (block: Block) => number | null,
  ): DurationFigure => {
    const [promptNs, delayedNs] = [prompt, delayed].map((each) => figureNs(each, pickNs));
    const isKnown = typeof promptNs === 'number' && typeof delayedNs === 'number';
    const measuredNs = isKnown ? delayedNs - promptNs : null;
    // A server that spins for so long serves nobody sooner, whatever becomes of the prompt one.
    const leastNs = (1 - barRatio) * delayNs - (promptNs ?? 0);
    return { kind: 'duration', what, expectedNs: delayNs, measuredNs, allowedRatio, leastNs };
  };
  return {
    figures: [
      longer('service p50, longer by', serviceAllowedRatio, serviceP50Ns),
      longer('send to ack, longer by', phasesAllowedRatio, sendToAckNs),
    ],
    detail: {
      kind: 'delay',
      promptP50Ns: figureNs(prompt, serviceP50Ns) ?? 0,
      delayedP50Ns: figureNs(delayed, serviceP50Ns) ?? 0,
    },
  };
}

function figureNs(
  measurement: SelftestMeasurement | undefined,
  pickNs: (block: Block) => number | null,
): number | null {
  return measurement === undefined ? null : pickNs(measurement.block);
}

function serviceP50Ns({ latencies }: Block): number | null {
  return latencies.service.percentileNs(0.5);
}

/**
 * The mean time from the begin of the client's write to its having the acknowledgement. A server on
 * the same processor may run before that write has returned, so that its spinning is in the phase
 * `send`, or after it, in `ack`: the scheduler decides. It is always in the two together, and means
 * of phases add up where medians do not.
 */
function sendToAckNs({ latencies }: Block): number | null {
  const { send, ack } = latencies.phases;
  return send.meanNs === null || ack.meanNs === null ? null : send.meanNs + ack.meanNs;
}
