// Measures for a few seconds what disturbs this machine while nothing is measured: the sentinels
// over the whole time, and in short slices a spinning loop on each processor in turn.

import { setImmediate } from 'node:timers/promises';
import { disturbanceOf } from '../model/disturbance.ts';
import type { NoiseFacts, StallFacts } from '../model/machine.ts';
import { readSentinels } from './noise-sentinels.ts';
import { addStalls, calibrateSpin, pinMainThread, watchProcessor } from './processor-stalls.ts';

const sliceNsMin = 20_000_000;
const sliceNsMax = 100_000_000;

/** How the noise is measured. */
export interface NoiseOptions {
  /** Processors to look at, at least one. */
  readonly cpus: readonly number[];
  /** Time to spend; every processor gets at least one slice of 20 ms in any case. */
  readonly durationNs: number;
  /** Ends the measurement after the present slice. */
  readonly signal: AbortSignal;
  /** Called after each slice with the share of the time that is over, 0 to 1. */
  readonly onProgress: (doneRatio: number) => void;
}

/** Measures the noise. The main thread is busy meanwhile, and afterwards where it was before. */
export async function measureNoise(options: NoiseOptions): Promise<NoiseFacts> {
  const { cpus } = options;
  const nowNs = () => performance.now() * 1e6;
  const turnCount = calibrateSpin(nowNs);
  const isPinned = pinMainThread([cpus[0] ?? 0]);
  const places = isPinned ? cpus : [null];
  const before = readSentinels();
  try {
    const stalls = await watchInTurn(options, { places, nowNs, turnCount });
    return { disturbance: disturbanceOf(before, readSentinels()), stalls };
  } finally {
    if (isPinned) {
      pinMainThread(cpus);
    }
  }
}

interface Watch {
  readonly places: readonly (number | null)[];
  readonly nowNs: () => number;
  readonly turnCount: number;
}

async function watchInTurn(
  { durationNs, signal, onProgress }: NoiseOptions,
  { places, nowNs, turnCount }: Watch,
): Promise<StallFacts[]> {
  const sliceNs = Math.min(sliceNsMax, Math.max(sliceNsMin, durationNs / places.length));
  const stalls = new Map<number | null, StallFacts>();
  const startedNs = nowNs();
  for (let slice = 0; !signal.aborted; slice += 1) {
    const doneRatio = (nowNs() - startedNs) / durationNs;
    if (slice >= places.length && doneRatio >= 1) {
      break;
    }
    const cpu = places[slice % places.length] ?? null;
    if (cpu === null || pinMainThread([cpu])) {
      const seen = watchProcessor(nowNs, { cpu, durationNs: sliceNs, turnCount });
      const earlier = stalls.get(cpu);
      stalls.set(cpu, earlier === undefined ? seen : addStalls(earlier, seen));
    }
    onProgress(Math.min(1, doneRatio));
    await setImmediate();
  }
  return [...stalls.values()];
}
