// Reads what a history needs of a folder of runs: one pass over the files. Thousands of files are
// read one after the other with the blocking calls, which take a third of the time of as many
// promises; only the command line waits for them.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, FifobenchError } from '../errors.ts';
import type { RunDigest } from '../model/history.ts';
import { microFigures } from '../model/micro-figures.ts';
import { fromStoredBurden } from './burden-schema.ts';
import { fromStoredLoad } from './from-stored-run.ts';
import { importedSchema, type StoredImport } from './imported-schema.ts';
import { storedMicroSchema } from './micro-schema.ts';
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
    micro: z.array(storedMicroSchema).optional(),
  });

/** What is wanted of a file, be it a run or an import; nothing else of it is looked at. */
const picture: JsonPicture = {
  ...{ schemaVersion: true, kind: true, startedAt: true, status: true, scenario: true },
  tool: { commit: true },
  validity: { valid: true },
  environment: { fingerprint: true },
  cases: [wholeFields([...Object.keys(caseSchema.shape), 'figures'])],
  micro: true,
  ...{ source: true, commit: true, fingerprint: true },
};

function wholeFields(names: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(names.map((name) => [name, true] as const));
}

/** Digests that were read before, by file, with what the file was then. */
export type KnownDigests = Map<string, { readonly identity: string; readonly digest: RunDigest }>;

/**
 * Digests of every run below the folder, whose files end in `.json`. A file that holds no run is
 * named with its reason and left out. With `known`, which is brought up to date, a file that is
 * still the same is not read again. Throws a FifobenchError of code `store` where the folder itself
 * cannot be read.
 */
export function readRunDigests(directory: string, known?: KnownDigests): DigestedFolder {
  const digests: RunDigest[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const file of filesIn(directory, '.json')) {
    try {
      digests.push(readDigest(directory, file, known));
    } catch (error) {
      unreadable.push({ file, reason: describe(error) });
    }
  }
  digests.sort(byStart);
  return { digests, unreadable };
}

function readDigest(directory: string, file: string, known?: KnownDigests): RunDigest {
  const path = join(directory, file);
  const identity = known === undefined ? '' : fileIdentity(path);
  const before = known?.get(file);
  if (before !== undefined && before.identity === identity) {
    return before.digest;
  }
  const digest = digestOf(readFileSync(path), file);
  known?.set(file, { identity, digest });
  return digest;
}

/** What tells a file from the one that was at its path before. Throws where there is none. */
export function fileIdentity(path: string): string {
  const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs].join(' ');
}

/**
 * Paths of the files below a folder whose names end so, in order. Throws a FifobenchError of code
 * `store` where the folder cannot be read.
 */
export function filesIn(directory: string, ending: string): string[] {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: false });
    return entries
      .map(String)
      .filter((name) => name.endsWith(ending))
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
  const value = pickJson(bytes, picture);
  return (value as { kind?: unknown } | undefined)?.kind === 'imported'
    ? digestOfImport(checked(importedSchema, value), file)
    : digestOfRun(checked(digestSchema, value), file);
}

function digestOfImport({ source, cases, ...same }: StoredImport, file: string): RunDigest {
  const { kind, startedAt, commit, scenario, fingerprint } = same;
  return {
    ...{ file, kind, startedAt, commit, scenario, fingerprint, isSound: true },
    cases: cases.map((each) => ({ ...each, conditions: source, load: null })),
  };
}

function digestOfRun(run: z.output<typeof digestSchema>, file: string): RunDigest {
  const { kind, startedAt, status, scenario, tool, validity, environment } = run;
  return {
    ...{ file, kind, startedAt, scenario, fingerprint: environment.fingerprint },
    commit: tool.commit === 'unknown' ? null : tool.commit,
    isSound: validity.valid && status === 'complete',
    cases: [
      ...run.cases.map((each) => ({
        name: each.name,
        server: each.server.name,
        conditions: JSON.stringify([each.load, each.placement, storedBurden(each)]),
        load: {
          load: fromStoredLoad(each.load),
          burden: fromStoredBurden(storedBurden(each)) ?? null,
        },
        figures: storedFigures(each),
      })),
      ...(run.micro ?? []).map((each) => ({
        name: `${each.subject}, ${each.placement.name}`,
        server: each.subject,
        conditions: JSON.stringify([each.operations, each.placement]),
        load: null,
        figures: microFigures(each.operationNs),
      })),
    ],
  };
}

function storedBurden({ server }: z.output<typeof caseSchema>) {
  return server.kind === 'pattern' ? server.burden : undefined;
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
