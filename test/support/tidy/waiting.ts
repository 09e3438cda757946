// Unit tests do not wait for time to pass: they use a manual clock, a fake, or shared memory.

import { codeOf, type Finding, findMatches, type SourceFile, uncommented } from './source-file.ts';

/** No unit test sets a timer or sleeps. */
export function unitTestsDoNotSleep(files: readonly SourceFile[]): Finding[] {
  const unit = files.filter(({ path }) => path.startsWith('test/unit/') && path.endsWith('.ts'));
  const what = 'a unit test waits (%)';
  const cure = 'use a manual clock or a fake, or move it to test/integration';
  return [
    ...findMatches(unit, /\bsetTimeout\b|\bsetInterval\b|\bsleep\(/g, { form: codeOf, what, cure }),
    ...findMatches(unit, /['"]node:timers\/promises['"]/g, { form: uncommented, what, cure }),
  ];
}
