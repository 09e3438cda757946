// The form of a stored run, version 1, as a schema: files are checked against it when they are
// read, and docs/run.schema.json is made from it. Version 1 only ever grows by optional fields;
// anything else is a version 2 beside it, so that old files stay readable.

import { z } from 'zod';
import { metricNames } from '../model/verdict.ts';
import { profileSchema } from '../profile/profile-schema.ts';
import { storedBurdenSchema } from './burden-schema.ts';
import { storedCheckSchema } from './check-schema.ts';
import { storedGateSchema, storedProgramSchema } from './gate-schema.ts';
import { storedLoadSchema } from './load-schema.ts';
import { storedMicroSchema } from './micro-schema.ts';
import {
  storedCrossoverSchema,
  storedRateSearchSchema,
  storedScalingSchema,
} from './sweep-schema.ts';
import { storedTimeGridSchema } from './time-grid-schema.ts';

const count = z.int().min(0);
const nanoseconds = z.int().min(0);
const average = z.number().min(0).nullable();
const rate = z.number().min(0).nullable();
const text = z.string();
const histogram = z.string().meta({
  id: 'histogram',
  description: 'HdrHistogram, compressed V2 encoding, base64; values in nanoseconds',
});

const summaryNs = z
  .object({
    count,
    min: nanoseconds.nullable(),
    mean: nanoseconds.nullable(),
    p50: nanoseconds.nullable(),
    p90: nanoseconds.nullable(),
    p99: nanoseconds.nullable(),
    p999: nanoseconds.nullable(),
    max: nanoseconds.nullable(),
  })
  .meta({
    id: 'summaryNs',
    description: 'nanoseconds; a percentile with fewer than 10 samples beyond it is null',
  });

const handshakes = z
  .object({
    established: count,
    failed: count,
    attempts: count,
    collisions: count,
    unfinished: count,
  })
  .meta({ id: 'handshakes' });

const failure = z
  .object({
    phase: z.enum(['prepare', 'connect', 'send', 'ack', 'respond', 'operation']),
    cause: z.enum(['timeout', 'refused', 'lost', 'corrupted', 'system']),
    count,
  })
  .meta({ id: 'failure' });

const errors = z.array(failure);

const resourceUse = z
  .object({
    handshakes: count,
    userNs: nanoseconds,
    systemNs: nanoseconds,
    voluntarySwitches: count,
    involuntarySwitches: count,
    minorFaults: count,
    ioCalls: count.nullable().optional().describe('read and write calls'),
    forks: count.nullable(),
  })
  .meta({
    id: 'resourceUse',
    description: 'what the kernel charged over that many handshakes',
  });

const perHandshake = z
  .object({
    cpuNs: average,
    userNs: average,
    systemNs: average,
    contextSwitches: average.describe('both kinds together'),
    voluntarySwitches: average.optional(),
    involuntarySwitches: average.optional(),
    minorFaults: average,
    ioCalls: average.optional().describe('read and write calls'),
    forks: average,
    systemCalls: average,
  })
  .meta({
    id: 'perHandshake',
    description: 'averages of one handshake; null: not measured',
  });

const countedCalls = z.object({ handshakes: z.int().min(1), calls: count }).nullable();

const systemCalls = z.object({ server: countedCalls, clients: countedCalls }).meta({
  id: 'systemCalls',
  description: 'counted apart from all times; null, absent: not counted, or an older version',
});

const metric = z.enum(metricNames).meta({ id: 'metric' });

const metrics = z.partialRecord(metric, z.number().nullable());

const openOutcome = z
  .object({ plannedCount: count, droppedCount: count, durationNs: nanoseconds })
  .describe('what became of a plan of arrivals; absent: closed load');

const race = z
  .object({ refusedCount: count, lostCount: count })
  .meta({ id: 'race', description: 'how collisions ended; absent: no race, or an older version' });

const fairness = z
  .object({
    clientCount: z.int().min(1),
    establishedMin: count,
    establishedMax: count,
    jainRatio: z.number().min(0).max(1).nullable(),
    slowestMeanNs: nanoseconds.nullable(),
    slowestP99Ns: nanoseconds.nullable(),
  })
  .meta({
    id: 'fairness',
    description: 'how evenly the clients were treated; absent: open load, or an older version',
  });

const leftovers = z
  .object({
    sessionCount: count,
    zombieCount: count,
    liveChildCount: count,
    openFileGrowthCount: count,
  })
  .meta({
    id: 'leftovers',
    description: 'what the server kept at the end; absent: nobody could look, or an older version',
  });

const block = z
  .object({
    pair: count.nullable(),
    pairKind: z.enum(['different', 'same']).nullable(),
    busyNs: nanoseconds,
    handshakes,
    errors,
    operations: z.object({ count, bytes: count }),
    serverUse: resourceUse.nullable(),
    clientUse: resourceUse,
    serverFault: text.nullable(),
    open: openOutcome.optional(),
    race: race.optional(),
    fairness: fairness.optional(),
    leftovers: leftovers.exactOptional(),
    overTime: storedTimeGridSchema.exactOptional(),
    metrics: metrics.describe('for reading only; the other fields decide'),
    histograms: z
      .object({
        service: histogram,
        response: histogram,
        roundTrip: histogram,
        censored: histogram.describe('what unfinished responses are known to exceed'),
      })
      .partial()
      .describe('an empty histogram is left out'),
  })
  .meta({ id: 'block' });

const cpus = z.array(count);

const model = z.enum(['basic', 'forking']);

const profile = profileSchema.meta({ id: 'profile', description: 'how the server speaks' });

const server = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pattern'),
    name: text,
    pattern: text,
    model,
    burden: storedBurdenSchema.optional().describe('what it carries; left out where nothing'),
  }),
  z.object({
    ...{ kind: z.literal('command'), name: text, argv: z.array(text).readonly(), model },
    profile,
  }),
  z.object({
    ...{ kind: z.literal('attached'), name: text, directory: text, model },
    profile: profile.exactOptional(),
  }),
]);

const caseHistograms = z
  .object({
    service: histogram,
    response: histogram,
    lag: histogram,
    gate: histogram,
    prepare: histogram,
    connect: histogram,
    send: histogram,
    ack: histogram,
    respond: histogram,
    roundTrip: histogram,
    fork: histogram,
    forkToChild: histogram,
  })
  .partial()
  .describe('sums over the blocks; an empty histogram is left out');

const storedCase = z.object({
  name: text,
  group: text,
  server,
  clientCount: z.int().min(1),
  threadCount: z.int().min(1),
  placement: z.object({
    name: z.enum(['same core', 'cross core', 'unpinned', 'custom']),
    serverCpus: cpus,
    clientCpus: cpus,
    isKeptAwake: z.literal(true).optional().describe('held awake by --keep-awake'),
  }),
  load: storedLoadSchema,
  handshakes,
  handshakesPerSecond: rate,
  offeredPerSecond: rate.exactOptional().describe('mean rate of open load; absent: closed load'),
  durationNs: nanoseconds.describe('time during which the server was under measured load'),
  responseNs: summaryNs,
  responseNsAtLeast: z
    .object({ p50: nanoseconds, p90: nanoseconds, p99: nanoseconds, p999: nanoseconds })
    .partial()
    .exactOptional()
    .describe('percentiles that unfinished handshakes leave open are this or more; else absent'),
  serviceNs: summaryNs,
  lagNs: summaryNs,
  gateNs: summaryNs,
  phasesNs: z.object({
    prepare: summaryNs,
    connect: summaryNs,
    send: summaryNs,
    ack: summaryNs,
    respond: summaryNs,
  }),
  operations: z.object({
    count,
    bytes: count,
    perSecond: rate,
    bytesPerSecond: rate,
    roundTripNs: summaryNs,
    plannedServiceNs: z
      .number()
      .min(0)
      .exactOptional()
      .describe('mean of what each is to take by the law of the server; absent: none'),
  }),
  forkNs: summaryNs.nullable(),
  forkToChildNs: summaryNs.nullable(),
  errors,
  race: race.optional(),
  fairness: fairness.optional(),
  perHandshake: z.object({ server: perHandshake, clients: perHandshake }),
  systemCalls: systemCalls.exactOptional(),
  histograms: caseHistograms,
  blocks: z.array(block),
});

const verdict = z.object({
  group: text,
  metric,
  baseline: text,
  candidate: text,
  ratio: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  confidenceRatio: z.number().min(0).max(1).nullable(),
  chanceRatio: z.number().min(0).max(1).nullable().optional(),
  correctedChanceRatio: z.number().min(0).max(1).nullable().optional(),
  pairs: count,
  samePairs: count,
  floorRatio: z.number().nullable(),
  detectableRatio: z.number().nullable(),
  deltaRatio: z.number(),
  verdict: z.enum(['regressed', 'improved', 'equivalent', 'minor', 'inconclusive']),
  reason: text.nullable(),
});

const threshold = z.object({
  text,
  metric,
  case: text,
  value: z.number().nullable().describe('in the unit of the metric; percentiles in nanoseconds'),
  isLowerBound: z.boolean().describe('the metric is this value or more'),
  crossed: z.boolean().describe('true also where nothing is known'),
  reason: text.nullable(),
});

const environment = z.object({
  fingerprint: text,
  kernel: text,
  cpuModel: text,
  coreCount: z.int().min(1),
  governor: text.nullable(),
  mitigations: text.nullable(),
  hypervisor: text.nullable(),
  libc: text.nullable(),
  node: text,
  fileSystem: text,
  pipeMaxBytes: count.nullable(),
  memoryBytes: count,
  clockSource: text.nullable(),
});

const design = z.object({
  kind: z.enum(['duet', 'blocks']),
  pairCount: count,
  samePairCount: count,
  looks: z
    .object({ pairCounts: z.array(count).min(1), errorRatio: z.number().gt(0).lt(1) })
    .optional()
    .describe('when verdicts were looked at; absent: once, at the end, with 0.05'),
  sliceHandshakeCount: count,
  blockNs: nanoseconds,
  deltaRatio: z.number().min(0),
});

const extent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handshakes'), handshakeCount: count }),
  z.object({ kind: z.literal('duration'), durationNs: nanoseconds }),
]);

/** A run as it is stored. Unknown fields are passed over. */
export const storedRunSchema = z.object({
  schemaVersion: z.literal(1),
  kind: z.enum(['run', 'compare', 'sweep', 'bench', 'check']),
  tool: z.object({ name: z.literal('fifobench'), version: text, commit: text }),
  startedAt: z.iso.datetime().describe('UTC'),
  elapsedNs: nanoseconds,
  status: z.enum(['complete', 'interrupted', 'failed']),
  seed: z.int().min(0),
  scenario: text,
  extent,
  design: design.nullable(),
  validity: z.object({ valid: z.boolean(), causes: z.array(text) }),
  environment,
  cases: z.array(storedCase),
  verdicts: z.array(verdict),
  thresholds: z.array(threshold).optional().describe('left out where none was set'),
  rateSearch: storedRateSearchSchema.optional().describe('left out where no rate was searched for'),
  crossovers: z
    .array(storedCrossoverSchema)
    .optional()
    .describe('only of a sweep over service times'),
  scaling: storedScalingSchema
    .exactOptional()
    .describe('only of a sweep over clients: by server the law of its throughput'),
  micro: z.array(storedMicroSchema).optional().describe('only of kind bench'),
  gate: storedGateSchema.optional().describe('left out where no baseline was'),
  programs: z.array(storedProgramSchema).optional().describe('left out where nobody looked'),
  checks: z.array(storedCheckSchema).optional().describe('only of kind check'),
  notes: z.array(text),
});

/** A run in the form of its file. */
export type StoredRun = z.output<typeof storedRunSchema>;

/** A case in the form of its file. */
export type StoredCase = StoredRun['cases'][number];

/** A block in the form of its file. */
export type StoredBlock = StoredCase['blocks'][number];

/** A summary of latencies in the form of its file. */
export type StoredSummaryNs = StoredCase['serviceNs'];

/** Counted system calls in the form of their file. */
export type StoredSystemCalls = NonNullable<StoredCase['systemCalls']>;

/** What a party used, in the form of its file. */
export type StoredUse = StoredBlock['clientUse'];

/** The text of docs/run.schema.json: JSON Schema 2020-12, with a line feed at the end. */
export function runJsonSchemaText(): string {
  const schema = {
    title: 'A stored run of fifobench, version 1',
    ...z.toJSONSchema(storedRunSchema, { io: 'input', target: 'draft-2020-12' }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
