// What a test finds must not depend on the day: examples of properties come from a fixed seed.

import { type Finding, findMatches, type SourceFile, uncommented } from './source-file.ts';

/** Only test/support/property.ts names the library that draws examples. */
export function examplesAreTheSameEveryDay(files: readonly SourceFile[]): Finding[] {
  const others = files.filter(
    ({ path }) => path.endsWith('.test.ts') && path !== 'test/unit/tidy-rules.test.ts',
  );
  const what = 'a test draws other examples in every run';
  const cure = 'import { fc } from test/support/property.ts, which has a seed';
  return findMatches(others, /['"]fast-check['"]/g, { form: uncommented, what, cure });
}
