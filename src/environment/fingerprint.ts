// A short name for everything about a machine that makes results comparable. Another fingerprint is
// another series: results are never compared across two of them without saying so.

import { createHash } from 'node:crypto';
import type { Environment } from '../model/run.ts';

/** The facts that enter, in the order in which they are hashed; never reorder, only append. */
const fingerprintFields = [
  'cpuModel',
  'coreCount',
  'kernel',
  'governor',
  'mitigations',
  'hypervisor',
  'libc',
  'node',
  'fileSystem',
  'pipeMaxBytes',
] as const satisfies readonly (keyof Environment)[];

/** The part of an environment that its fingerprint covers. */
export type FingerprintedFacts = Pick<Environment, (typeof fingerprintFields)[number]>;

/** A machine of which figures are stored, and the one at hand. */
export interface TwoMachines {
  readonly earlier: FingerprintedFacts;
  readonly now: FingerprintedFacts;
}

/**
 * The facts for which the figures of two machines cannot be compared, in words: `kernel (6.1.0
 * then, 6.2.0 now)`; none where their fingerprints are equal.
 */
export function differingFacts({ earlier, now }: TwoMachines): string[] {
  const said = (fact: string | number | null): string => (fact === null ? 'unknown' : `${fact}`);
  return fingerprintFields
    .filter((name) => earlier[name] !== now[name])
    .map((name) => `${name} (${said(earlier[name])} then, ${said(now[name])} now)`);
}

/**
 * The first 12 hexadecimal digits of the SHA-256 of the facts as a JSON list of name and value.
 * Facts that do not enter, such as the size of the memory, change nothing; an unknown fact is
 * `null` and differs from any known one.
 */
export function fingerprintOf(facts: FingerprintedFacts): string {
  const canonical = JSON.stringify(fingerprintFields.map((name) => [name, facts[name]]));
  return createHash('sha256').update(canonical).digest('hex').slice(0, 12);
}
