// The form of a load in a stored run.

import { z } from 'zod';

const count = z.int().min(0);
const nanoseconds = z.int().min(0);

const openLoad = z
  .object({
    stages: z.array(
      z.object({
        startNs: nanoseconds,
        endNs: nanoseconds,
        startPerSecond: z.number().min(0),
        endPerSecond: z.number().min(0),
      }),
    ),
    spacing: z.enum(['constant', 'poisson']),
    onOverload: z.enum(['queue', 'drop']),
  })
  .describe('handshakes start when a plan says so; absent: each client starts when it is ready');

/** What the clients of a case do. */
export const storedLoadSchema = z.object({
  open: openLoad.optional(),
  clientCount: z.int().min(1),
  threadCount: z.int().min(1),
  operationCount: count,
  payloadBytes: count,
  thinkNs: nanoseconds,
  timeoutNs: nanoseconds,
  admission: z.enum(['gate', 'race']),
});
