// Refuses what `--format` does not know.

import { FifobenchError } from '../errors.ts';

/**
 * The value of `--format`, which `of` has among `formats`. Throws a FifobenchError of code `usage`
 * where it has not.
 */
export function chosenFormat<Format extends string>(
  format: string,
  { of, formats }: { of: string; formats: readonly Format[] },
): Format {
  const found = formats.find((each) => each === format);
  if (found === undefined) {
    throw new FifobenchError('usage', `--format: '${format}' is no format of ${of}`, {
      remedy: `choose from ${formats.join(', ')}`,
    });
  }
  return found;
}

/** What belongs to the value of `--format`. Throws as `chosenFormat` does. */
export function chosenByFormat<Value>(
  known: ReadonlyMap<string, Value>,
  { of, format }: { of: string; format: string },
): Value {
  const formats = [...known.keys()];
  return known.get(chosenFormat(format, { of, formats })) as Value;
}
