// Reads a user's scenario from YAML or JSON text. The file uses the words of the command line
// (`clients`, `payload: 64B`, `delta: 2%`); what it leaves out is taken from the defaults.
// It never opens a file: the caller brings the text.

import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { describe, FifobenchError } from '../errors.ts';
import { parseBytes, parseDurationNs, parseRatio } from '../units.ts';
import { burdenOf } from './burden.ts';
import { singleLook } from './planned-looks.ts';
import {
  defaultCase,
  defaultDesign,
  type Scenario,
  type ScenarioCase,
  type ScenarioDesign,
} from './scenario.ts';
import { scenarioBounds as bounds, caseList, passOrThrow } from './scenario-schema.ts';
import { parseServiceLaw, type ServiceKind, type ServiceLaw } from './service-time.ts';

const caseSchema = z
  .strictObject({
    clients: bounds.clientCount.default(defaultCase.clientCount),
    threads: bounds.threadCount.default(defaultCase.threadCount),
    placement: bounds.placement.default(defaultCase.placement),
    operations: bounds.operationCount.default(defaultCase.operationCount),
    payload: written(parseBytes).pipe(bounds.payloadBytes).default(defaultCase.payloadBytes),
    think: written(parseDurationNs).pipe(bounds.thinkNs).default(defaultCase.thinkNs),
    timeout: written(parseDurationNs).pipe(bounds.timeoutNs).default(defaultCase.timeoutNs),
    admission: bounds.admission.default(defaultCase.admission),
    service: written((text) => parseServiceLaw(text)).optional(),
    serviceKind: bounds.serviceKind.optional(),
    ballast: written(parseBytes).pipe(bounds.ballastBytes).default(0),
  })
  .refine(({ service, serviceKind }) => serviceKind === undefined || service !== undefined, {
    path: ['serviceKind'],
    message: 'there is no service time to spend',
  })
  .transform(
    (file): ScenarioCase => ({
      clientCount: file.clients,
      threadCount: file.threads,
      placement: file.placement,
      operationCount: file.operations,
      payloadBytes: file.payload,
      thinkNs: file.think,
      timeoutNs: file.timeout,
      admission: file.admission,
      ...carried(file),
    }),
  );

function carried(file: {
  service?: ServiceLaw | undefined;
  serviceKind?: ServiceKind | undefined;
  ballast: number;
}): Pick<ScenarioCase, 'burden'> {
  const { service: law, serviceKind: kind = 'cpu', ballast } = file;
  const burden = burdenOf(law === undefined ? undefined : { law, kind }, ballast);
  return burden === undefined ? {} : { burden };
}

const designSchema = z
  .strictObject({
    pairs: bounds.pairCount.optional(),
    slice: bounds.sliceHandshakeCount.default(defaultDesign.sliceHandshakeCount),
    block: written(parseDurationNs).pipe(bounds.blockNs).default(defaultDesign.blockNs),
    warmup: bounds.warmupHandshakeCount.default(defaultDesign.warmupHandshakeCount),
    delta: written(parseRatio).pipe(bounds.deltaRatio).default(defaultDesign.deltaRatio),
  })
  .transform(
    (file): ScenarioDesign => ({
      looks: file.pairs === undefined ? defaultDesign.looks : singleLook(file.pairs),
      sliceHandshakeCount: file.slice,
      blockNs: file.block,
      warmupHandshakeCount: file.warmup,
      deltaRatio: file.delta,
    }),
  );

const fileSchema = z.strictObject({
  name: bounds.name,
  summary: bounds.summary,
  servers: bounds.servers,
  cases: caseList(caseSchema),
  design: designSchema.default(defaultDesign),
});

/**
 * Reads a scenario from YAML or JSON text. `sourceName` is what the error calls the text, as a rule
 * the file's path. An empty text has no name and is refused like any other fault.
 * Throws a FifobenchError of code `invalid-scenario` naming source, field and reason.
 */
export function parseScenario(text: string, sourceName: string): Scenario {
  return passOrThrow(fileSchema, { value: parseText(text, sourceName), sourceName });
}

/** JSON is YAML too, so that one parser reads both. */
function parseText(text: string, sourceName: string): unknown {
  try {
    return parseYaml(text, { logLevel: 'error' });
  } catch (cause) {
    const [reason] = cause instanceof Error ? cause.message.split('\n') : [String(cause)];
    const message = `${sourceName}: ${reason?.replace(/:$/, '')}`;
    throw new FifobenchError('invalid-scenario', message, { cause });
  }
}

/** A quantity as people write it; a bare number is taken as the text of that number. */
function written<Quantity>(parse: (text: string) => Quantity) {
  return z.union([z.string(), z.number()]).transform((text, context) => {
    try {
      return parse(String(text));
    } catch (error) {
      context.addIssue({ code: 'custom', message: describe(error) });
      return z.NEVER;
    }
  });
}
