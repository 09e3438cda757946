// Fields of a message that clients send, as steps of writing. What does not change from session to
// session is worked out here, so that the engine copies it in one piece.

import assert from 'node:assert/strict';
import type { WriteStep } from './compiled-profile.ts';
import type { IntegerKind, LengthKind, OutField, Template } from './profile.ts';
import { splitTemplate, type TemplatePart } from './template.ts';

/** The names of a client's private FIFOs, as steps; empty where there is no such FIFO. */
export interface FifoNames {
  readonly down: readonly WriteStep[];
  readonly up: readonly WriteStep[];
}

/** Neither FIFO has a name yet: for the names themselves. */
export const namelessFifos: FifoNames = { down: [], up: [] };

const utf8 = new TextEncoder();

/** The steps that write these fields; none for no fields. The fields have passed the rules. */
export function compileWrite(fields: readonly OutField[], names: FifoNames): WriteStep[] {
  return mergeWrites(fields.flatMap((field) => writeField(field, names)));
}

/** The steps that write a template, filled up with NUL where `toBytes` is given. */
export function writeTemplate(
  template: Template,
  { names, toBytes }: { names: FifoNames; toBytes?: number | undefined },
): WriteStep[] {
  const { parts, fault } = splitTemplate(template);
  assert(parts !== null, `a template that breaks the rules: ${fault}`);
  const steps = parts.flatMap((part) => writePart(part, names));
  return mergeWrites(toBytes === undefined ? steps : filled(steps, toBytes));
}

/** The one step that writes a number; a constant is bytes. */
export function writeInteger(kind: IntegerKind, value: Template): WriteStep {
  const { parts } = splitTemplate(value);
  const [part] = parts ?? [];
  if (part?.part === 'placeholder') {
    const of = part.name;
    assert(of !== 'name' && of !== 'down' && of !== 'up' && of !== 'payload', 'no number');
    return { step: 'integer', of, plus: part.plus ?? 0, widthBytes: integerWidthBytes(kind) };
  }
  return { step: 'bytes', bytes: littleEndian(BigInt(value), integerWidthBytes(kind)) };
}

/** How many bytes an integer takes. */
export function integerWidthBytes(kind: IntegerKind): 2 | 4 | 8 {
  return kind === 'i16' ? 2 : kind === 'i32' || kind === 'u32' ? 4 : 8;
}

/** How many bytes a length takes. */
export function lengthWidthBytes(kind: LengthKind): 4 | 8 {
  return kind === 'u32' ? 4 : 8;
}

/** The lowest bytes of a number, least significant first; a negative one as two's complement. */
export function littleEndian(value: bigint, widthBytes: number): Uint8Array {
  return Uint8Array.from({ length: widthBytes }, (_, byte) =>
    Number((value >> BigInt(8 * byte)) & 0xffn),
  );
}

/** Bytes that follow one another, and fields of nothing but bytes, in one step each. */
export function mergeWrites(steps: readonly WriteStep[]): WriteStep[] {
  const merged: WriteStep[] = [];
  for (const step of steps) {
    merged.push(step);
    foldEnd(merged);
    foldBytes(merged);
  }
  return merged;
}

function writeField(field: OutField, names: FifoNames): WriteStep[] {
  if ('hex' in field) {
    return [{ step: 'bytes', bytes: fromHex(field.hex) }];
  }
  if ('int' in field) {
    return [writeInteger(field.int, field.value)];
  }
  const nul: WriteStep[] = field.nul === true ? [{ step: 'bytes', bytes: Uint8Array.of(0) }] : [];
  const text = [...writeTemplate(field.text, { names }), ...nul];
  const body = field.bytes === undefined ? text : filled(text, field.bytes);
  return field.lengthPrefix === undefined
    ? body
    : [
        { step: 'length', widthBytes: lengthWidthBytes(field.lengthPrefix) },
        ...body,
        { step: 'end' },
      ];
}

function writePart(part: TemplatePart, names: FifoNames): readonly WriteStep[] {
  if (part.part === 'text') {
    return [{ step: 'bytes', bytes: utf8.encode(part.text) }];
  }
  switch (part.name) {
    case 'name':
    case 'down':
      return names.down;
    case 'up':
      return names.up;
    case 'payload':
      return [{ step: 'payload' }];
    case 'ack':
      return part.plus === null
        ? [{ step: 'ack' }]
        : [{ step: 'decimal', of: 'ack', plus: part.plus }];
    default:
      return [{ step: 'decimal', of: part.name, plus: part.plus ?? 0 }];
  }
}

function filled(steps: readonly WriteStep[], toBytes: number): WriteStep[] {
  return [{ step: 'begin' }, ...steps, { step: 'fill', toBytes }];
}

/** Hexadecimal digits, in pairs, with space between them or none. */
function fromHex(text: string): Uint8Array {
  const pairs = text.replace(/\s+/g, '').match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** A `begin`, bytes and `fill` at the end of the list become bytes; so do lengths and `end`. */
function foldEnd(steps: WriteStep[]): void {
  const last = steps.at(-1);
  const isEmpty = steps.at(-2)?.step === 'begin' || steps.at(-2)?.step === 'length';
  const opening = steps.at(isEmpty ? -2 : -3);
  const middle = steps.at(-2);
  const content =
    !isEmpty && middle?.step === 'bytes' ? middle.bytes : isEmpty ? new Uint8Array() : null;
  if (content === null) {
    return;
  }
  const replaced = isEmpty ? 2 : 3;
  if (last?.step === 'fill' && opening?.step === 'begin' && content.length <= last.toBytes) {
    const bytes = new Uint8Array(last.toBytes);
    bytes.set(content);
    steps.splice(-replaced, replaced, { step: 'bytes', bytes });
  } else if (last?.step === 'end' && opening?.step === 'length') {
    const length = littleEndian(BigInt(content.length), opening.widthBytes);
    steps.splice(-replaced, replaced, { step: 'bytes', bytes: joinBytes(length, content) });
  }
}

function foldBytes(steps: WriteStep[]): void {
  const [earlier, later] = steps.slice(-2);
  if (earlier?.step === 'bytes' && later?.step === 'bytes') {
    steps.splice(-2, 2, { step: 'bytes', bytes: joinBytes(earlier.bytes, later.bytes) });
  }
}

/** Pieces one after the other; no pieces give no bytes. */
export function joinBytes(...pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
