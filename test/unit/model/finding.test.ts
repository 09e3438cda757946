// Severities of findings in their order.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Finding, type Severity, worstSeverity } from '../../../src/model/finding.ts';

function findings(...severities: Severity[]): Finding[] {
  const rest = { id: 'id', subject: 'subject', found: 'found', reason: 'reason', cure: null };
  return severities.map((severity) => ({ ...rest, severity }));
}

const cases: readonly [claim: string, given: Severity[], worst: Severity][] = [
  ['nothing found is good', [], 'good'],
  ['a note is worse than good', ['good', 'note', 'good'], 'note'],
  ['a warning is worse than a note', ['warning', 'note'], 'warning'],
  ['a problem is the worst', ['good', 'problem', 'warning'], 'problem'],
];

for (const [claim, given, worst] of cases) {
  test(claim, () => assert.equal(worstSeverity(findings(...given)), worst));
}
