// A baseline as text: a stored run, laid out so that version control shows what changed. Keys come
// in their fixed order, each field and each block has a line of its own, and the same run gives the
// same text, byte for byte.

import type { Run } from '../model/run.ts';
import { toStoredRun } from './to-stored-run.ts';

/** Fields whose parts are rather read together than line by line. */
const compactFields: ReadonlySet<string> = new Set(['blocks']);

/** The run as JSON text with a line feed at the end, one block a line. */
export function formatBaseline(run: Run): string {
  return `${layOut(toStoredRun(run), { indent: '', isCompact: false })}\n`;
}

interface Place {
  readonly indent: string;
  /** The entries of this list are one line each. */
  readonly isCompact: boolean;
}

function layOut(value: unknown, { indent, isCompact }: Place): string {
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    const isFlat = value.every((item) => item === null || typeof item !== 'object');
    const items = value.map((item) =>
      isCompact ? JSON.stringify(item) : layOut(item, { indent: inner, isCompact: false }),
    );
    return isFlat ? JSON.stringify(value) : bracket(items, { open: '[', close: ']', indent });
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => {
      const place = { indent: inner, isCompact: compactFields.has(key) };
      return `${JSON.stringify(key)}: ${layOut(field, place)}`;
    });
  return fields.length === 0 ? '{}' : bracket(fields, { open: '{', close: '}', indent });
}

function bracket(
  items: readonly string[],
  { open, close, indent }: { open: string; close: string; indent: string },
): string {
  const lines = items.map((item) => `${indent} ${item}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
