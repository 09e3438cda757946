// The shape of a profile's file: which fields there are and what each may hold. Strict: a field
// that nobody knows is refused. What fields mean for each other is in `profile-rules.ts`.

import { z } from 'zod';
import type { Profile } from './profile.ts';

const mebibyteBytes = 1_048_576;
const hourMs = 3_600_000;

const template = z.string();
const fieldBytes = z.int().min(1).max(mebibyteBytes);
const lengthKind = z.enum(['u32', 'u64']);
const integerKind = z.enum(['i16', 'i32', 'u32', 'i64', 'u64']);
const saved = z.literal('ack').exactOptional();

const outField = z.union([
  z.strictObject({
    text: template.describe('text with {…} placeholders'),
    bytes: fieldBytes.exactOptional().describe('filled up with NUL to this length'),
    nul: z.boolean().exactOptional().describe('ended by one NUL'),
    lengthPrefix: lengthKind.exactOptional().describe('preceded by its length, little-endian'),
  }),
  z.strictObject({
    int: integerKind.describe('a little-endian integer'),
    value: template.describe('a number, or a placeholder such as {ack+1}'),
  }),
  z.strictObject({
    hex: z
      .string()
      .regex(/^(?:[0-9a-fA-F]{2}\s*)+$/, 'pairs of hexadecimal digits are wanted, such as "1f 8b"')
      .describe('bytes as hexadecimal digits'),
  }),
]);

const inField = z.union([
  z.strictObject({
    bytes: z
      .union([fieldBytes, z.literal('{payloadBytes}')])
      .describe('so many bytes; {payloadBytes}: as many as the payload has'),
    expect: template.exactOptional().describe('the text that must come, filled up with NUL'),
    save: saved.describe('remembered for {ack}'),
  }),
  z.strictObject({ int: integerKind, expect: template.exactOptional(), save: saved }),
  z.strictObject({
    decimal: z.int().min(1).max(64).describe('a decimal number in so many bytes'),
    save: saved,
  }),
  z.strictObject({ lengthPrefix: lengthKind.describe('a length, then so many bytes') }),
  z.strictObject({ until: z.enum(['eof', 'newline']), maxBytes: fieldBytes.exactOptional() }),
]);

const outMessage = z
  .array(outField)
  .min(1, 'at least one field is wanted')
  .meta({ id: 'sentMessage', description: 'fields that go out in one write' });
const inMessage = z
  .array(inField)
  .min(1, 'at least one field is wanted')
  .meta({ id: 'heardMessage', description: 'fields that come, one after the other' });

const serverSchema = z.strictObject({
  argv: z.array(z.string()).min(1, 'the program and its arguments are wanted').exactOptional(),
  env: z.record(z.string(), z.string()).exactOptional(),
  cwd: z.string().min(1).describe('where it runs; temp: a private directory made for it'),
  model: z.enum(['basic', 'persistent', 'forking', 'threaded', 'iterative']),
  maxSessions: z.int().min(1).exactOptional().describe('sessions after which it ends by itself'),
  maxConcurrent: z.int().min(1).exactOptional().describe('clients that it bears at once'),
  maxOperations: z
    .int()
    .min(0)
    .exactOptional()
    .describe('operations after which it ends a session'),
  builtinDelayMs: z.int().min(0).max(hourMs).exactOptional(),
  startDelayMs: z.int().min(0).max(hourMs).exactOptional(),
  stop: z
    .strictObject({
      signal: z.enum(['SIGINT', 'SIGTERM', 'SIGKILL']),
      graceMs: z.int().min(0).max(60_000).exactOptional(),
    })
    .exactOptional(),
  limits: z
    .strictObject({
      openFiles: z.int().min(8).max(1_000_000).exactOptional(),
      processes: z.int().min(1).max(100_000).exactOptional(),
      recycleAfterSessions: z.int().min(1).exactOptional(),
    })
    .exactOptional(),
});

const wkpSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(4_095)
    .describe("the well-known pipe, absolute or in the server's directory"),
  lifecycle: z.enum(['recreate', 'once', 'permanent', 'until-last-writer']),
  hold: z.enum(['session', 'message']),
  gate: z.enum(['none', 'until-ack', 'until-unlinked', 'per-operation']).exactOptional(),
});

const fifosSchema = z.strictObject({
  down: template.min(1).describe('name of the FIFO that the server writes to'),
  up: template.min(1).exactOptional().describe('name of the FIFO that the server reads from'),
  nameMaxBytes: z.int().min(1).max(4_095).describe('the longest name that the server reads'),
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/, 'octal permissions are wanted, such as "0600" (with quotes)')
    .exactOptional(),
  unlink: z
    .strictObject({
      by: z.enum(['client', 'server', 'any']),
      at: z.enum(['after-ack', 'after-open', 'per-operation', 'end']),
    })
    .exactOptional(),
});

const operationSchema = z.strictObject({
  pattern: z.enum(['request-reply', 'server-first', 'push', 'send-only', 'none']),
  request: outMessage.exactOptional(),
  reply: inMessage.exactOptional(),
  check: z
    .union([
      z.enum(['none', 'golden']),
      z.strictObject({ prefix: z.string().min(1) }),
      z.strictObject({ transform: z.enum(['identity', 'upper', 'lower', 'swapcase', 'rot13']) }),
    ])
    .exactOptional(),
  trim: z.enum(['none', 'nul', 'payload']).exactOptional(),
});

/** A profile as its file holds it. */
export const profileSchema: z.ZodType<Profile> = z.strictObject({
  profile: z.literal(1).describe('the version of this format'),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots, hyphens are wanted'),
  summary: z.string().exactOptional(),
  server: serverSchema,
  wkp: wkpSchema,
  fifos: fifosSchema,
  channels: z.strictObject({
    up: z.enum(['wkp-session', 'wkp-shared', 'fifo']),
    down: z.enum(['session', 'per-reply']),
  }),
  connect: outMessage.nullable(),
  ack: inMessage.nullable(),
  response: outMessage.nullable(),
  operation: operationSchema,
  end: z.strictObject({ send: outMessage.exactOptional() }).nullable().exactOptional(),
});

/** The text of docs/profile.schema.json: JSON Schema 2020-12, with a line feed at the end. */
export function profileJsonSchemaText(): string {
  const schema = {
    title: 'A profile of fifobench, version 1',
    ...z.toJSONSchema(profileSchema, { io: 'input', target: 'draft-2020-12' }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The name of every field that a profile can have, anywhere in it. */
export function profileFieldNames(): string[] {
  const names = new Set<string>();
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') {
        Object.keys(value as object).forEach((name) => names.add(name));
      }
      collect(value);
    }
  };
  collect(z.toJSONSchema(profileSchema, { io: 'input' }));
  return [...names];
}
