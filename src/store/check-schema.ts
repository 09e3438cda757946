// The form of a check-up in a stored run, and the way there; the way back needs no change.

import { z } from 'zod';
import { type CheckedServer, probeOutcomes, scoreOf } from '../model/check-result.ts';

const text = z.string();
const count = z.int().min(0);

/** One server that was checked. */
export const storedCheckSchema = z
  .object({
    server: text,
    profile: text,
    startFault: text.nullable().describe('why it did not even start; then there are no probes'),
    score: z
      .object({ askedCount: count, passedCount: count, skippedCount: count })
      .exactOptional()
      .describe('of the probes; those that do not apply are skipped and not asked'),
    probes: z.array(
      z.object({
        probe: text,
        outcome: z.enum(probeOutcomes),
        passed: z.boolean().describe('nothing has to be mended; true also where it was skipped'),
        observation: text,
        explanation: text.nullable(),
        advice: text.nullable(),
        elapsedNs: z.int().min(0),
      }),
    ),
  })
  .meta({ id: 'check' });

/** A check-up in the form of its file. */
export type StoredCheck = z.output<typeof storedCheckSchema>;

/** The check-up in the form of its file. */
export function toStoredCheck(checked: CheckedServer): StoredCheck {
  const { probes, ...same } = checked;
  return { ...same, score: scoreOf(checked), probes: probes.map((probe) => ({ ...probe })) };
}
