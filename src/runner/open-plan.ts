// Open load from its stages to the plan that the engine follows, and from the outcome back to the
// figures that say whether the plan was kept.

import type { NativeOpenPlan } from '../engine/native-addon.ts';
import type { Block } from '../model/block.ts';
import type { Extent, Load, OpenLoad } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import type { OpenModelFigures } from '../model/validity-causes.ts';
import { planArrivals } from '../stats/arrival-plan.ts';

/** More arrivals than this in one run are refused; they would fill 80 MB. */
export const mostArrivalCount = 10_000_000;

/** A timer alone wakes up to 0.1 ms late; the rest is spun away. */
const spinNs = 60_000;

/** The duration of open load: the end of its last stage. */
export function openDurationNs({ stages }: OpenLoad): number {
  return stages.at(-1)?.endNs ?? 0;
}

/** How long a load goes on: open load as long as its plan, any other as was asked. */
export function extentOfLoad({ open }: Pick<Load, 'open'>, asked: Extent): Extent {
  return open === undefined ? asked : { kind: 'duration', durationNs: openDurationNs(open) };
}

/**
 * The plan for the engine, or `null` for closed load. Where server and clients share processors the
 * generator sleeps instead of spinning, since it would spin away the server's time.
 */
export function openPlan(
  load: Load,
  { placement, seed }: { placement: Placement; seed: number },
): NativeOpenPlan | null {
  if (load.open === undefined) {
    return null;
  }
  const { stages, spacing, onOverload } = load.open;
  const { serverCpus, clientCpus } = placement;
  const isShared = clientCpus.length > 0 && clientCpus.every((cpu) => serverCpus.includes(cpu));
  return {
    arrivalsNs: planArrivals({ stages, spacing, seed, mostCount: mostArrivalCount }),
    dropOnOverload: onOverload === 'drop',
    spinNs: isShared ? 0 : spinNs,
    drainNs: load.timeoutNs,
  };
}

/** How the plan was kept, from the one block of an open run; `null` for closed load. */
export function openFigures({ open, busyNs, handshakes, latencies }: Block) {
  if (open === undefined) {
    return null;
  }
  const { established, failed, unfinished } = handshakes;
  const completedPerSecond = busyNs === 0 ? 0 : (established * 1e9) / busyNs;
  const overtimeNs = Math.max(0, busyNs - open.durationNs);
  // What was due but not done when the plan ended, less what a server that keeps up has in hand.
  const backlogCount = unfinished + (overtimeNs * completedPerSecond) / 1e9;
  const inHandNs = latencies.service.percentileNs(0.99) ?? latencies.service.maxNs ?? 0;
  const inHandCount = 10 + (2 * inHandNs * completedPerSecond) / 1e9;
  const excessCount = Math.max(0, backlogCount - inHandCount);
  const figures: OpenModelFigures = {
    plannedCount: open.plannedCount,
    sentCount: established + failed,
    lagP99Ns: latencies.lag.percentileNs(0.99),
    responseP50Ns: latencies.response.percentileNs(0.5),
    backlogSlopePerSecond: open.durationNs === 0 ? null : (excessCount * 1e9) / open.durationNs,
    durationNs: open.durationNs,
  };
  return figures;
}

/**
 * Overload in words, `null` where the server kept up. With more offered than is completed, a wait
 * grows by the share that is not completed: 1 - completed / offered, in seconds each second.
 */
export function overloadNote(block: Block): string | null {
  const figures = openFigures(block);
  if (figures === null || block.open === undefined) {
    return null;
  }
  const { droppedCount, plannedCount, durationNs } = block.open;
  const completedPerSecond = Math.round((block.handshakes.established * 1e9) / block.busyNs);
  const offeredPerSecond = Math.round((plannedCount * 1e9) / durationNs);
  if (droppedCount > 0) {
    return (
      `${droppedCount} of ${plannedCount} arrivals found no free client and were dropped ` +
      `(${offeredPerSecond}/s offered, ${completedPerSecond}/s completed)`
    );
  }
  if ((figures.backlogSlopePerSecond ?? 0) <= 0 || completedPerSecond >= offeredPerSecond) {
    return null;
  }
  const growthMs = Math.round(1_000 * (1 - completedPerSecond / offeredPerSecond));
  return (
    `offered ${offeredPerSecond}/s exceeds capacity ${completedPerSecond}/s; ` +
    `response grows by ${growthMs} ms each second`
  );
}
