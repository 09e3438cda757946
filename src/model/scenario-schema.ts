// The bounds of a scenario, each said once, for the file's form and for the inner form alike.
// A fault is reported as one line: which source, which field, why, and how many more there are.

import { z } from 'zod';
import { FifobenchError } from '../errors.ts';
import { type Scenario, type ScenarioCase, scenarioPlacements } from './scenario.ts';
import { serverPatterns } from './server-spec.ts';

const hourNs = 3_600_000_000_000;
const mebibyteBytes = 1_048_576;
const gibibyteBytes = 1_073_741_824;

/** The bounds of every field, by its inner name; a file may call the field something else. */
export const scenarioBounds = {
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens'),
  summary: z.string().min(1, 'say in one sentence what is measured'),
  servers: z.array(z.string()).min(1, 'name at least one server').superRefine(refuseServers),
  clientCount: z.int().min(1).max(100_000),
  threadCount: z.int().min(1).max(64),
  placement: z.enum(scenarioPlacements),
  operationCount: z.int().min(0).max(1_000_000),
  payloadBytes: z.int().min(0).max(mebibyteBytes),
  thinkNs: z.int().min(0).max(hourNs),
  timeoutNs: z.int().min(1).max(hourNs),
  admission: z.enum(['gate', 'race']),
  serviceKind: z.enum(['cpu', 'sleep']),
  ballastBytes: z
    .int()
    .min(0)
    .max(64 * gibibyteBytes),
  pairCount: z.int().min(6).max(1_000),
  sliceHandshakeCount: z.int().min(1).max(100_000),
  blockNs: z.int().min(1_000_000).max(hourNs),
  warmupHandshakeCount: z.int().min(0).max(1_000_000),
  deltaRatio: z.number().gt(0).max(1),
};

const bounds = scenarioBounds;

const timeNs = z.int().min(0).max(hourNs);

const burdenSchema = z.strictObject({
  service: z
    .strictObject({
      law: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('constant'), constantNs: timeNs }),
        z.strictObject({ kind: z.literal('exponential'), meanNs: timeNs }),
        z.strictObject({
          kind: z.literal('bimodal'),
          usualNs: timeNs,
          rareNs: timeNs,
          rareRatio: z.number().min(0).max(1),
        }),
      ]),
      kind: bounds.serviceKind,
    })
    .exactOptional(),
  ballastBytes: bounds.ballastBytes,
});

const scenarioSchema = z.strictObject({
  name: bounds.name,
  summary: bounds.summary,
  servers: bounds.servers,
  cases: caseList(
    z.strictObject({
      clientCount: bounds.clientCount,
      threadCount: bounds.threadCount,
      placement: bounds.placement,
      operationCount: bounds.operationCount,
      payloadBytes: bounds.payloadBytes,
      thinkNs: bounds.thinkNs,
      timeoutNs: bounds.timeoutNs,
      admission: bounds.admission,
      burden: burdenSchema.exactOptional(),
    }),
  ),
  design: z.strictObject({
    looks: z.strictObject({
      pairCounts: z.array(bounds.pairCount).min(1),
      errorRatio: z.number().gt(0).lt(1),
    }),
    sliceHandshakeCount: bounds.sliceHandshakeCount,
    blockNs: bounds.blockNs,
    warmupHandshakeCount: bounds.warmupHandshakeCount,
    deltaRatio: bounds.deltaRatio,
  }),
});

type CheckedCase = Pick<ScenarioCase, 'clientCount' | 'threadCount' | 'operationCount' | 'burden'>;

/**
 * A list of at least one case, all different, none with more threads than clients or with a service
 * time and no operation.
 * `caseSchema` may speak in the file's words or in the inner ones, so long as it yields a case.
 */
export function caseList<Output extends CheckedCase>(caseSchema: z.ZodType<Output>) {
  return z
    .array(caseSchema.superRefine(refuseIdleThreads).superRefine(refuseIdleService))
    .min(1, 'describe at least one case')
    .superRefine(refuseTwins);
}

/**
 * Checks a scenario that was put together from parts, such as a stored one with the user's options
 * on top, and returns it. `sourceName` says in the error where it came from.
 * Throws a FifobenchError of code `invalid-scenario` naming the field and the reason.
 */
export function validateScenario(scenario: Scenario, sourceName: string): Scenario {
  return passOrThrow(scenarioSchema, { value: scenario, sourceName });
}

/**
 * Passes a value through a schema and returns what the schema yields.
 * Throws a FifobenchError of code `invalid-scenario` naming source, field and reason.
 */
export function passOrThrow<Output>(
  schema: z.ZodType<Output>,
  { value, sourceName }: { value: unknown; sourceName: string },
): Output {
  const outcome = schema.safeParse(value);
  if (outcome.success) {
    return outcome.data;
  }
  const [first, ...more] = outcome.error.issues;
  const where = first === undefined || first.path.length === 0 ? '' : `${fieldName(first.path)}: `;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  throw new FifobenchError('invalid-scenario', `${sourceName}: ${where}${first?.message}${others}`);
}

/** `['cases', 0, 'payload']` as a person would write it: `cases[0].payload`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function refuseServers(servers: string[], context: z.RefinementCtx): void {
  const known = serverPatterns.map(({ name }) => name);
  for (const [index, server] of servers.entries()) {
    if (!known.includes(server)) {
      const message = `no pattern is called '${server}'; there are ${known.join(', ')}`;
      context.addIssue({ code: 'custom', path: [index], message });
    } else if (servers.indexOf(server) !== index) {
      context.addIssue({ code: 'custom', path: [index], message: `'${server}' is named twice` });
    }
  }
}

function refuseIdleThreads(
  { clientCount, threadCount }: { clientCount: number; threadCount: number },
  context: z.RefinementCtx,
): void {
  if (threadCount > clientCount) {
    const message = `${threadCount} threads for ${clientCount} client(s); use at most as many`;
    context.addIssue({ code: 'custom', message });
  }
}

function refuseIdleService(
  { operationCount, burden }: Pick<ScenarioCase, 'operationCount' | 'burden'>,
  context: z.RefinementCtx,
): void {
  if (burden?.service !== undefined && operationCount === 0) {
    context.addIssue({ code: 'custom', message: 'a service time, but no operation to serve' });
  }
}

function refuseTwins(cases: readonly unknown[], context: z.RefinementCtx): void {
  const seen = cases.map((scenarioCase) => JSON.stringify(scenarioCase));
  for (const [index, text] of seen.entries()) {
    const first = seen.indexOf(text);
    if (first !== index) {
      context.addIssue({ code: 'custom', path: [index], message: `repeats cases[${first}]` });
    }
  }
}
