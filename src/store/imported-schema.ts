// The form in which figures of other tools are kept beside the runs, version 1: no blocks and no
// histograms, since there are none, only values with their unit and direction.

import { z } from 'zod';

/** One import as it is stored. Unknown fields are passed over. */
export const importedSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal('imported'),
  source: z.string().describe('the tool or form that the figures came from'),
  startedAt: z.iso.datetime().describe('UTC'),
  commit: z.string().nullable(),
  scenario: z.string(),
  fingerprint: z.string().describe('what the user calls the machine'),
  cases: z.array(
    z.object({
      name: z.string(),
      server: z.string(),
      figures: z.array(
        z.object({
          metric: z.string().min(1),
          unit: z.string(),
          better: z.enum(['lower', 'higher']),
          value: z.number(),
        }),
      ),
    }),
  ),
});

/** An import in the form of its file. */
export type StoredImport = z.output<typeof importedSchema>;
