// In the form of a stored run: how it was held against a baseline, and which files its server was
// started from.

import { z } from 'zod';

const text = z.string();

/** A file that the server was started from. */
export const storedProgramSchema = z
  .object({ name: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
  .describe('a file that the server was started from');

/** How the run was held against a baseline. */
export const storedGateSchema = z
  .object({
    baseline: text,
    baselineStartedAt: z.iso.datetime(),
    way: z.enum(['interleaved', 'stored']),
    isSameProgram: z.boolean(),
    missing: z.array(text).describe('groups of the baseline that were not measured'),
    forced: z.array(text).describe('facts of the machine that differ from the baseline'),
  })
  .describe('how the run was held against a baseline');
