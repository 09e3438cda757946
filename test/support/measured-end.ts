// How a measurement may end on a machine whose other work nobody controls: valid, or invalid for a
// cause that lies with the machine alone. Any other cause is a fault of fifobench or of its server.

import assert from 'node:assert/strict';
import type { Validity } from '../../src/model/run.ts';

/** Such causes, in the words of `validityCauses`: load that others make may bring about each. */
const causesOfTheMachine: readonly RegExp[] = [
  /: the generator used \d[\d.]* % of its \d+ core\(s\)/,
  /: the median of its blocks drifted from /,
];

/** Asserts that nothing but the machine speaks against a run, and returns whether it is valid. */
export function isValidHere({ valid, causes }: Validity): boolean {
  const others = causes.filter((cause) => !causesOfTheMachine.some((each) => each.test(cause)));
  assert.deepEqual(others, []);
  assert.equal(valid, causes.length === 0);
  return valid;
}

/** Asserts that a command that fails on invalid runs ended with 0, or with 4 for the machine. */
export function assertMeasured(
  { exitCode, stderr }: { readonly exitCode: number | null; readonly stderr: string },
  validity: Validity,
): void {
  assert.equal(exitCode, isValidHere(validity) ? 0 : 4, stderr);
}
