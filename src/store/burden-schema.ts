// What a built-in server carries, in the form of the file and back.

import { z } from 'zod';
import { type Burden, burdenOf } from '../model/burden.ts';

const timeNs = z.int().min(0);

/** The stored form. */
export const storedBurdenSchema = z.object({
  service: z
    .object({
      law: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('constant'), constantNs: timeNs }),
        z.object({ kind: z.literal('exponential'), meanNs: timeNs }),
        z.object({
          kind: z.literal('bimodal'),
          usualNs: timeNs,
          rareNs: timeNs,
          rareRatio: z.number().min(0).max(1),
        }),
      ]),
      kind: z.enum(['cpu', 'sleep']),
    })
    .optional()
    .describe('what each operation takes; left out: it is answered at once'),
  ballastBytes: z.int().min(0),
});

type StoredBurden = z.output<typeof storedBurdenSchema>;

/** The burden that a stored one stands for; `undefined` for none. */
export function fromStoredBurden(stored: StoredBurden | undefined): Burden | undefined {
  return stored && burdenOf(stored.service, stored.ballastBytes);
}
