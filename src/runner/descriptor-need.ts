// How many files the clients of a block have open at once, and whether this process may open as
// many. Told before the block: a client that runs out of them would fail like one of a bad server.

import { raiseDescriptorLimit } from '../engine/fifo.ts';
import type { NativeBlockPlan } from '../engine/native-addon.ts';
import { FifobenchError } from '../errors.ts';

/** What a thread has open besides: epoll, wake-up, directories and news of each server. */
const perThreadCount = 16;

/** What the program has open besides: its own files, threads and wardens. */
const ofProgramCount = 128;

/** The part of a block's plan that decides it. */
export type DescriptorPlan = Pick<
  NativeBlockPlan,
  'clientCount' | 'threadCount' | 'operationCount' | 'race' | 'targets'
>;

/** Open files of a block. */
export interface DescriptorNeed {
  /** That the block takes for certain. */
  readonly leastCount: number;
  /** That it may take, if every client is served at once. */
  readonly mostCount: number;
}

/** What a block takes. Clients that wait for the gate have no file open. */
export function descriptorNeed(plan: DescriptorPlan): DescriptorNeed {
  const basis = ofProgramCount + plan.threadCount * perThreadCount;
  const needs = plan.targets.map(({ forks, profile }) => {
    const ofClientCount = profile.up === 'fifo' ? 3 : 2;
    const isGated = !plan.race && profile.gate !== 'none';
    // One client a thread is at the gate, and one may be leaving.
    const leastCount = (isGated ? 2 * plan.threadCount : plan.clientCount) * ofClientCount;
    const mayOverlap = forks || profile.gate !== 'until-unlinked';
    const most = mayOverlap && plan.operationCount > 0 ? plan.clientCount * ofClientCount : 0;
    return { leastCount, mostCount: Math.max(leastCount, most) };
  });
  return {
    leastCount: basis + Math.max(0, ...needs.map(({ leastCount }) => leastCount)),
    mostCount: basis + Math.max(0, ...needs.map(({ mostCount }) => mostCount)),
  };
}

/**
 * Raises the limit of open files as far as the block may need it and this process is allowed to.
 * Throws a FifobenchError of code `descriptors` where that is less than what it needs for certain.
 */
export function requireDescriptors(
  plan: DescriptorPlan,
  raise: (wantedCount: number) => number = raiseDescriptorLimit,
): void {
  const { leastCount, mostCount } = descriptorNeed(plan);
  const limitCount = raise(mostCount);
  if (limitCount < leastCount) {
    throw new FifobenchError(
      'descriptors',
      `${plan.clientCount} clients take ${leastCount} open files, and ${limitCount} are allowed`,
      { remedy: `raise the limit with ulimit -n ${leastCount}, or load fewer clients` },
    );
  }
}
