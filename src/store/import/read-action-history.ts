// Reads what github-action-benchmark keeps, as its data.js or as JSON, and the lists that it takes
// in: a scenario a suite, an import a commit.

import { z } from 'zod';
import type { StoredImport } from '../imported-schema.ts';
import { type ImportFacts, importOf, shortCommit } from './imported-figures.ts';

const benchesSchema = z.array(
  z.object({
    name: z.string(),
    // Some tools write numbers as texts.
    value: z.union([
      z.number(),
      z
        .string()
        .regex(/^-?[\d.]+(?:e[+-]?\d+)?$/i)
        .transform(Number),
    ]),
    unit: z.string().optional(),
  }),
);

/** Both lists as `fifobench report` prints them. */
const listsSchema = z.object({
  customSmallerIsBetter: benchesSchema,
  customBiggerIsBetter: benchesSchema,
});

const historySchema = z.object({
  entries: z.record(
    z.string(),
    z.array(
      z.object({
        commit: z.object({ id: z.string() }),
        date: z.number(),
        tool: z.string(),
        benches: benchesSchema,
      }),
    ),
  ),
});

/** The action's tools of which a larger value is the better one. */
const biggerIsBetter = new Set(['customBiggerIsBetter', 'benchmarkjs', 'pytest']);

/**
 * The imports that a parsed file holds: a history, both lists of `report`, or one list, whose
 * direction `facts` says. Throws an error that says what is missing where it is none of them.
 */
export function readActionHistory(value: unknown, facts: ImportFacts): StoredImport[] {
  if (Array.isArray(value)) {
    return [importOfBenches(benchesSchema.parse(value), { facts, suite: 'Benchmark' })];
  }
  const lists = listsSchema.safeParse(value);
  if (lists.success) {
    return (['lower', 'higher'] as const).map((better) => {
      const benches = lists.data[`custom${better === 'lower' ? 'Smaller' : 'Bigger'}IsBetter`];
      return importOfBenches(benches, { facts: { ...facts, better }, suite: 'Benchmark' });
    });
  }
  const { entries } = historySchema.parse(value);
  return Object.entries(entries).flatMap(([suite, commits]) =>
    commits.map(({ commit, date, tool, benches }) => {
      const own: ImportFacts = {
        ...facts,
        startedAt: new Date(date).toISOString(),
        commit: shortCommit(commit.id),
        better: biggerIsBetter.has(tool) ? 'higher' : 'lower',
      };
      return importOfBenches(benches, { facts: own, suite });
    }),
  );
}

/** The JSON in a data.js, or the text as it is. */
export function actionHistoryJson(text: string): string {
  return text.replace(/^\s*window\.BENCHMARK_DATA\s*=\s*/, '').replace(/;\s*$/, '');
}

function importOfBenches(
  benches: z.output<typeof benchesSchema>,
  { facts, suite }: { facts: ImportFacts; suite: string },
): StoredImport {
  const byCase = benches.map(({ name, value, unit = '' }) => {
    return [name, [{ metric: 'value', unit, better: facts.better, value }]] as const;
  });
  return importOf(new Map(byCase), facts, { source: 'github-action-benchmark', scenario: suite });
}
