// What a check-up found out about a server: probe by probe, what was seen, why, and what helps.

/**
 * What a probe came to. `ok`: as it should be; `refused`: a client was turned away at once; `lost`:
 * a client waited in vain; `corrupted`: a client got what was not meant for it; `hung`: nobody is
 * served any more; `server exits`: it ended although nobody asked it to; `leaks`: something of it
 * stays behind or gets out; `skipped`: the probe does not apply.
 */
export const probeOutcomes = [
  'ok',
  'refused',
  'lost',
  'corrupted',
  'hung',
  'server exits',
  'leaks',
  'skipped',
] as const;

/** One of them. */
export type ProbeOutcome = (typeof probeOutcomes)[number];

/** One probe of one server. */
export interface ProbeResult {
  /** As `--probe` names it. */
  readonly probe: string;
  readonly outcome: ProbeOutcome;
  /** Nothing has to be mended; true also where the probe was skipped. */
  readonly passed: boolean;
  /** What was done and seen, a sentence. */
  readonly observation: string;
  /** What in the server's code causes it, a sentence; `null` where it passed. */
  readonly explanation: string | null;
  /** How that is usually mended, a sentence; `null` where it passed. */
  readonly advice: string | null;
  readonly elapsedNs: number;
}

/** One server that was checked. */
export interface CheckedServer {
  readonly server: string;
  readonly profile: string;
  /** Why nobody could talk to it, as a rule that it did not start, a sentence; `null`: one can. */
  readonly startFault: string | null;
  /** In the order in which probes are listed; those of an interrupted check are missing. */
  readonly probes: readonly ProbeResult[];
}

/** The probes of a server that found something to mend. */
export function faultsOf({ probes }: CheckedServer): ProbeResult[] {
  return probes.filter(({ passed }) => !passed);
}

/** How many probes of a server were asked, passed and skipped. */
export function scoreOf({ probes }: CheckedServer) {
  const skippedCount = probes.filter(({ outcome }) => outcome === 'skipped').length;
  const askedCount = probes.length - skippedCount;
  const passedCount = probes.filter(({ passed }) => passed).length - skippedCount;
  return { askedCount, passedCount, skippedCount };
}
