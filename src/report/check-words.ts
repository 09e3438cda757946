// What every report of a check-up says in the same words: how many probes passed, and what is to be
// mended, faults of one cause together.

import { type CheckedServer, faultsOf, type ProbeResult, scoreOf } from '../model/check-result.ts';
import { formatCount, formatCounted } from './format-quantity.ts';
import { say, traced, type Words } from './prose.ts';

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

/**
 * `text_upper: 12 of 17 probes passed, 1 was skipped.` `place` is where the check stands in the
 * stored run, `checks[0]`; it is left out where nobody follows figures.
 */
export function scoreSentence(checked: CheckedServer, place = ''): Words {
  const { server, startFault } = checked;
  if (startFault !== null) {
    return `${server}: could not be checked.`;
  }
  const { askedCount, passedCount, skippedCount } = scoreOf(checked);
  const at = (name: string, shown: string) => traced(`${place}.score.${name}`, shown);
  const passed = at('passedCount', formatCount(passedCount));
  const asked = at('askedCount', formatCounted(askedCount, 'probe'));
  const skipped =
    skippedCount === 0 ? '' : say`, ${at('skippedCount', formatCount(skippedCount))} did not apply`;
  return say`${server}: ${passed} of ${asked} passed${skipped}.`;
}

/** The names of all probes that any of the servers was asked, in their order. */
export function probeNamesOf(checks: readonly CheckedServer[]): string[] {
  return [...new Set(checks.flatMap(({ probes }) => probes.map(({ probe }) => probe)))];
}

/** What a probe came to for a server; `undefined`: it was not asked. */
export function resultOf(checked: CheckedServer, probe: string): ProbeResult | undefined {
  return checked.probes.find((result) => result.probe === probe);
}
