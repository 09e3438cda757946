// The form of a micro-benchmark's figure in a stored run, and the way there and back.

import { z } from 'zod';
import type { MicroFigure } from '../model/micro-result.ts';

const count = z.int().min(0);
const nanoseconds = z.number().min(0);
const cpus = z.array(count);

/** One subject at one placement. */
export const storedMicroSchema = z
  .object({
    subject: z.string(),
    unit: z.string(),
    placement: z.object({
      name: z.enum(['same core', 'cross core', 'unpinned', 'custom']),
      serverCpus: cpus,
      clientCpus: cpus,
    }),
    operations: z.int().min(1).describe('operations of a batch'),
    batches: z.int().min(1).describe('samples: the mean of a batch each'),
    operationNs: z
      .object({
        mean: nanoseconds,
        min: nanoseconds,
        max: nanoseconds,
        p50: nanoseconds.nullable(),
        p99: nanoseconds.nullable(),
      })
      .describe('over the batches; null: fewer than 10 batches lie beyond it'),
    marginRatio: z.number().min(0).describe('95 % confidence of the mean, as a share of it'),
    against: z.string().nullable().describe('the subject that it is held against'),
  })
  .meta({ id: 'micro' });

/** A figure in the form of its file. */
export type StoredMicro = z.output<typeof storedMicroSchema>;

/** The figure in the form of its file. */
export function toStoredMicro({
  operationCount,
  batchCount,
  placement,
  ...same
}: MicroFigure): StoredMicro {
  const { name, serverCpus, clientCpus } = placement;
  return {
    ...same,
    placement: { name, serverCpus: [...serverCpus], clientCpus: [...clientCpus] },
    operations: operationCount,
    batches: batchCount,
  };
}

/** The figure that a stored one stands for. */
export function fromStoredMicro({ operations, batches, ...same }: StoredMicro): MicroFigure {
  return { ...same, operationCount: operations, batchCount: batches };
}
