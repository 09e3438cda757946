// What every report of a check-up says in the same words: how many probes passed, and what is to be
// mended, faults of one cause together.

import { type CheckedServer, faultsOf, type ProbeResult } from '../model/check-result.ts';
import { formatCounted } from './format-quantity.ts';

/** What is to be mended, and the probes that showed it. */
export interface Mending {
  readonly explanation: string;
  readonly advice: string;
  /** One or more, in the order of the list. */
  readonly faults: readonly ProbeResult[];
}

/** Faults by their cause, in the order in which they first show. */
export function mendingsOf(checked: CheckedServer): Mending[] {
  const mendings = new Map<string, Mending>();
  for (const fault of faultsOf(checked)) {
    const [explanation, advice] = [fault.explanation ?? '', fault.advice ?? ''];
    const faults = [...(mendings.get(explanation + advice)?.faults ?? []), fault];
    mendings.set(explanation + advice, { explanation, advice, faults });
  }
  return [...mendings.values()];
}

/** `text_upper: 12 of 17 probes passed, 1 was skipped.` */
export function scoreSentence(checked: CheckedServer): string {
  const { server, startFault } = checked;
  if (startFault !== null) {
    return `${server}: could not be checked.`;
  }
  const { askedCount, passedCount, skippedCount } = scoreOf(checked);
  const skipped = skippedCount === 0 ? '' : `, ${skippedCount} did not apply`;
  return `${server}: ${passedCount} of ${formatCounted(askedCount, 'probe')} passed${skipped}.`;
}

/** How many probes were asked, passed and skipped. */
export function scoreOf({ probes }: CheckedServer) {
  const skippedCount = probes.filter(({ outcome }) => outcome === 'skipped').length;
  const askedCount = probes.length - skippedCount;
  const passedCount = probes.filter(({ passed }) => passed).length - skippedCount;
  return { askedCount, passedCount, skippedCount };
}

/** The names of all probes that any of the servers was asked, in their order. */
export function probeNamesOf(checks: readonly CheckedServer[]): string[] {
  return [...new Set(checks.flatMap(({ probes }) => probes.map(({ probe }) => probe)))];
}

/** What a probe came to for a server; `undefined`: it was not asked. */
export function resultOf(checked: CheckedServer, probe: string): ProbeResult | undefined {
  return checked.probes.find((result) => result.probe === probe);
}
