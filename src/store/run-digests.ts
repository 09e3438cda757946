// Reads what a history needs of a folder of runs: one pass over the files, nothing kept between two
// calls. Thousands of files are read one after the other with the blocking calls, which take a
// third of the time of as many promises; only the command line waits for them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, FifobenchError } from '../errors.ts';
import type { RunDigest } from '../model/history.ts';
import { importedSchema } from './imported-schema.ts';
import { type JsonPicture, pickJson } from './pick-json.ts';
import { storedRunSchema } from './run-schema.ts';
import { storedFigures } from './stored-figures.ts';

/** A file that could not be read as a run. */
export interface UnreadableFile {
  readonly file: string;
  readonly reason: string;
}

/** A folder of runs, as far as a history needs them. */
export interface DigestedFolder {
  /** By start, then by name. */
  readonly digests: readonly RunDigest[];
  readonly unreadable: readonly UnreadableFile[];
}

const caseSchema = storedRunSchema.shape.cases.element.pick({
  name: true,
  server: true,
  load: true,
  placement: true,
  handshakes: true,
  handshakesPerSecond: true,
  responseNs: true,
  serviceNs: true,
  operations: true,
  perHandshake: true,
});

const digestSchema = storedRunSchema
  .pick({ schemaVersion: true, kind: true, startedAt: true, status: true, scenario: true })
  .extend({
    tool: z.object({ commit: z.string() }),
    validity: z.object({ valid: z.boolean() }),
    environment: z.object({ fingerprint: z.string() }),
    cases: z.array(caseSchema),
  });

const picture: JsonPicture = {
  ...{ schemaVersion: true, kind: true, startedAt: true, status: true, scenario: true },
  tool: { commit: true },
  validity: { valid: true },
  environment: { fingerprint: true },
  cases: [Object.fromEntries(Object.keys(caseSchema.shape).map((field) => [field, true] as const))],
};

/** An imported file is small and is read whole, from these fields besides the ones above. */
const importedPicture: JsonPicture = {
  ...{ schemaVersion: true, kind: true, startedAt: true, scenario: true },
  ...{ source: true, commit: true, fingerprint: true, cases: true },
};

/**
 * Digests of every run below the folder, whose files end in `.json`. A file that holds no run is
 * named with its reason and left out. Throws a FifobenchError of code `store` where the folder
 * itself cannot be read.
 */
export function readRunDigests(directory: string): DigestedFolder {
  const digests: RunDigest[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const file of runFilesIn(directory)) {
    try {
      digests.push(digestOf(readFileSync(join(directory, file)), file));
    } catch (error) {
      unreadable.push({ file, reason: describe(error) });
    }
  }
  digests.sort(byStart);
  return { digests, unreadable };
}

function runFilesIn(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: false });
    return entries
      .map(String)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new FifobenchError('store', `${directory} cannot be read as a folder of runs`, {
      remedy: 'name a folder that fifobench saved runs in',
      cause,
    });
  }
}

function byStart(left: RunDigest, right: RunDigest): number {
  const byTime = Date.parse(left.startedAt) - Date.parse(right.startedAt);
  return byTime === 0 ? (left.file < right.file ? -1 : 1) : byTime;
}

/** The digest of one file's text. Throws a FifobenchError of code `results-format`. */
export function digestOf(bytes: Buffer, file: string): RunDigest {
  const { kind } = (pickJson(bytes, { kind: true }) ?? {}) as { kind?: unknown };
  if (kind === 'imported') {
    const { commit, cases, ...same } = checked(importedSchema, pickJson(bytes, importedPicture));
    return {
      ...{ file, kind, startedAt: same.startedAt, commit, scenario: same.scenario },
      ...{ fingerprint: same.fingerprint, isSound: true },
      cases: cases.map((each) => ({ ...each, conditions: same.source, isOpen: false })),
    };
  }
  const run = checked(digestSchema, pickJson(bytes, picture));
  const { tool, validity, environment, cases } = run;
  return {
    file,
    kind: run.kind,
    startedAt: run.startedAt,
    commit: tool.commit === 'unknown' ? null : tool.commit,
    scenario: run.scenario,
    fingerprint: environment.fingerprint,
    isSound: validity.valid && run.status === 'complete',
    cases: cases.map((each) => ({
      name: each.name,
      server: each.server.name,
      conditions: JSON.stringify([each.load, each.placement]),
      isOpen: each.load.open !== undefined,
      figures: storedFigures(each),
    })),
  };
}

function checked<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const outcome = schema.safeParse(value);
  if (outcome.success) {
    return outcome.data;
  }
  const [issue] = outcome.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new FifobenchError('results-format', `no run: ${place}: ${issue?.message}`);
}
