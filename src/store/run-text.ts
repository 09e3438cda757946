// The text of a results file: made from a run, and read back with every fault named by its place.
// No file is opened here.

import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { fromStoredRun } from './from-stored-run.ts';
import { storedRunSchema } from './run-schema.ts';
import { toStoredRun } from './to-stored-run.ts';

/** The run as JSON text with a line feed at the end. */
export function formatRun(run: Run): string {
  return `${JSON.stringify(toStoredRun(run), null, 1)}\n`;
}

/**
 * Reads the text of a results file. `sourceName` is what the error calls it, as a rule its path.
 * Throws a FifobenchError of code `results-format` naming source, place and reason, also for an
 * empty text and for a version that this fifobench does not know.
 */
export function parseRun(text: string, sourceName: string): Run {
  const value = parseJson(text, sourceName);
  refuseOtherVersions(value, sourceName);
  const outcome = storedRunSchema.safeParse(value);
  if (!outcome.success) {
    const [first, ...more] = outcome.error.issues;
    const place = first === undefined || first.path.length === 0 ? '' : `${placeOf(first.path)}: `;
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    throw notARun(`${sourceName}: ${place}${first?.message}${others}`);
  }
  try {
    return fromStoredRun(outcome.data);
  } catch (error) {
    if (error instanceof FifobenchError) {
      throw notARun(`${sourceName}: ${error.message}`, error.cause);
    }
    throw error;
  }
}

function parseJson(text: string, sourceName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notARun(`${sourceName} is not JSON`, cause);
  }
}

function refuseOtherVersions(value: unknown, sourceName: string): void {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version !== 1) {
    throw new FifobenchError(
      'results-format',
      `${sourceName} has schemaVersion ${version}; this fifobench reads version 1`,
      { remedy: 'read it with the version of fifobench that wrote it, or a later one' },
    );
  }
}

/** `['cases', 0, 'name']` as a person would write it: `cases[0].name`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function notARun(message: string, cause?: unknown): FifobenchError {
  const remedy = 'give a results file that fifobench wrote; docs/results-schema.md describes it';
  return new FifobenchError('results-format', message, { remedy, cause });
}
