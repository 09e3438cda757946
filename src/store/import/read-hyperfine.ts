// Reads what `hyperfine --export-json` writes: a case a command, its times in seconds.

import { z } from 'zod';
import type { StoredImport } from '../imported-schema.ts';
import { type ImportFacts, importOf } from './imported-figures.ts';

const seconds = z.number().min(0);

const hyperfineSchema = z.object({
  results: z.array(
    z.object({
      command: z.string(),
      mean: seconds,
      median: seconds,
      min: seconds,
      user: seconds.optional(),
      system: seconds.optional(),
    }),
  ),
});

const figureNames = ['median', 'mean', 'min', 'user', 'system'] as const;

/**
 * The import that a parsed file holds. Throws an error that says what is missing where it is not of
 * this form.
 */
export function readHyperfine(value: unknown, facts: ImportFacts): StoredImport[] {
  const { results } = hyperfineSchema.parse(value);
  const byCase = results.map((result) => {
    const figures = figureNames.flatMap((metric) => {
      const time = result[metric];
      return time === undefined
        ? []
        : [{ metric, unit: 'ns', better: 'lower' as const, value: time * 1e9 }];
    });
    return [result.command, figures] as const;
  });
  return [importOf(new Map(byCase), facts, { source: 'hyperfine', scenario: 'hyperfine' })];
}
