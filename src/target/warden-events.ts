// What a warden says, line by line, checked before it is believed. The warden is the small native
// program that starts a server, owns its directory and never leaves anything of it behind.

import { z } from 'zod';

const usageSchema = z.object({
  userNs: z.number(),
  systemNs: z.number(),
  voluntarySwitches: z.number(),
  involuntarySwitches: z.number(),
  minorFaults: z.number(),
  // Reads and writes; -1 where the kernel does not tell.
  ioCalls: z.number(),
  // -1 where they were not counted.
  systemCalls: z.number(),
});

/** The name of what ended the server, such as `SIGKILL`; `null`: it exited. */
const signalSchema = z.string().nullable();

const barsSchema = z.array(z.tuple([z.number(), z.number()]));

/** What a built-in server hands over at its end. */
const statsSchema = z.object({
  counters: z.record(z.string(), z.number()),
  forkNs: barsSchema.optional(),
  forkToChildNs: barsSchema.optional(),
});

const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('started'), pid: z.number(), dir: z.string() }),
  // Read while the server lives: CPU time is exact only as a total.
  z.object({
    event: z.literal('ready'),
    usage: usageSchema.extend({ totalNs: z.number(), openFiles: z.number() }),
  }),
  z.object({
    event: z.literal('start-failed'),
    cause: z.string(),
    logTail: z.string().optional(),
  }),
  // By CLOCK_MONOTONIC: from when until when the server was stopped.
  z.object({ event: z.literal('paused'), sinceNs: z.number(), untilNs: z.number() }),
  z.object({
    event: z.literal('exited'),
    status: z.number().nullable(),
    signal: signalSchema,
    cause: z.string().optional(),
  }),
  z.object({
    event: z.literal('stopped'),
    status: z.number().nullable(),
    signal: signalSchema,
    forced: z.boolean(),
    wkpRemoved: z.boolean(),
    zombies: z.number(),
    leftoverProcesses: z.number(),
    // Of the server alone, just before it was asked to end; 0: it had ended already.
    openFiles: z.number(),
    liveChildren: z.number(),
    usage: usageSchema,
    stats: statsSchema.nullable(),
    logTail: z.string(),
  }),
]);

/** Resources of a server, from its start: CPU time in ns, counts of switches, faults and calls. */
export type ServerUsage = z.infer<typeof usageSchema>;

/** The same while it still runs. */
export type LiveUsage = ServerUsage & { readonly totalNs: number; readonly openFiles: number };

/** Counters and histograms of a built-in server. */
export type ServerStats = z.infer<typeof statsSchema>;

/** One line of a warden. */
export type WardenEvent = z.infer<typeof eventSchema>;

/** A time for which a server was stopped. */
export type PausedEvent = Extract<WardenEvent, { event: 'paused' }>;

/** The last word of a warden about its server. */
export type StoppedEvent = Extract<WardenEvent, { event: 'stopped' }>;

/** Reads one line; throws what JSON or zod throw where it is not an event. */
export function parseWardenEvent(line: string): WardenEvent {
  return eventSchema.parse(JSON.parse(line));
}
