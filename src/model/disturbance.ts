// Whether other work disturbed a stretch of measuring, judged by what the kernel counted and never
// by the figures that were measured: a slow server must not look like a busy machine.

/** What the kernel had counted at one moment; a difference of two says what went on between. */
export interface SentinelReading {
  /** Monotonic clock. */
  readonly atNs: number;
  /** Processors that are online. */
  readonly cpuCount: number;
  /** Time of all processors that was neither idle nor stolen. */
  readonly busyNs: number;
  /** Time for which the host let something else run although work was waiting. */
  readonly stealNs: number;
  /** Time of this process and all its descendants, as far as they live or were waited for. */
  readonly ownBusyNs: number;
  readonly contextSwitchCount: number;
  readonly forkCount: number;
  /** Time during which some task waited for a processor; `null` where the kernel does not say. */
  readonly pressureNs: number | null;
  /** Time for which the main thread waited for a processor; `null` likewise. */
  readonly queueWaitNs: number | null;
}

/** What can disturb a measurement. */
export type DisturbanceCause = 'steal' | 'other work';

/** What went on between two readings. */
export interface Disturbance {
  readonly elapsedNs: number;
  /** Stolen time as a share of the time that this machine wanted to run, 0 to 1. */
  readonly stealRatio: number;
  /** Processors that others kept busy, on average: 0.5 is half of one. */
  readonly otherCoreCount: number;
  /** Share of the time during which some task waited for a processor; our own count too. */
  readonly pressureRatio: number | null;
  /** Share of the time for which the main thread waited for a processor. */
  readonly queueWaitRatio: number | null;
  /** On the whole machine, our own included. */
  readonly contextSwitchesPerSecond: number;
  readonly forksPerSecond: number;
  /** Steal or others' work passed a limit. */
  readonly isDisturbed: boolean;
  /** What passed its limit; empty where nothing did. */
  readonly causes: readonly DisturbanceCause[];
}

/**
 * The limits. Pressure, switches and forks have none, because the load itself makes them: a pinned
 * server and its clients wait for each other, and a forking server forks.
 */
export const disturbanceLimits = {
  stealRatio: 0.05,
  otherCoreCount: 0.15,
  /** Counters advance in ticks of 10 ms, several of them enter: less than this is no evidence. */
  evidenceNs: 50_000_000,
} as const;

/** Compares two readings, the earlier first. Without time between them nothing is disturbed. */
export function disturbanceOf(before: SentinelReading, after: SentinelReading): Disturbance {
  const elapsedNs = after.atNs - before.atNs;
  const busyNs = gained(before.busyNs, after.busyNs);
  const stealNs = gained(before.stealNs, after.stealNs);
  const otherNs = Math.max(0, busyNs - gained(before.ownBusyNs, after.ownBusyNs));
  const stealRatio = shareOf(stealNs, stealNs + busyNs);
  const otherCoreCount = shareOf(otherNs, elapsedNs);
  const { evidenceNs } = disturbanceLimits;
  const causes: DisturbanceCause[] = [];
  if (stealRatio > disturbanceLimits.stealRatio && stealNs >= evidenceNs) {
    causes.push('steal');
  }
  if (otherCoreCount > disturbanceLimits.otherCoreCount && otherNs >= evidenceNs) {
    causes.push('other work');
  }
  const perSecond = (count: number): number => shareOf(count * 1e9, elapsedNs);
  return {
    elapsedNs,
    stealRatio,
    otherCoreCount,
    pressureRatio: shareGained(before.pressureNs, after.pressureNs, { elapsedNs }),
    queueWaitRatio: shareGained(before.queueWaitNs, after.queueWaitNs, { elapsedNs }),
    contextSwitchesPerSecond: perSecond(
      gained(before.contextSwitchCount, after.contextSwitchCount),
    ),
    forksPerSecond: perSecond(gained(before.forkCount, after.forkCount)),
    isDisturbed: causes.length > 0,
    causes,
  };
}

/** Counters of a kernel can step back, as steal does after a migration: that counts as nothing. */
function gained(before: number, after: number): number {
  return Math.max(0, after - before);
}

function shareGained(
  before: number | null,
  after: number | null,
  { elapsedNs }: { elapsedNs: number },
): number | null {
  return before === null || after === null ? null : shareOf(gained(before, after), elapsedNs);
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
