// Fields of a message that the server sends, as steps of reading. Neighbours that are known to the
// last byte become one comparison.

import {
  type FifoNames,
  integerWidthBytes,
  lengthWidthBytes,
  mergeWrites,
  writeInteger,
  writeTemplate,
} from './compile-write.ts';
import type { ReadStep, WriteStep } from './compiled-profile.ts';
import type { InField } from './profile.ts';

/** The most that a server may send up to an end of file or of line, unless a profile says it. */
const untilBytesMax = 1_048_576;

/** The steps that read these fields; none for no fields. The fields have passed the rules. */
export function compileRead(fields: readonly InField[], names: FifoNames): ReadStep[] {
  const steps: ReadStep[] = [];
  for (const field of fields) {
    const step = readField(field, names);
    const before = steps.at(-1);
    if (step.step === 'expect' && before?.step === 'expect') {
      steps.splice(-1, 1, expecting([...before.steps, ...step.steps]));
    } else {
      steps.push(step);
    }
  }
  return steps;
}

function readField(field: InField, names: FifoNames): ReadStep {
  if ('bytes' in field) {
    const byteCount = field.bytes === '{payloadBytes}' ? null : field.bytes;
    return field.expect === undefined
      ? { step: 'body', byteCount, saved: field.save !== undefined }
      : expecting(writeTemplate(field.expect, { names, toBytes: byteCount ?? undefined }));
  }
  if ('int' in field) {
    return field.expect === undefined
      ? {
          step: 'integer',
          widthBytes: integerWidthBytes(field.int),
          saved: field.save !== undefined,
        }
      : expecting([writeInteger(field.int, field.expect)]);
  }
  if ('decimal' in field) {
    return { step: 'decimal', byteCount: field.decimal, saved: field.save !== undefined };
  }
  if ('lengthPrefix' in field) {
    return { step: 'lengthAndBody', widthBytes: lengthWidthBytes(field.lengthPrefix) };
  }
  return { step: 'bodyUntil', until: field.until, maxBytes: field.maxBytes ?? untilBytesMax };
}

function expecting(steps: readonly WriteStep[]): ReadStep {
  return { step: 'expect', steps: mergeWrites(steps) };
}
